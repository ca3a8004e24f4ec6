"""The files of the demonstration, read as they stand: config/demo.toml and the lists in config/demo/.

Not for: settings of a real hub, which are checked key by key (hub/settings.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.unfit import Said, said_of

LISTS = ("kitchens", "producers", "products", "places", "orders")


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Tables by the name of their file; `demo` is config/demo.toml itself."""

    demo: Mapping[str, Any]
    kitchens: Mapping[str, Any]
    producers: Mapping[str, Any]
    products: Mapping[str, Any]
    places: Mapping[str, Any]
    orders: Mapping[str, Any]


def read_demo_files(config_dir: Path) -> DemoFiles:
    """Raises Misconfigured for a file that is missing or is no TOML."""
    tables = {name: _read(config_dir / "demo" / f"{name}.toml") for name in LISTS}
    return DemoFiles(demo=_read(config_dir / "demo.toml"), **tables)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as err:
        raise Misconfigured((Fault(path.name, "demo", None, Said("file_missing", {})),)) from err
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise Misconfigured((Fault(path.name, "demo", None, Said("unreadable", {"why": err})),)) from err


@contextmanager
def naming(file: str, where: str) -> Iterator[None]:
    """A missing key or a wrong value inside is told with the file and the row."""
    try:
        yield
    except KeyError as err:
        says = Said("missing_or_unknown", {"name": err.args[0]})
        raise Misconfigured((Fault(file, where, None, says),)) from err
    except ValueError as err:
        raise Misconfigured((Fault(file, where, None, said_of(err)),)) from err
