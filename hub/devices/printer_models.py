"""Receipt printers by model: how wide the head is, how fine, and what the model calls its code pages.

The facts are those of python-escpos, read from its table without importing it: on import it writes a cache, and settings write nothing.
Not for: ZPL printers, which have one page for all letters.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TABLE = "capabilities.json"


@dataclass(frozen=True, slots=True)
class PrinterModel:
    """`width_dots` and `dpi` are None where the table does not say. `pages`: the number of `ESC t` by the page's name."""

    width_dots: int | None
    dpi: int | None
    pages: Mapping[str, int]


@cache
def printer_models() -> Mapping[str, PrinterModel]:
    """All models by their names in python-escpos."""
    found = find_spec("escpos")
    if found is None or not found.submodule_search_locations:
        return {}
    text = (Path(found.submodule_search_locations[0]) / TABLE).read_text(encoding="utf-8")
    return {name: _model(row) for name, row in json.loads(text)["profiles"].items()}


def _model(row: Mapping[str, Any]) -> PrinterModel:
    media = row["media"]
    return PrinterModel(
        width_dots=_number(media["width"].get("pixels")),
        dpi=_number(media.get("dpi")),
        pages={name: int(number) for number, name in row["codePages"].items()},
    )


def _number(raw: object) -> int | None:
    return raw if isinstance(raw, int) else None
