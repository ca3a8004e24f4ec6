"""Why this crate, why not more, and the refusals of picking in words."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.picking.plan import Why

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Why: {
        Why.FIRST_TO_EXPIRE: _l("it expires first"),
        Why.FIRST_RECEIVED: _l("it came first"),
        Why.ONLY_CRATE: _l("it is the only crate"),
        Why.REST_OF_CRATE: _l("it is already begun"),
        Why.NONE_IN_HOUSE: _l("none is in the house"),
        Why.ALL_EXPIRED: _l("none keeps until the delivery day"),
        Why.ON_HOLD: _l("what there is more of is on hold"),
        Why.USED_UP: _l("other lines need what there is"),
    },
}

ERRORS: dict[str, LazyString] = {
    "pick_unknown": _l("This pick is not known. Look at the list again."),
    "line_not_open": _l("%(product)s is not open for picking now (%(state)s). Look at the list again."),
    "wrong_goods": _l(
        "Wrong crate: this is %(scanned)s (%(scanned_grade)s). You need %(wanted)s (%(wanted_grade)s)."
    ),
    "crate_expired": _l("Do not use crate %(sscc)s: its best-before day is %(best_before)s."),
    "older_crate_first": _l(
        "Take crate %(sscc)s from %(place)s first: it expires %(best_before)s. To use this one all the same, write why."
    ),
    "crate_too_full": _l("The crate holds %(holds)s, and only %(missing)s is needed. Weigh out a part."),
    "part_exceeds_crate": _l(
        "The crate holds %(holds)s by the books, and the scale showed %(weighed)s. Check which crate it is."
    ),
    "part_too_heavy": _l("%(weighed)s is too much: %(missing)s is needed. Take some out and weigh again."),
    "pick_loaded": _l("Crate %(sscc)s is on the vehicle. Ask the coordinator."),
}
