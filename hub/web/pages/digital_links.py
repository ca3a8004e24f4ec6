"""The address in the square code of a label, in the form of a GS1 Digital Link: it leads to the page of the crate, roll cage or
package that has this number. A kitchen, a producer and a driver get a card of the crate with what concerns them.

    /00/195212340000000126?linkType=gs1:pip

Not for: the resolver of other keys. A scanner field reads such an address by itself (`hub.labels.codes`).
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue.records import Allergen
from hub.coldchain.histories import history as kept_history
from hub.delivery import packages
from hub.delivery.crate_cards import Reader, crate_card, kitchens_of
from hub.kernel.errors import NotFound
from hub.kernel.ids import is_sscc
from hub.people.permissions import Permission
from hub.web.access import house, reads_label, visitor
from hub.web.keeping import kept_said
from hub.web.texts import title
from hub.web.units import page_beside_crates

blueprint = Blueprint("digital_links", __name__)
UNITS = (Permission.CRATES_READ, Permission.LOAD_CLOSE, Permission.STOP_DELIVER)


@blueprint.get("/00/<sscc>")
@reads_label
def unit(sscc: str) -> Response:
    """What else stands in the address (attributes, the kind of link) changes nothing."""
    if not is_sscc(sscc):
        raise NotFound(sscc=sscc)
    with house().database.read() as session:
        page = page_beside_crates(session, sscc)
        if page and not any(visitor().can(right) for right in UNITS):
            page = _own_delivery(session, sscc)
    return redirect(page or url_for("stock.crate", sscc=sscc), code=303)


@blueprint.get("/crates/<code>/card")
@reads_label
def card(code: str) -> str:
    """The crate on one small page. What is not the visitor's own is not there."""
    with house().database.read() as session:
        told = crate_card(session, code, _reader())
        kept = kept_history(
            session, told.crate.id if told.newer is None else told.newer.id, house().clock.now()
        )
    ours = _reader().kitchen_id in kitchens_of(told.here)
    article = told.crate.lot.article
    return render_template(
        "delivery/crate_card.html",
        crate=told.crate,
        here=told.here,
        newer=told.newer,
        allergens=", ".join(title(Allergen(one)) for one in article.product.allergens),
        kept_says=kept_said(kept) if kept.kept.known_ms else "",
        shows_kitchen=ours or _reader().drives,
        delivery=told.here.delivery if ours or _reader().drives else None,
        may_answer=ours and visitor().can(Permission.DELIVERY_ANSWER),
    )


def _reader() -> Reader:
    """The hub's own people read every crate, here too as drivers; a kitchen and a farm what is theirs."""
    person, can = visitor().person, visitor().can
    return Reader(
        kitchen_id=person.kitchen_id if can(Permission.ORDERS_READ) else None,
        producer_id=person.producer_id if can(Permission.LINES_ANSWER) else None,
        drives=can(Permission.STOP_DELIVER) or can(Permission.LOAD_CLOSE),
    )


def _own_delivery(session: Session, sscc: str) -> str:
    """The delivery with which a package came to the visitor's kitchen. Raises NotFound for any other unit."""
    kitchen_id = _reader().kitchen_id
    known = packages.known_package(session, sscc)
    if kitchen_id is None or known.kitchen.id != kitchen_id or not visitor().can(Permission.DELIVERY_ANSWER):
        raise NotFound(sscc=sscc)
    if known.delivery is None:
        return url_for("delivery.arrivals")
    return url_for("delivery.arrival", delivery_id=known.delivery.id)
