"""Day sheets on the screen: which days wait for a signature, one day whole, signing it with a password or PIN, its paper.

Not for: claiming or setting aside what is still nobody's (weighings).
"""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from hub.kernel.errors import RuleBroken
from hub.labels.day_sheet import DaySheetContent
from hub.labels.dialects.pdf_day_sheet import day_sheet_pdf
from hub.people import service as people
from hub.people.permissions import Permission
from hub.receiving import day_sheets
from hub.receiving.day_facts import ONE_DAY, ScaleFacts, SheetDesk
from hub.receiving.day_sheets import Signing
from hub.receiving.records import DaySheet
from hub.receiving.sheet_changes import changes, standing_of
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_day
from hub.web.messages import say
from hub.web.pages.receiving import refused_page
from hub.web.row_ids import row_id
from hub.web.signer import factor_of, proven
from hub.web.texts import sentence

blueprint = Blueprint("day_sheets", __name__)
reads = requires(Permission.DAY_SHEETS_READ)
DAYS_SHOWN = timedelta(days=31)
# Unsigned days older than a quarter stand in the list only; they are history, not work.
UNSIGNED_SINCE = timedelta(days=92)


def desk() -> SheetDesk:
    settings = house().settings
    return SheetDesk(
        hub=settings.hub.name,
        address=settings.hub.address,
        zone=settings.hub.zone,
        scales=tuple(
            ScaleFacts(
                key=scale.key,
                name=scale.name,
                maximum=scale.maximum,
                minimum=scale.minimum,
                division=scale.division,
                accuracy_class=scale.accuracy_class,
            )
            for scale in settings.devices.scales
        ),
        # Where the devices are simulated, so are the weights.
        made_up=settings.demo.panel_url is not None,
    )


@blueprint.get("/day-sheets")
@reads
def every() -> str:
    """Unsigned days first, whatever page of the list is shown."""
    today, zone = floor.today(), house().settings.hub.zone
    before = asked_day("before") or today + ONE_DAY
    first, last = before - DAYS_SHOWN, before - ONE_DAY
    with house().database.read() as session:
        unsigned = day_sheets.unsigned(session, today - UNSIGNED_SINCE, today, today, zone)
        rows = day_sheets.days(session, first, last, today, zone)
        oldest = day_sheets.oldest_day(session, zone)
    told = {row.day for row in unsigned}
    return render_template(
        "day_sheets/every.html",
        unsigned=unsigned,
        rows=[row for row in rows if row.day not in told],
        older=first if oldest is not None and oldest < first else None,
        is_first_page=before > today,
    )


@blueprint.get("/day-sheets/<day>")
@reads
def one(day: str) -> str:
    """The sheet that holds, with what changed since; for a day without one, what would be signed."""
    return _page(floor.day_in(day))


@blueprint.get("/day-sheets/<day>/again")
@requires(Permission.DAY_SHEETS_SIGN)
def again(day: str) -> str:
    return _page(floor.day_in(day), as_now=True)


@blueprint.get("/day-sheets/<day>/<int:number>")
@reads
def earlier(day: str, number: int) -> str:
    return _page(floor.day_in(day), number=number)


@blueprint.post("/day-sheets/<day>/sign")
@requires(Permission.DAY_SHEETS_SIGN)
def sign(day: str) -> AnyResponse:
    """A wrong password or PIN counts as at the log-in page, and nothing is signed."""
    on, form = floor.day_in(day), request.form
    try:
        by = proven(form.get("secret", ""))
        with house().database.write() as session:
            sheet = day_sheets.sign(
                session,
                day=on,
                signing=Signing(
                    seen=form.get("seen", ""),
                    replaces=row_id(form.get("replaces")),
                    open_because=form.get("open_because", ""),
                    again_because=form.get("again_because", ""),
                ),
                desk=desk(),
                by=by,
                clock=house().clock,
                operation=form.get("operation", ""),
            )
    except RuleBroken as refusal:
        return refused_page(_page(on, as_now=True, problem=sentence(refusal)), refusal)
    say(
        _(
            "The day is signed, as sheet no. %(number)s. Print it and keep it in another place.",
            number=sheet.number,
        )
    )
    return redirect(url_for("day_sheets.one", day=on.isoformat()), code=303)


def _page(on: date, *, number: int | None = None, as_now: bool = False, problem: str = "") -> str:
    with house().database.read() as session:
        sheets = day_sheets.sheets_of(session, on)
        now = day_sheets.draft(session, on, desk())
        sheet = day_sheets.sheet_numbered(session, on, number) if number is not None else None
        signer = people.get_person(session, visitor().person.id)
    latest = sheets[0] if sheets else None
    if sheet is None and not as_now:
        sheet = latest
    content = day_sheets.content_of(sheet) if sheet else now
    changed = changes(day_sheets.content_of(latest).day, now.day) if latest else ()
    return render_template(
        "day_sheets/one.html",
        day=on,
        content=content,
        sheet=sheet,
        sheets=sheets,
        latest=latest,
        changed=changed,
        standing=standing_of(on, floor.today(), signed=latest is not None, changed=bool(changed)),
        may_sign=visitor().can(Permission.DAY_SHEETS_SIGN) and sheet is None and not now.day.is_empty,
        factor=factor_of(signer),
        problem=problem,
        is_over=on < floor.today(),
    )


@blueprint.get("/day-sheets/<day>/<int:number>.pdf")
@reads
def paper(day: str, number: int) -> Response:
    """The signed sheet on A4 in the reader's language; the same sheet is always the same file."""
    sheet = _stored(day, number)
    return _pdf(day_sheets.content_of(sheet), f"{day}-{number}", sheet.hash.hex())


@blueprint.get("/day-sheets/<day>/draft.pdf")
@reads
def draft(day: str) -> Response:
    with house().database.read() as session:
        content = day_sheets.draft(session, floor.day_in(day), desk())
    return _pdf(content, f"{day}-draft", "")


@blueprint.get("/day-sheets/<day>/<int:number>.json")
@reads
def kept(day: str, number: int) -> Response:
    """The very bytes whose SHA-256 stands on the paper, for `hub verify weighings --sheet`."""
    answer = make_response(_stored(day, number).content)
    answer.headers["Content-Type"] = "application/json; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="day-sheet-{day}-{number}.json"'
    return answer


def _stored(day: str, number: int) -> DaySheet:
    with house().database.read() as session:
        return day_sheets.sheet_numbered(session, floor.day_in(day), number)


def _pdf(content: DaySheetContent, name: str, checksum: str) -> Response:
    answer = make_response(day_sheet_pdf(content, visitor().language, checksum))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="day-sheet-{name}.pdf"'
    return answer
