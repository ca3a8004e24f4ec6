"""How far pip is, told while it installs a lock file: `pip install … 2>&1 | pip_progress.py LOCK WORD`.

Counts every requirement of the lock once, whether pip fetches it, has it as a file, finds it installed, or leaves it out on this
machine. On a terminal the line is rewritten; elsewhere each tenth requirement gets a line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

REQUIRED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==", re.MULTILINE)
TAKEN = re.compile(
    r"(?:Collecting|Requirement already satisfied:|Ignoring|Processing (?:\S*/)?)\s*([A-Za-z0-9][A-Za-z0-9._]*(?:-(?!\d)[A-Za-z0-9._]+)*)"
)
EACH = 10
WIDTH = 60


def required(lock: str) -> frozenset[str]:
    return frozenset(_normal(name) for name in REQUIRED.findall(lock))


def counted(lines: Iterable[str], names: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The number and the name of each requirement as pip comes to it, each once, up to all of them."""
    seen: set[str] = set()
    for line in lines:
        found = TAKEN.match(line.strip())
        name = _normal(found[1]) if found else ""
        if name in names and name not in seen:
            seen.add(name)
            yield len(seen), name


def _normal(name: str) -> str:
    """As PEP 503 compares names; pip writes a wheel's file with underscores."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    names = required(Path(sys.argv[1]).read_text(encoding="utf-8"))
    unpacking, rewrites = sys.argv[2], sys.stdout.isatty()
    for number, name in counted(sys.stdin, names):
        told = f"      {number}/{len(names)} {name}"
        if number == len(names):
            told = f"      {number}/{len(names)}, {unpacking}"
        if rewrites:
            print(f"\r{told:<{WIDTH}}", end="", flush=True)
        elif number % EACH == 0 or number == len(names):
            print(told, flush=True)
    if rewrites:
        print(flush=True)


if __name__ == "__main__":
    main()
