"""CSV for spreadsheets, the same for every list of the house: UTF-8 with its mark, commas, and no cell that would run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(columns)
    write.writerows([safe(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def safe(cell: object) -> object:
    """Text that a spreadsheet would run as a formula is kept as text; numbers of ours are numbers, also below zero."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
