"""The book of weighings on the screen: sought and filtered, one of them with its raw bytes and its place in the chain, and a file."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from hub.kernel.errors import RuleBroken
from hub.labels.dialects.spreadsheet import as_csv
from hub.people.permissions import Permission
from hub.receiving import record_book, service, views
from hub.receiving.record_book import Entry, Sought
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_day
from hub.web.format import reason_said, words
from hub.web.messages import say
from hub.web.pages.receiving import refused_page
from hub.web.texts import sentence

blueprint = Blueprint("weighings", __name__)
reads = requires(Permission.WEIGHINGS_READ)
SHOWN = 100
ROWS_OF_BYTES = 16
COLUMNS = (
    "scale", "number", "at", "gross_kg", "tare_kg", "tare_kind", "base_kg", "net_kg", "shown", "unit",
    "device_serial", "alibi_number", "verified_until", "became", "crate", "reason", "taken_back", "hash",
)  # fmt: skip


@blueprint.get("/weighings")
@reads
def every() -> str:
    return _page()


def _sought() -> Sought:
    asked = request.args
    return Sought(
        scale=asked.get("scale", ""),
        day=asked_day("day"),
        nobodys=asked.get("nobodys") == "1",
        words=asked.get("find", "").strip()[:80],
    )


def _page(problem: str = "", problem_at: int = 0) -> str:
    sought = _sought()
    zone = house().settings.hub.zone
    with house().database.read() as session:
        unclaimed = views.unclaimed(session)
        entries = record_book.found(session, sought, zone, limit=SHOWN)
        fitting = record_book.how_many(session, sought, zone)
    return render_template(
        "receiving/weighings.html",
        unclaimed=unclaimed,
        entries=entries,
        fitting=fitting,
        sought=sought,
        is_narrow=sought != Sought(),
        scales=[(scale.key, words(scale.name)) for scale in floor.scales()],
        names=_names(),
        may_set_aside=visitor().can(Permission.WEIGHINGS_SET_ASIDE),
        problem=problem,
        problem_at=problem_at,
    )


def _names() -> dict[str, str]:
    return {scale.key: words(scale.name) for scale in floor.scales()}


@blueprint.get("/weighings/<scale>/<int:number>")
@reads
def one(scale: str, number: int) -> str:
    """One weighing whole: what the scale sent, byte for byte, who took it, and whether it fits the chain."""
    with house().database.read() as session:
        kept = record_book.whole(session, scale, number)
    return render_template(
        "receiving/weighing.html", kept=kept, names=_names(), dump=_dump(kept.entry.weighing.raw)
    )


def _dump(raw: bytes) -> list[tuple[str, str, str]]:
    """Rows of offset, hexadecimal and text; a byte that is no printable ASCII sign stands as a dot."""
    rows = ((start, raw[start : start + ROWS_OF_BYTES]) for start in range(0, len(raw), ROWS_OF_BYTES))
    return [
        (f"{start:04x}", part.hex(" "), "".join(chr(sign) if 32 <= sign < 127 else "." for sign in part))  # noqa: PLR2004 - printable ASCII
        for start, part in rows
    ]


@blueprint.get("/weighings.csv")
@reads
def as_file() -> Response:
    """The entries that fit, oldest first, for a spreadsheet. Who claimed a weighing stands on its page and not in the file."""
    with house().database.read() as session:
        entries = record_book.found(session, _sought(), house().settings.hub.zone)
    answer = make_response(as_csv(COLUMNS, (_cells(entry) for entry in reversed(entries))))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="weighings.csv"'
    return answer


def _cells(entry: Entry) -> Iterable[object]:
    weighing, claim = entry.weighing, entry.claim
    return (
        weighing.scale,
        weighing.number,
        weighing.at.isoformat(),
        weighing.gross.in_kg(),
        weighing.tare.in_kg(),
        weighing.tare_kind.value,
        weighing.base.in_kg(),
        weighing.net.in_kg(),
        weighing.shown,
        weighing.unit,
        weighing.device_serial or "",
        weighing.alibi_number or "",
        weighing.verified_until.isoformat() if weighing.verified_until else "",
        claim.purpose.value if claim else "",
        entry.crate.sscc if entry.crate else "",
        (claim.reason or "") if claim else "",
        reason_said(entry.undone.reason) if entry.undone else "",
        weighing.hash.hex(),
    )


@blueprint.post("/weighings/<int:weighing_id>/set-aside")
@requires(Permission.WEIGHINGS_SET_ASIDE)
def set_aside(weighing_id: int) -> AnyResponse:
    try:
        with house().database.write() as session:
            service.set_aside(
                session,
                weighing_id=weighing_id,
                reason=request.form.get("reason", ""),
                by=visitor().person,
                clock=house().clock,
            )
    except RuleBroken as refusal:
        return refused_page(_page(sentence(refusal), weighing_id), refusal)
    say(_("The weighing is set aside, with your reason. It is kept."))
    return redirect(url_for("weighings.every"), code=303)
