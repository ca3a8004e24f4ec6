"""Verbs of stock: open a lot, label a crate, put it away, void it. Every verb locks what it changes before it looks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from hub.catalogue.records import Article, CrateType
from hub.kernel.clock import Clock
from hub.kernel.errors import RuleBroken
from hub.kernel.ids import sscc as make_sscc
from hub.kernel.quantity import Mass
from hub.labels import answers
from hub.labels import service as labels
from hub.labels.codes.damage import damage_of
from hub.labels.codes.elements import SHOWN
from hub.labels.codes.found import Code, CodeKind
from hub.labels.codes.own import crate_code
from hub.labels.codes.reading import read_code
from hub.labels.provenance import Provenance
from hub.labels.void_reasons import reason_told
from hub.people.records import Person
from hub.stock import ledger
from hub.stock.errors import (
    CrateEndShared,
    CrateEndUnknown,
    CrateNotInHouse,
    CrateTaken,
    CrateUnknown,
    CrateVoided,
    NotACrate,
    NotAPlace,
    NotAStorePlace,
    PlaceUnknown,
    ScanUnreadable,
    UnitNotCrate,
    WrongClimate,
)
from hub.stock.papers import CAGE, PACKAGE, subject_of
from hub.stock.records import Crate, Lot, Movement, MovementKind, Place, WeightKind
from hub.stock.rules import lot_number, may_hold
from hub.storage.numbers import next_number
from hub.storage.rows import write_now

FEWEST_DIGITS, MOST_DIGITS = 3, 7
FROM_PAPER = (CodeKind.GS1, CodeKind.DIGITAL_LINK, CodeKind.CRATE_PAGE)
# Made once. Whoever asks holds the article already.
_LOTS_OF_DAY = (
    select(Lot)
    .where(Lot.article_id == bindparam("article"), Lot.collected_on == bindparam("day"))
    .order_by(Lot.id.desc())
    .options(lazyload(Lot.article))
)


def collected_day(collect_on: date, received_on: date) -> date:
    """Goods that are here before the day that was planned were collected by the day they came: no paper tells of a day that has not been."""
    return min(collect_on, received_on)


def open_lot(
    session: Session, *, article: Article, collect_on: date, received_on: date, told: Provenance | None = None
) -> Lot:
    """The lot of an article, a collection day and what was told of it; its first crate opens it.

    `collect_on` is the day that was planned; best-before counts from the day of `collected_day`, unless a day was told.

    The day's running number is a row lock: of two first crates the second waits here, looks again and finds the lot.
    A lot number may be skipped then, which is harmless: lots are named, not counted.
    """
    collected_on = collected_day(collect_on, received_on)
    known = lot_of(session, article.id, collected_on, told)
    if known is not None:
        return known
    running = next_number(session, f"lot:{collected_on:%y-%j}")
    opened_meanwhile = lot_of(session, article.id, collected_on, told)
    if opened_meanwhile is not None:
        return opened_meanwhile
    lot = Lot(
        number=lot_number(collected_on, running),
        article_id=article.id,
        collected_on=collected_on,
        received_on=received_on,
        best_before=(told and told.best_before) or _keeps_until(article, collected_on),
        origin_country=told.origin(article.origin_country) if told else article.origin_country,
        provenance=told,
    )
    session.add(lot)
    session.flush()
    session.refresh(lot)
    return lot


def lot_of(session: Session, article_id: int, collected_on: date, told: Provenance | None) -> Lot | None:
    """The newest lot of the day of which just this was told; a lot of another catch or another animal is another lot."""
    lots = session.scalars(_LOTS_OF_DAY, {"article": article_id, "day": collected_on})
    return next((lot for lot in lots if lot.provenance == told), None)


def say_of_lot(lot: Lot, article: Article, told: Provenance) -> None:
    """What was told of a lot anew, and what follows from it. A lot keeps what it was made with, whatever has become of its article since:
    only a day that was told, or is no longer, changes its best-before.
    """
    day_before = lot.provenance.best_before if lot.provenance else None
    if told.best_before != day_before:
        lot.best_before = told.best_before or _keeps_until(article, lot.collected_on)
    lot.origin_country = told.origin(article.origin_country)
    lot.provenance = told


def _keeps_until(article: Article, collected_on: date) -> date:
    return date.fromordinal(collected_on.toordinal() + article.shelf_life_days)


def label_crate(
    session: Session,
    *,
    lot: Lot,
    crate_type_id: int,
    net: Mass,
    count: int | None,
    weight_kind: WeightKind,
    typed_reason: str | None,
    gs1_prefix: str,
    clock: Clock,
    parent: Crate | None = None,
    replaces: Crate | None = None,
) -> Crate:
    """A new crate with the next SSCC of the house. Numbers are taken in this transaction and never reused."""
    crate_type = session.get_one(CrateType, crate_type_id)
    crate = Crate(
        sscc=new_unit_number(session, gs1_prefix),
        lot_id=lot.id,
        crate_type_id=crate_type.id,
        parent_id=parent.id if parent else None,
        replaces_id=replaces.id if replaces else None,
        net=net,
        count=count,
        weight_kind=weight_kind,
        typed_reason=typed_reason,
        labelled_at=clock.now(),
    )
    write_now(session, crate)
    set_committed_value(crate, "lot", lot)
    set_committed_value(crate, "crate_type", crate_type)
    return crate


def new_unit_number(session: Session, gs1_prefix: str) -> str:
    """The next SSCC of the house, for a crate, a roll cage or a package. A hub without a GS1 company prefix gives a code of its own,
    never a made-up SSCC.
    """
    serial = next_number(session, "sscc")
    return make_sscc(gs1_prefix, serial) if gs1_prefix else crate_code(serial)


def scanned_crate(session: Session, text: str) -> Crate:
    """The crate that a scan names, locked for change. Refuses what names no crate, one that is not known here, and a void label.

    Whoever types may type the large digits of a label, the last three or more, when one crate in the house ends in them.
    """
    code = read_code(text)
    sscc = code.crate or _sscc_ending_in(session, text)
    if not sscc:
        raise _not_wanted(code, NotACrate)
    crate = ledger.lock_crate(session, sscc)
    if crate is None:
        raise _no_crate_has(session, sscc)
    require_not_void(crate)
    return crate


def _no_crate_has(session: Session, sscc: str) -> RuleBroken:
    """Roll cages and packages have numbers of the same series."""
    if labels.is_labelled(session, [f"{unit}:{sscc}" for unit in (CAGE, PACKAGE)]):
        return UnitNotCrate(sscc=sscc)
    return CrateUnknown(sscc=sscc)


def answer_by_scan(session: Session, crate: Crate, text: str, *, by: Person, clock: Clock) -> None:
    """Whoever works with a crate has its label, if the code on the paper was read: whether it came out is answered then. Nobody
    types what stands in the bars; a bare number may have been typed, or come from another page.
    """
    if read_code(text).kind in FROM_PAPER:
        answers.answer_by_use(session, subject_of(crate), by=by, clock=clock)


def require_no_void(session: Session, sscc: str) -> None:
    """Raises CrateVoided for the label of a crate that is void; a number that is not known here is somebody else's question."""
    crate = session.scalar(select(Crate).where(Crate.sscc == sscc))
    if crate is not None:
        require_not_void(crate)


def require_not_void(crate: Crate) -> None:
    """Raises CrateVoided, with the reason in the reader's language, for a crate whose label is void."""
    if crate.voided_at is not None:
        raise CrateVoided(sscc=crate.sscc, reason=reason_told(crate.void_reason or ""))


def _sscc_ending_in(session: Session, text: str) -> str:
    """Empty for anything but a few digits. Seven and less: eight are an EAN's already, which is no crate."""
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdigit() and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS):
        return ""
    crates = session.scalars(
        select(Crate).where(Crate.sscc.endswith(digits), Crate.voided_at.is_(None)).order_by(Crate.id)
    )
    here = [crate.sscc for crate in crates if ledger.standing(session, crate.id).place_id is not None]
    if not here:
        raise CrateEndUnknown(text=text.strip())
    if len(here) > 1:
        raise CrateEndShared(text=text.strip(), crates=", ".join(here[:FEWEST_DIGITS]))
    return here[0]


def scanned_place(session: Session, text: str) -> Place:
    code = read_code(text)
    if not code.place:
        raise _not_wanted(code, NotAPlace)
    place = session.scalar(select(Place).where(func.upper(Place.code) == code.place))
    if place is None:
        raise PlaceUnknown(place=code.place)
    return place


def _not_wanted(code: Code, wrong: type[NotACrate | NotAPlace]) -> RuleBroken:
    """Says what was scanned instead; of a damaged code only what is wrong with it."""
    return unreadable(code) or wrong(text=code.text.strip()[:SHOWN], found=code.kind)


def unreadable(code: Code) -> ScanUnreadable | None:
    """Why a scanned text is of no use at any scan field; None for one that was read."""
    why = damage_of(code)
    return ScanUnreadable(text=code.text.strip()[:SHOWN], why=why) if why else None


def put_away(
    session: Session, *, crate_scan: str, place_scan: str, by: Person, clock: Clock, operation: str
) -> Movement:
    """Set a scanned crate down in a scanned place. The same place twice is one movement; the same operation too."""
    crate = scanned_crate(session, crate_scan)
    done = session.scalar(
        select(Movement).where(
            Movement.operation == operation,
            Movement.crate_id == crate.id,
            Movement.kind == MovementKind.PUT_AWAY,
        )
    )
    if done is not None:
        return done
    place = scanned_place(session, place_scan)
    if place.kind not in ledger.STORES:
        raise NotAStorePlace(place=place.name)
    goods = crate.lot.article.storage_class
    if not may_hold(place.storage_classes, goods):
        raise WrongClimate(place=place.name, goods=goods)
    now = ledger.standing(session, crate.id)
    if now.place_id is None:
        raise CrateNotInHouse(sscc=crate.sscc)
    here = session.get_one(Place, now.place_id)
    if here.kind not in ledger.STORES:
        raise CrateTaken(sscc=crate.sscc, place=here.name)
    answer_by_scan(session, crate, crate_scan, by=by, clock=clock)
    return ledger.move_whole(
        session,
        crate=crate,
        kind=MovementKind.PUT_AWAY,
        to_place_id=place.id,
        by=by,
        at=clock.now(),
        operation=operation,
    )


def void_label(
    session: Session, crate: Crate, *, reason: str, clock: Clock, by: Person | None = None
) -> None:
    """Take a crate's code out of use for good: every scan of it is refused from now on, with this reason."""
    if crate.voided_at is None:
        crate.voided_at = clock.now()
        crate.void_reason = reason
        labels.void_papers(session, subject_of(crate), clock=clock, by=by)
        session.flush()
