"""States and refusals of delivery in words."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.delivery.records import DeliveryState
from hub.delivery.views import ArrivalState
from hub.delivery.whereabouts import Fate

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    DeliveryState: {
        DeliveryState.LOADED: _l("Loaded"),
        DeliveryState.DELIVERED: _l("Handed over"),
        DeliveryState.ANSWERED: _l("Answered by the kitchen"),
    },
    ArrivalState: {
        ArrivalState.EXPECTED: _l("Ordered"),
        ArrivalState.BEING_PACKED: _l("Being packed"),
        ArrivalState.PACKED: _l("Packed"),
        ArrivalState.ON_THE_WAY: _l("On the way"),
        ArrivalState.DELIVERED: _l("Arrived. Please answer"),
        ArrivalState.ANSWERED: _l("Answered"),
    },
    Fate: {
        Fate.IN_STORE: _l("In the house"),
        Fate.PACKED: _l("Packed"),
        Fate.ON_VEHICLE: _l("On the vehicle"),
        Fate.DELIVERED: _l("Delivered"),
        Fate.EMPTIED: _l("Emptied into other crates"),
        Fate.TAKEN_BACK: _l("Receipt taken back"),
        Fate.DISCARDED: _l("Thrown away"),
    },
}

ERRORS: dict[str, LazyString] = {
    "cage_unknown": _l("No roll cage has the number %(sscc)s."),
    "cage_gone": _l("Roll cage %(sscc)s is loaded or void. Make a new one."),
    "crate_for_other": _l("Crate %(sscc)s is not packed for %(kitchen)s. Look at its label."),
    "package_unknown": _l("No package has the number %(sscc)s."),
    "package_voided": _l(
        "This label is void: the packages for %(kitchen)s were labelled anew, %(packages)s in all. Throw it away and take a new one."
    ),
    "packages_unlikely": _l("%(packages)s packages for one kitchen? Type a number from 1 to %(most)s."),
    "delivery_unknown": _l("This delivery is not here."),
    "nothing_to_load": _l("Nothing is picked for %(kitchen)s. Pick first, then close the load."),
    "lines_still_open": _l(
        "Lines of %(kitchen)s that are not picked yet: %(lines)s. Pick them, or end them with a reason."
    ),
    "no_route": _l("%(kitchen)s gets no delivery on %(day)s. Ask the coordinator."),
    "not_on_the_way": _l("Note %(number)s is not handed over yet. Answer when the goods are there."),
    "line_not_delivered": _l("%(product)s cannot be answered now (%(state)s)."),
    "claim_too_large": _l("You can claim at most %(delivered)s of this line, and more than nothing."),
}
