"""Why a label was taken out of use, where the house has words for it. Kept as a code, so that everybody reads it in their own
language; what a person wrote is kept, and shown, as it was written.
"""

from __future__ import annotations

from enum import StrEnum

from hub.kernel.words import Language, Words


class VoidReason(StrEnum):
    """The house's own reasons. The text of a member is what is stored."""

    RELABELLED = "relabelled"  # a part was taken out, and the rest got a label of its own
    TOLD_ANEW = "told_anew"
    WRONG_GOODS = "wrong_goods"
    WRONG_CRATE_TYPE = "wrong_crate_type"
    WEIGHED_TWICE = "weighed_twice"
    NO_CRATE = "no_crate"


# Chosen by whoever takes a receipt back.
OF_A_RECEIPT = (
    VoidReason.WRONG_GOODS,
    VoidReason.WRONG_CRATE_TYPE,
    VoidReason.WEIGHED_TWICE,
    VoidReason.NO_CRATE,
)
WORDS = {
    VoidReason.RELABELLED: Words(
        "en del ble tatt ut, og resten fikk ny etikett",
        "en del togs ut, och resten fick en ny etikett",
        "a part was taken out, and the rest got a new label",
    ),
    VoidReason.TOLD_ANEW: Words(
        "det papirene sier, ble skrevet på nytt",
        "det som papperen säger skrevs på nytt",
        "what the papers say was told anew",
    ),
    VoidReason.WRONG_GOODS: Words("feil vare", "fel vara", "wrong goods"),
    VoidReason.WRONG_CRATE_TYPE: Words("feil kassetype", "fel typ av back", "wrong crate type"),
    VoidReason.WEIGHED_TWICE: Words("veid to ganger", "vägd två gånger", "weighed twice"),
    VoidReason.NO_CRATE: Words("ikke en kasse med varer", "inte en back med varor", "not a crate of goods"),
}


def reason_told(reason: str) -> Words | str:
    """The house's words for a stored reason; a person's own words as they are."""
    return WORDS[VoidReason(reason)] if reason in WORDS else reason


def reason_in(reason: str, language: Language) -> str:
    """As `reason_told`, in one language."""
    told = reason_told(reason)
    return told.in_(language) if isinstance(told, Words) else told
