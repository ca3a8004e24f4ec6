"""Places, movements and refusals of stock in words."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.labels.codes.found import CodeKind
from hub.stock.records import MovementKind, PlaceKind, WeightKind
from hub.stock.rules import Imbalance

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    PlaceKind: {
        PlaceKind.DOCK: _l("Dock"),
        PlaceKind.COLD_ROOM: _l("Cold room"),
        PlaceKind.FREEZER: _l("Freezer"),
        PlaceKind.DRY_STORE: _l("Dry store"),
        PlaceKind.PACKING: _l("Packing area"),
        PlaceKind.VEHICLE: _l("Vehicle"),
    },
    MovementKind: {
        MovementKind.RECEIVED: _l("Received"),
        MovementKind.TAKEN_BACK: _l("Receipt taken back"),
        MovementKind.PUT_AWAY: _l("Was put away"),
        MovementKind.SPLIT_OUT: _l("Part taken out"),
        MovementKind.SPLIT_IN: _l("Filled from another crate"),
        MovementKind.PICKED: _l("Picked"),
        MovementKind.UNPICKED: _l("Pick taken back"),
        MovementKind.LOADED: _l("Loaded"),
        MovementKind.DELIVERED: _l("Delivered"),
        MovementKind.DISCARDED: _l("Thrown away"),
    },
    WeightKind: {
        WeightKind.WEIGHED: _l("Weighed"),
        WeightKind.TYPED: _l("Typed"),
        WeightKind.CALCULATED: _l("Calculated"),
    },
    CodeKind: {
        CodeKind.GS1: _l("a code without a crate number"),
        CodeKind.DIGITAL_LINK: _l("a link without a crate number"),
        CodeKind.SSCC: _l("a crate number"),
        CodeKind.GTIN_14: _l("the number of an article"),
        CodeKind.EAN_13: _l("the number of an article (EAN)"),
        CodeKind.EAN_8: _l("the short number of an article (EAN)"),
        CodeKind.UPC_A: _l("the number of an article (UPC)"),
        CodeKind.RESTRICTED: _l("a shop's own number"),
        CodeKind.CRATE: _l("a crate's own number"),
        CodeKind.PLACE: _l("the code of a place"),
        CodeKind.BADGE: _l("a badge"),
        CodeKind.CRATE_PAGE: _l("the page of a crate"),
        CodeKind.PLACE_PAGE: _l("the page of a place"),
        CodeKind.WEB: _l("a web address"),
        CodeKind.UNKNOWN: _l("unknown"),
    },
    Imbalance: {
        Imbalance.NEGATIVE: _l("More went out than came in"),
        Imbalance.TWO_PLACES: _l("In two places at once"),
        Imbalance.SPLIT_LOST: _l("A split does not add up"),
        Imbalance.LABEL_DIFFERS: _l("The label says another amount"),
    },
}

ERRORS: dict[str, LazyString] = {
    "scan_unreadable": _l("“%(text)s”: %(why)s Scan the label once more."),
    "not_a_crate": _l("“%(text)s” is %(found)s, not a crate. Scan the label of the crate."),
    "not_a_place": _l("“%(text)s” is %(found)s, not a place. Scan the sign at the shelf."),
    "crate_unknown": _l("No crate here has the number %(sscc)s. Ask the coordinator."),
    "unit_not_crate": _l(
        "%(sscc)s is the number of a package or a roll cage, not of a crate. Scan the label of the crate."
    ),
    "crate_end_unknown": _l(
        "No crate in the house ends in %(text)s. Type all 18 digits of the number, or scan the label."
    ),
    "crate_end_shared": _l(
        "More than one crate ends in %(text)s: %(crates)s. Type more of the number, or scan the label."
    ),
    "place_unknown": _l("There is no place called %(place)s. Scan the sign at the shelf."),
    "crate_voided": _l(
        "This label is void (%(reason)s). Look for a newer label on the crate, or weigh it in again."
    ),
    "crate_not_in_house": _l("Crate %(sscc)s is empty or has left the house."),
    "crate_taken": _l("Crate %(sscc)s is picked already and stands in %(place)s."),
    "wrong_climate": _l("Not here: %(place)s is not for goods that need “%(goods)s”. Choose another room."),
    "not_a_store_place": _l("Nothing is put away in %(place)s. Choose a room or a shelf."),
    "crate_on_hold": _l(
        "Crate %(sscc)s is on hold: %(reason)s. Leave it. Quality decides when it is used again."
    ),
    "hold_reason_missing": _l("Write why."),
    "nothing_to_hold": _l("Choose at least one crate that is still in the house."),
    "hold_ended": _l("Somebody released this meanwhile. Look at the list again."),
    "place_missing": _l("The house has no place of the kind “%(kind)s”. Ask an administrator."),
}
