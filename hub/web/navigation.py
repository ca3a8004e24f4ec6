"""The places of the house: one list for the menu and for the cards of the first page. A place shows up when its page exists and the
visitor may open it.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.web.access import asked_by, visitor_or_none


@dataclass(frozen=True, slots=True)
class Place:
    """A page that one can go to: its endpoint, an icon, what it is called and what one does there."""

    endpoint: str
    icon: str
    label: LazyString
    says: LazyString
    floor: bool = False

    @property
    def address(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_here(self) -> bool:
        """True on the page itself and on every page of its subject that has no place of its own."""
        here = request.endpoint or ""
        here = _BELONGS_TO.get(here, here)
        if here in _ENDPOINTS:
            return here == self.endpoint
        return here.split(".")[0] == self.endpoint.split(".")[0] and self is _first_of(self.endpoint)


# In the order of the day: what comes in, what goes out, what is looked after.
PLACES = (
    Place("receiving.station", "scale", _l("Receive"), _l("Weigh in what came, crate by crate."), floor=True),
    Place(
        "stock.put_away",
        "warehouse",
        _l("Put away"),
        _l("Scan a crate, then the place it goes to."),
        floor=True,
    ),
    Place("picking.lists", "list-checks", _l("Pick"), _l("One list for each kitchen."), floor=True),
    Place(
        "delivery.loads",
        "truck",
        _l("Load"),
        _l("Close each load when its crates are on the vehicle."),
        floor=True,
    ),
    Place("delivery.stops", "map-pin", _l("Stops"), _l("Today's kitchens, in driving order."), floor=True),
    Place(
        "kitchen.articles",
        "shopping-basket",
        _l("Order goods"),
        _l("What producers can deliver, and by when."),
    ),
    Place("kitchen.orders", "clipboard-list", _l("My orders"), _l("What is ordered, and what was answered.")),
    Place(
        "delivery.arrivals",
        "package-check",
        _l("Deliveries"),
        _l("Accept what arrived, or say what is wrong."),
    ),
    Place(
        "producer.lines", "message-square-reply", _l("To answer"), _l("Lines that wait for your yes or no.")
    ),
    Place(
        "producer.collections", "calendar-days", _l("Collection days"), _l("What to have ready, and when.")
    ),
    Place(
        "producer.came",
        "package-open",
        _l("At the hub"),
        _l("What the hub said of your goods when they came."),
    ),
    Place("planning.week", "calendar-range", _l("Week"), _l("Orders, answers and collections of the week.")),
    Place("planning.orders", "clipboard-list", _l("Orders"), _l("Every order and its next step.")),
    Place(
        "planning.claims",
        "message-square-warning",
        _l("Claims"),
        _l("What kitchens did not accept, to sort out with them."),
    ),
    Place(
        "quality.rooms",
        "thermometer-snowflake",
        _l("Cold rooms"),
        _l("Temperatures, and when they were wrong."),
    ),
    Place(
        "room_days.every",
        "clipboard-check",
        _l("Daily review"),
        _l("Answer alarms, look at each day, and sign it."),
    ),
    Place("weighings.every", "weight", _l("Weighings"), _l("Everything the scales saw, claimed or not.")),
    Place(
        "day_sheets.every",
        "file-check",
        _l("Day sheets"),
        _l("Sign what the scales wrote down, day by day."),
    ),
    Place("stock.crates", "package", _l("Crates"), _l("Where each crate stands, and what is in it.")),
    Place(
        "holds.every",
        "octagon-x",
        _l("On hold"),
        _l("Crates that nobody may use until they are signed free."),
    ),
    Place(
        "goods.lately",
        "clipboard-list",
        _l("Goods as they came"),
        _l("Temperatures, remarks with photos, and what was refused."),
    ),
    Place("articles.every", "tags", _l("Articles"), _l("What is sold, and the cards for the shelves.")),
    Place("jobs.overview", "printer", _l("Papers"), _l("Labels and notes: printed, waiting, uncertain.")),
    Place("devices.overview", "plug-zap", _l("Devices"), _l("Scales, sensors and printers: there or lost.")),
    Place("people.overview", "users", _l("People"), _l("Accounts, roles, badges and kiosks.")),
)
_ENDPOINTS = frozenset(place.endpoint for place in PLACES)


# Pages that belong to another place of their subject than its first.
_BELONGS_TO = {
    "impact.page": "quality.rooms",
    "impact.hold": "quality.rooms",
    "room_reports.choose": "room_days.every",
    "room_reports.check": "room_days.every",
    "kitchen.order": "kitchen.orders",
    "planning.order": "planning.orders",
    "cages.page": "delivery.loads",
    "cages.package": "delivery.loads",
    "stock.places": "stock.crates",
    "delivery.arrival": "delivery.arrivals",
    "room_settings.every_preset": "quality.rooms",
    "room_settings.page": "quality.rooms",
    "room_settings.limits_form": "quality.rooms",
    "room_settings.change_limits": "quality.rooms",
    "room_settings.plan_defrosts": "quality.rooms",
    "room_settings.set_door": "quality.rooms",
    "sensors.every": "quality.rooms",
    "sensors.one": "quality.rooms",
    "sensors.swap": "quality.rooms",
    "sensors.enter_spell": "quality.rooms",
    "sensors.certificate_form": "quality.rooms",
    "sensors.enter_certificate": "quality.rooms",
    "sensors.add_files": "quality.rooms",
    "goods.temperature": "receiving.station",
    "goods.remark": "receiving.station",
    "goods.refuse": "receiving.station",
    "goods.measure": "receiving.station",
    "goods.keep_remark": "receiving.station",
    "goods.turn_away": "receiving.station",
}


def places() -> list[Place]:
    """Where this visitor can go."""
    return [place for place in PLACES if can_open(place.endpoint)]


def can_open(endpoint: str) -> bool:
    """Does the page exist, and would `guard` let this visitor in?"""
    view = current_app.view_functions.get(endpoint)
    asks = asked_by(view)
    found = visitor_or_none()
    if asks is None:
        return False
    if not asks.log_in:
        return True
    return found is not None and (not asks.any_of or bool(asks.any_of & found.permissions))


def _first_of(endpoint: str) -> Place:
    subject = endpoint.split(".", maxsplit=1)[0]
    return next(place for place in PLACES if place.endpoint.split(".")[0] == subject)
