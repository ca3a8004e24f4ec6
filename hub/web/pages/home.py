"""The first page: a person's own tasks as large cards with what waits there, under the lines that went silent. Also the living guide to the components."""

from __future__ import annotations

from flask import Blueprint, render_template

from hub.kernel.quantity import Mass
from hub.orders.views import overdue
from hub.people.permissions import Permission
from hub.web.access import house, requires, signed_in, visitor
from hub.web.navigation import places
from hub.web.waiting import Asker, waiting

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@signed_in
def page() -> str:
    cards, who = places(), visitor()
    now, zone = house().clock.now(), house().settings.hub.zone
    asker = Asker(
        now,
        now.astimezone(zone).date(),
        zone,
        who.person.producer_id,
        who.person.kitchen_id,
        signs=who.can(Permission.DAY_SHEETS_SIGN),
        signs_rooms=who.can(Permission.ROOM_DAYS_SIGN),
    )
    for_kitchen = who.person.kitchen_id is not None and who.can(Permission.ORDERS_READ)
    with house().database.read() as session:
        counts = waiting(session, asker, (card.endpoint for card in cards))
        silent = (
            overdue(session, now, zone, kitchen_id=who.person.kitchen_id if for_kitchen else None)
            if for_kitchen or who.can(Permission.ORDERS_READ_ALL)
            else []
        )
    return render_template(
        "home/page.html", cards=cards, counts=counts, silent=silent, for_kitchen=for_kitchen
    )


@blueprint.get("/components")
@requires(Permission.PEOPLE_ADMINISTER)
def components() -> str:
    return render_template("home/components.html", grams_of=_grams_of)


def _grams_of(grams: int | None) -> Mass | None:
    return None if grams is None else Mass.grams(grams)
