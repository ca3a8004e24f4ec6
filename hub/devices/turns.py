"""Some scales hand over a weight in turns: a price or an enquiry first, then a word for each answer. Whose turn it is."""

from __future__ import annotations

from collections.abc import Callable

from hub.devices.protocols.frames import Frame


def next_turn(decoder: object, answer: Frame) -> bytes | None:
    """What this language says on hearing that; None when the answer is the last word, as in most languages the first one is."""
    says: Callable[[Frame], bytes | None] | None = getattr(decoder, "next_turn", None)
    return says(answer) if says else None
