"""A stored crate label as the plain table that layouts are filled from: the door from a print job to `facts`.

Not for: notes. They have no layout; each dialect has its own way with them.
"""

from __future__ import annotations

from typing import Any

from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent, WeightKind
from hub.labels.phrases import Phrase, say


def plain_of(content: CrateLabelContent, *, language: Language, copy: int = 1) -> dict[str, Any]:
    """All that the label says, by the keys of `facts.CRATE_KEYS`; what is absent is left out by whoever reads it."""
    calculated = content.weight_kind is WeightKind.CALCULATED
    return {
        "sscc": content.sscc,
        "product": content.product,
        "grade": content.grade,
        "producer": content.producer,
        "lot": content.lot,
        "harvested": content.collected_on,
        "packed": content.packed_on,
        "best_before": content.best_before,
        "net_kg": content.net.in_kg(),
        "tare_kg": content.tare.in_kg() if content.tare is not None else None,
        "tare_kind": content.tare_kind,
        "count": content.count,
        "origin": content.origin_country,
        "organic": content.organic,
        "allergens": content.allergens,
        "storage_class": content.storage,
        "approval": content.approval_number,
        "kitchen": content.kitchen,
        "stop": content.stop,
        "alibi": content.weighing if content.weight_kind is WeightKind.WEIGHED else "",
        "typed": content.weight_kind is WeightKind.TYPED,
        "weight_note": say(Phrase.CALCULATED, language) if calculated else "",
        "replaces": content.replaces,
        "address": content.address,
        "copy": copy,
        "made_up": content.made_up,
        "language": language.value,
    }
