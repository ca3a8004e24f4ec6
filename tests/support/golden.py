"""Golden files: what people see, kept as files that a person can look at. SAMLAST_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

UPDATING = os.environ.get("SAMLAST_UPDATE_GOLDEN") == "1"


def check_golden(path: Path, actual: str | bytes) -> None:
    """Compare with the kept file. A missing file fails: it must be written on purpose and looked at."""
    fresh = actual.encode() if isinstance(actual, str) else actual
    if UPDATING:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fresh)
    assert path.exists(), f"{path} is missing: write it with SAMLAST_UPDATE_GOLDEN=1 and look at it"
    kept = path.read_bytes()
    if isinstance(actual, str):
        assert actual == kept.decode(), f"{path} differs"
    else:
        assert fresh == kept, f"{path} differs"
