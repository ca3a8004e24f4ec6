"""Verdicts, tares and refusals of the goods-in desk in words."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.receiving.records import ClaimPurpose, TareKind
from hub.receiving.rules import Verdict

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Verdict: {
        Verdict.NOT_COME: _l("Nothing yet"),
        Verdict.SHORT: _l("Too little so far"),
        Verdict.ACCEPTED: _l("As announced"),
        Verdict.OVER: _l("More than announced"),
        Verdict.NOT_ORDERED: _l("Not ordered"),
    },
    TareKind: {
        TareKind.NONE: _l("no tare"),
        TareKind.WEIGHED: _l("tare weighed by the scale (T)"),
        TareKind.PRESET: _l("preset tare (PT)"),
    },
    ClaimPurpose: {
        ClaimPurpose.RECEIVING: _l("Received crate"),
        ClaimPurpose.PICKING: _l("Picked part"),
        ClaimPurpose.REPACKING: _l("Repacked"),
        ClaimPurpose.REFUSED: _l("Refused at the door"),
        ClaimPurpose.SET_ASIDE: _l("Set aside"),
    },
}

ERRORS: dict[str, LazyString] = {
    "weighing_unknown": _l("This weighing is not known. Put the crate on the scale again."),
    "weighing_claimed": _l("This load is a crate already. Put the next crate on and wait for “Stable”."),
    "load_taken": _l(
        "Load no. %(load)s is already crate no. %(receipt)s. Lift it off, then put the next one on."
    ),
    "nothing_on_the_scale": _l(
        "The scale showed %(shown)s, and the empty crate alone weighs %(tare)s. Choose the right crate type or fill the crate."
    ),
    "load_beneath_untaken": _l(
        "Under this load lies load no. %(number)s, %(lower)s, which is no crate yet. Is it one crate or two? Choose, or lift both off and put one crate on at a time."
    ),
    "verification_overdue": _l(
        "The verification of this scale ended on %(until)s. Weigh on another scale, or write why it is used: the reason stands on paper."
    ),
    "reason_missing": _l("Write the reason."),
    "weight_missing": _l("The scale has no new load. Put the crate on, wait for “Stable”, then press again."),
    "count_missing": _l("Count the pieces of %(product)s and type the number."),
    "receipt_unknown": _l("There is no receipt no. %(receipt)s. Look at the list of the last crates."),
    "crate_opened": _l(
        "Something was taken out of crate %(sscc)s already, so it cannot be taken back. Tell the coordinator."
    ),
    "not_a_number": _l("“%(text)s” is not a number. Type it like 12,5."),
    "not_above_zero": _l("A weight is above zero. Read it off the scale with the crate on."),
    "typed_too_heavy": _l(
        "%(typed)s is too much: no more than %(most)s can be typed here. Look at the comma."
    ),
    "typed_too_fine": _l("%(typed)s is too fine: a weight is typed in steps of %(step)s here."),
    "typed_beyond_announced": _l(
        "With %(typed)s more of %(product)s is in than was announced. If it is right, press “Yes, it is right”; if not, correct it."
    ),
    "typed_below_crate": _l(
        "You typed %(typed)s, and the empty crate alone weighs %(tare)s. Choose the right crate type, or type the weight with the crate on."
    ),
    "refused_too_much": _l(
        "That is more of %(product)s than is still to come. Look at the number. What nobody ordered is refused as “not ordered”."
    ),
    "crate_type_unknown": _l("Choose which crate it is."),
    "article_unknown": _l("These goods are not in the catalogue."),
}
