"""Frames and messages collected from manuals and devices, where the collection lies beside the project; else nothing."""

from __future__ import annotations

import json
from typing import Any

from tests.support.source import ROOT

FOLDER = ROOT.parent / "shared" / "vectors"


def shared(name: str, **wanted: str) -> list[dict[str, Any]]:
    """The vectors of one file whose fields are as wanted, such as `protocol="mt_sics"`."""
    path = FOLDER / name
    if not path.exists():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [one for one in found if all(one.get(field) == value for field, value in wanted.items())]
