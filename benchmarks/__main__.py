"""`python -m benchmarks`: every measurement in one run, as a table. Ratios count; this machine's milliseconds are its own.

With `--long` those that have a long form take it: the year of readings, the flood of ten minutes, 500 faults of the printer.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from types import ModuleType

from benchmarks import (
    decoding,
    flood,
    ingesting,
    notes,
    papers,
    print_faults,
    printing,
    reports,
    station,
    weighing,
    year,
)
from benchmarks.measure import Row

LONG: dict[ModuleType, object] = {year: year.LONG_DAYS, flood: flood.LONG_S, print_faults: print_faults.LONG}


def main() -> int:
    """Exit 0 also when a target is missed: a busy machine is no defect, and the table says it. 1 when a part breaks off."""
    print("| what | measured | against | |\n|---|---|---|---|", flush=True)
    before, is_long = _load(), "--long" in sys.argv[1:]
    broken = 0
    for part in (
        weighing,
        decoding,
        station,
        papers,
        print_faults,
        notes,
        printing,
        ingesting,
        flood,
        reports,
        year,
    ):
        try:
            for row in _rows(part, is_long=is_long):
                print(row, flush=True)
        except Exception:  # noqa: BLE001 - one part must not take the others with it
            broken += 1
            traceback.print_exc()
            print(Row(part.__name__, "broke off, see above", "", holds=False), flush=True)
    print(
        Row(
            "programs waiting for a processor, before and after",
            f"{before}, {_load()}",
            f"{os.cpu_count()} processors",
        )
    )
    return 1 if broken else 0


def _rows(part: ModuleType, *, is_long: bool) -> Iterator[Row]:
    most = LONG.get(part)
    found: Iterator[Row] = part.rows(most) if is_long and most is not None else part.rows()
    return found


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
