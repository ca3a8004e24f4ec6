"""Taking a receipt back: a new record that says why, a movement out, a void label. Nothing is deleted, and the weighing stays spent.

Not for: goods that are thrown away or sent back later; those were here.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article
from hub.kernel.clock import Clock
from hub.people.records import Person
from hub.receiving import views
from hub.receiving.errors import ReasonMissing, ReceiptUnknown
from hub.receiving.records import Receipt, ReceiptUndone
from hub.receiving.relabel import require_whole
from hub.receiving.service import RECEIPTS, tell_lines
from hub.stock import holds, ledger
from hub.stock.records import Crate, MovementKind
from hub.stock.service import void_label
from hub.stock.views import crate_now
from hub.storage.numbers import hold_series


def take_back(
    session: Session, *, number: int, reason: str, by: Person, clock: Clock, operation: str
) -> ReceiptUndone:
    """The crate of a receipt was none, or another: everything in it leaves again. Taken back twice is taken back once.

    Only while the crate stands whole in a store: what a kitchen has been given is not taken back here.
    """
    # The same order of locks as in every verb that makes a crate, so that a picker and this never wait for each other.
    hold_series(session, RECEIPTS)
    hold_series(session, "sscc")
    receipt = session.scalar(select(Receipt).where(Receipt.number == number))
    if receipt is None:
        raise ReceiptUnknown(receipt=number)
    known = session.get(ReceiptUndone, receipt.id)
    if known is not None:
        return known
    said = reason.strip()[:200]
    if not said:
        raise ReasonMissing
    now = crate_now(session, session.get_one(Crate, receipt.crate_id))
    crate = session.scalars(select(Crate).where(Crate.id == now.id).with_for_update(of=Crate)).one()
    require_whole(session, crate)
    # Weighed in anew under another number it would be free, and nobody had signed that.
    holds.require_free(session, crate)
    ledger.move_whole(
        session,
        crate=crate,
        kind=MovementKind.TAKEN_BACK,
        to_place_id=None,
        by=by,
        at=clock.now(),
        operation=operation,
        reason=said,
    )
    void_label(session, crate, reason=said, clock=clock, by=by)
    undone = ReceiptUndone(receipt_id=receipt.id, at=clock.now(), person_id=by.id, reason=said)
    session.add(undone)
    session.flush()
    if views.closure(session, receipt.article_id, receipt.collect_on) is not None:
        # The lines were told a share of this crate too: they are told anew, with what there is now.
        article = session.get_one(Article, receipt.article_id)
        tell_lines(session, article, receipt.collect_on, reason=said, by=by, clock=clock, operation=operation)
    return undone
