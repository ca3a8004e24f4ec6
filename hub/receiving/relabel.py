"""A crate whose label says something wrong gets a new one: a new number, everything in it moved over, and the old code void with the reason.

Not for: a label that was torn or did not come out (a copy says the same), nor a crate that was none (undo.py).
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.labels.content import CrateLabelContent
from hub.people.records import Person
from hub.receiving import views
from hub.receiving.errors import CrateOpened, ReasonMissing
from hub.receiving.service import RECEIPTS
from hub.stock import holds, ledger, papers
from hub.stock.errors import CrateNotInHouse, CrateTaken, CrateUnknown
from hub.stock.papers import Desk
from hub.stock.records import Crate, Movement, MovementKind, Place
from hub.stock.service import label_crate, require_not_void, void_label
from hub.storage.numbers import hold_series

LONGEST_REASON = 200


def give_new_label(
    session: Session, *, sscc: str, reason: str, desk: Desk, by: Person, clock: Clock, operation: str
) -> Crate:
    """The crate under its new number, with what its lot, article and weighing say now. Asked twice, it is one new label.

    Only while the crate stands whole in a store: what was opened or picked has its kitchen's papers already.
    """
    # The same order of locks as in every verb that makes a crate.
    hold_series(session, RECEIPTS)
    hold_series(session, "sscc")
    crate = ledger.lock_crate(session, sscc)
    if crate is None:
        raise CrateUnknown(sscc=sscc)
    done = _made_by(session, crate, operation)
    if done is not None:
        return done
    said = reason.strip()[:LONGEST_REASON]
    if not said:
        raise ReasonMissing
    place_id = require_whole(session, crate)
    holds.require_free(session, crate)
    ledger.take_out(
        session, crate=crate, mass=crate.net, count=crate.count, by=by, at=clock.now(), operation=operation
    )
    new = label_crate(
        session,
        lot=crate.lot,
        crate_type_id=crate.crate_type_id,
        net=crate.net,
        count=crate.count,
        weight_kind=crate.weight_kind,
        typed_reason=crate.typed_reason,
        gs1_prefix=desk.gs1_prefix,
        clock=clock,
        parent=crate,
        replaces=crate,
    )
    ledger.bring_in(
        session,
        crate=new,
        kind=MovementKind.SPLIT_IN,
        place_id=place_id,
        by=by,
        at=clock.now(),
        operation=operation,
    )
    content = _content(session, crate, new, desk)
    void_label(session, crate, reason=said, clock=clock, by=by)
    papers.queue_label(session, new, content, desk=desk, by=by, clock=clock)
    return new


def say_anew(session: Session, *, sscc: str, desk: Desk, by: Person, clock: Clock) -> Crate:
    """A label with the same number and amounts that says of the lot what is told now, for a crate that was opened or picked: its
    kitchen's papers name that number already. The old paper has to be taken off by hand.
    """
    crate = ledger.lock_crate(session, sscc)
    if crate is None:
        raise CrateUnknown(sscc=sscc)
    require_not_void(crate)
    if ledger.standing(session, crate.id).place_id is None:
        raise CrateNotInHouse(sscc=crate.sscc)
    holds.require_free(session, crate)
    before = papers.last_label(session, crate)
    content = replace(
        before or papers.label_of(crate, desk=desk, weighing=views.proof_on_paper(session, crate.id, desk)),
        provenance=crate.lot.provenance,
        origin_country=crate.lot.origin_country,
        best_before=crate.lot.best_before,
    )
    papers.queue_label(session, crate, content, desk=desk, by=by, clock=clock)
    return crate


def require_whole(session: Session, crate: Crate) -> int:
    """The id of the store in which the crate stands with all that its label says. Raises what is in the way."""
    require_not_void(crate)
    here = ledger.standing(session, crate.id)
    if here.place_id is None:
        raise CrateNotInHouse(sscc=crate.sscc)
    place = session.get_one(Place, here.place_id)
    if place.kind not in ledger.STORES:
        raise CrateTaken(sscc=crate.sscc, place=place.name)
    if (here.mass, here.count) != (crate.net, crate.count):
        raise CrateOpened(sscc=crate.sscc)
    return here.place_id


def _content(session: Session, old: Crate, new: Crate, desk: Desk) -> CrateLabelContent:
    """As the crate stands in the books now; what only the old label knows, tare and weighing, is taken from it."""
    before = papers.last_label(session, old)
    tare = (before.tare, before.tare_kind) if before is not None and before.tare is not None else None
    content = papers.label_of(
        new, desk=desk, weighing=views.proof_on_paper(session, new.id, desk), scale_tare=tare
    )
    return replace(content, replaces=old.sscc)


def _made_by(session: Session, old: Crate, operation: str) -> Crate | None:
    return session.scalar(
        select(Crate)
        .join(Movement, Movement.crate_id == Crate.id)
        .where(
            Crate.parent_id == old.id,
            Movement.kind == MovementKind.SPLIT_IN,
            Movement.operation == operation,
        )
    )
