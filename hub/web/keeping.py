"""How a crate's goods were kept, in one sentence of the visitor's language."""

from __future__ import annotations

from hub.coldchain.histories import History
from hub.labels.kept import KeptBetween, kept_words
from hub.web.language import language


def kept_said(told: History) -> str:
    kept = told.kept
    unknown_s = kept.whole_ms // 1_000 - kept.known_ms // 1_000
    return kept_words(KeptBetween(kept.lowest, kept.highest, kept.known_ms // 1_000, unknown_s), language())
