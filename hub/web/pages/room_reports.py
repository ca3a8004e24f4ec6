"""Reports of the cold rooms: a period and rooms are chosen, and the answer is a PDF or a CSV at an address that can be kept; a kept file
is held to what the house knows now.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from hub.coldchain import alarms, kept_reports, reports, reviews
from hub.coldchain.errors import NoReport, ReportBusy
from hub.coldchain.kept_reports import Held, Verdict
from hub.coldchain.readings import from_ms, in_ms
from hub.coldchain.reports import Asked, ReportDesk, days_asked
from hub.coldchain.room_days import first_day, rooms_in, span_of
from hub.kernel.errors import RuleBroken
from hub.labels.dialects.csv_room_report import room_report_csv
from hub.labels.dialects.pdf_room_report import room_report_pdf
from hub.labels.room_report import RoomReport
from hub.labels.room_report_written import period_words
from hub.people.permissions import Permission
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import FIRST_DAY, LAST_DAY, AddressUnclear, day_from
from hub.web.format import words
from hub.web.pages.receiving import refused_page
from hub.web.pages.room_days import STATE_LOOKS
from hub.web.texts import sentence

blueprint = Blueprint("room_reports", __name__, url_prefix="/room-reports")
reads = requires(Permission.ROOM_REPORTS_READ)
ONE_DAY = timedelta(days=1)
WEEK = 7
# A month of three rooms takes a second or two, a year half a minute.
LONG = timedelta(days=62)
LONG_REPORTS = Lock()


@dataclass(frozen=True, slots=True)
class Choice:
    """Days that somebody asks for again and again, as one tap."""

    label: LazyString
    first: date
    last: date


def choices(today: date) -> list[Choice]:
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    last_month = first - ONE_DAY
    return [
        Choice(_l("Yesterday"), today - ONE_DAY, today - ONE_DAY),
        Choice(_l("This week"), monday, monday + timedelta(days=WEEK - 1)),
        Choice(_l("Last week"), monday - timedelta(days=WEEK), monday - ONE_DAY),
        Choice(_l("This month"), first, _last_of(first)),
        Choice(_l("Last month"), last_month.replace(day=1), last_month),
    ]


def _last_of(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - ONE_DAY


def desk() -> ReportDesk:
    settings = house().settings
    return ReportDesk(
        hub=settings.hub.name,
        address=settings.hub.address,
        zone=settings.hub.zone,
        # Where the devices are simulated, so are the temperatures.
        made_up=settings.demo.panel_url is not None,
    )


@blueprint.get("")
@reads
def choose() -> str:
    return _page()


@blueprint.get("/report.pdf")
@reads
def as_pdf() -> AnyResponse:
    """The same address gives the same file until something of that time changes."""
    return _answer(_asked(), "pdf")


@blueprint.get("/report.csv")
@reads
def as_csv() -> AnyResponse:
    return _answer(_asked(), "csv")


@blueprint.get("/days/<day>.pdf")
@reads
def day_as_pdf(day: str) -> AnyResponse:
    """One day of all rooms: the address to keep of a signed day."""
    on = floor.day_in(day)
    return _answer(days_asked(on, on, house().settings.hub.zone), "pdf")


@blueprint.get("/days/<day>.csv")
@reads
def day_as_csv(day: str) -> AnyResponse:
    on = floor.day_in(day)
    return _answer(days_asked(on, on, house().settings.hub.zone), "csv")


@blueprint.post("/check")
@reads
def check() -> AnyResponse:
    """A file that somebody kept: does it still say what the house knows?"""
    sent = request.files.get("report")
    try:
        raw = sent.read() if sent else b""
        with house().database.snapshot() as session:
            held = kept_reports.hold(session, raw, desk(), house().clock.now())
    except NoReport as refusal:
        return refused_page(_page(kept_problem=sentence(refusal)), refusal)
    return make_response(_page(held=held, held_name=(sent.filename or "") if sent else ""))


def _answer(asked: Asked, form: str) -> AnyResponse:
    try:
        with _taking_turns(asked):
            with house().database.snapshot() as session:
                report = reports.report_of(session, asked, desk(), house().clock.now())
            return _file(report, form)
    except RuleBroken as refusal:
        return refused_page(_page(problem=sentence(refusal)), refusal)


@contextmanager
def _taking_turns(asked: Asked) -> Iterator[None]:
    """Raises ReportBusy while another long report is made: each keeps one processor busy for as long as it takes."""
    if asked.ends_at - asked.begins_at <= LONG:
        yield
        return
    if not LONG_REPORTS.acquire(blocking=False):
        raise ReportBusy
    try:
        yield
    finally:
        LONG_REPORTS.release()


def _file(report: RoomReport, form: str) -> Response:
    if form == "pdf":
        answer = make_response(room_report_pdf(report, visitor().language))
        answer.headers["Content-Type"] = "application/pdf"
    else:
        answer = make_response(room_report_csv(report, visitor().language))
        answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    shown = "inline" if form == "pdf" else "attachment"
    zone = house().settings.hub.zone
    first, last = (from_ms(at).astimezone(zone).date() for at in (report.begin_ms, report.end_ms - 1))
    name = f"{first}" if first == last else f"{first}-{last}"
    answer.headers["Content-Disposition"] = f'{shown}; filename="temperatures-{name}.{form}"'
    return answer


def _asked() -> Asked:
    """Days, or moments of local time as `2026-11-23T06:00`; a day at the end is whole. Raises AddressUnclear."""
    zone, args = house().settings.hub.zone, request.args
    first = args.get("from", "") or (floor.today() - ONE_DAY).isoformat()
    last = args.get("to", "") or first
    begins, ends = _moment(first), _moment(last, is_end=True)
    as_of = args.get("as_of", "")
    return Asked(
        begins.replace(tzinfo=zone),
        ends.replace(tzinfo=zone),
        _codes(),
        _moment(as_of).replace(tzinfo=zone) if as_of else None,
    )


def _codes() -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in request.args.getlist("room") if code))


def _moment(text: str, *, is_end: bool = False) -> datetime:
    day = day_from(text)
    if day is not None:
        return datetime.combine(day + ONE_DAY if is_end else day, datetime.min.time())
    try:
        found = datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - the house's own zone is set by who asks
    except ValueError as err:
        raise AddressUnclear(text) from err
    if not FIRST_DAY <= found.date() <= LAST_DAY:
        raise AddressUnclear(text)
    return found


def _page(*, problem: str = "", kept_problem: str = "", held: Held | None = None, held_name: str = "") -> str:
    """What was chosen, how its days stand with their signatures, and the two files of it."""
    zone, today = house().settings.hub.zone, floor.today()
    first = _day_of("from") or today - ONE_DAY
    last = max(first, _day_of("to") or first)
    chosen = _codes()
    with house().database.read() as session:
        span = span_of(first, zone)
        whole = days_asked(first, last, zone).period
        spots = rooms_in(session, whole) or rooms_in(session, span)
        lines = reviews.days(session, first, last, today, zone)
        unanswered = [
            view
            for view in alarms.every(session, during=whole, only_unanswered=True)
            if not chosen or view.place is None or view.place.code in chosen
        ]
        began = first_day(session, zone)
    now = house().clock.now()
    asked: dict[str, Any] = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "room": list(chosen),
        # Two files of one page say the same, also while the period is not over.
        "as_of": now.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if whole.end_ms > in_ms(now) else None,
    }
    return render_template(
        "room_reports/choose.html",
        choices=choices(today),
        first=first,
        last=last,
        is_long=last - first >= LONG,
        today=today,
        spots=[(spot.code, words(spot.name)) for spot in spots],
        chosen=chosen,
        began=began,
        lines=lines,
        unsigned=[line for line in lines if line.review is None and line.day < today],
        reopened=[line for line in lines if line.because],
        unanswered=unanswered,
        to_answer=floor.local_day(from_ms(unanswered[-1].alarm.since_ms)).isoformat() if unanswered else "",
        looks=STATE_LOOKS,
        pdf=url_for("room_reports.as_pdf", **asked),
        csv=url_for("room_reports.as_csv", **asked),
        problem=problem,
        kept_problem=kept_problem,
        held=held,
        held_name=held_name,
        held_period=_period_of(held) if held else "",
        verdict_looks=VERDICT_LOOKS,
    )


VERDICT_LOOKS = {
    Verdict.MATCHES: "ok",
    Verdict.CHANGED: "bad",
    Verdict.FILE_DIFFERS: "warn",
    Verdict.OTHER_FORM: "warn",
}


def _day_of(name: str) -> date | None:
    text = request.args.get(name, "")
    return _moment(text).date() if text else None


def _period_of(held: Held) -> str:
    return period_words(held.now, visitor().language) if held.now else ""
