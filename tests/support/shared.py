"""What takes seconds to make and is only looked at: made by the first process of tests that needs it, for all of them."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's own folder in memory
ENOUGH_BYTES = 2_000_000_000


@dataclass(frozen=True)
class Shared:
    """A folder that all processes of one run see."""

    folder: Path

    def once(self, name: str, make: Callable[[Path], None]) -> Path:
        """The folder of this name, filled by `make` unless another process has done so; nobody gets it half full."""
        place = self.folder / name
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                half = self.folder / f"{name}.half"
                shutil.rmtree(half, ignore_errors=True)
                half.mkdir()
                make(half)
                half.rename(place)
        return place


def quick_folder(prefix: str) -> Path:
    """A new temporary folder, in memory where the machine has enough of it."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if roomy else None))
