"""Of all that may be wrong with a code: what makes it useless at a scan field, because it was misread, mistyped or is no code at all."""

from __future__ import annotations

from hub.labels.codes.found import Code, CodeKind, FaultKind

# A number was meant, and it is not whole or not right.
OF_A_NUMBER = (
    FaultKind.CHECK_DIGIT,
    FaultKind.TOO_SHORT,
    FaultKind.TOO_LONG,
    FaultKind.NOT_DIGITS,
    FaultKind.WRONG_SIGN,
    FaultKind.PREFIX,
)
OF_A_TEXT = (FaultKind.EMPTY, FaultKind.UNKNOWN_IDENTIFIER, FaultKind.UNKNOWN_TEXT)


def damage_of(code: Code) -> FaultKind | None:
    """The fault that says most about why the code cannot be used; None when it was read."""
    found = {one.kind for one in code.faults}
    first = next((kind for kind in (*OF_A_NUMBER, *OF_A_TEXT) if kind in found), None)
    return first or (FaultKind.UNKNOWN_TEXT if code.kind is CodeKind.UNKNOWN else None)
