"""What a search field says about a number that was misread or mistyped. Words that somebody looks for are no damaged code."""

from __future__ import annotations

from hub.labels.codes.damage import OF_A_NUMBER, damage_of
from hub.labels.codes.reading import read_code
from hub.stock.service import unreadable
from hub.web.texts import sentence


def scan_problem(sought: str) -> str:
    """Empty unless a number was meant and something is wrong with it."""
    code = read_code(sought)
    refusal = unreadable(code)
    return sentence(refusal) if refusal and damage_of(code) in OF_A_NUMBER else ""
