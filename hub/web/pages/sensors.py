"""Sensors as instruments: one page for each with its places, battery, signal, certificates and times in the bath; which batteries to change.

Not for: what the rooms are now (quality), nor for scales and printers (devices).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response as AnyResponse

from hub.coldchain import certificate_files, instruments, probes, service, spells
from hub.coldchain.calibrations import Certificate, Due, calibrate, every_calibration
from hub.coldchain.certificate_files import Paper
from hub.coldchain.errors import TooManyFiles
from hub.coldchain.faults import FieldFault
from hub.coldchain.records import Calibration, Probe
from hub.coldchain.views import watched_places
from hub.kernel.errors import NotFound, RuleBroken
from hub.kernel.ids import token
from hub.kernel.quantity import Temperature
from hub.people.permissions import Permission
from hub.receiving.pictures import redrawn
from hub.stock.records import Place
from hub.stock.views import places
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_row
from hub.web.fields import Fields, problem_of, problems_of, shown, typed_degrees
from hub.web.format import words
from hub.web.messages import say
from hub.web.pages.receiving import refused_page
from hub.web.row_ids import row_id

blueprint = Blueprint("sensors", __name__, url_prefix="/rooms")
reads = requires(Permission.ROOMS_READ)
hangs = requires(Permission.PROBES_PLACE)
calibrates = requires(Permission.PROBES_CALIBRATE)
POINTS = 5
A_YEAR = timedelta(days=365)
DUE_LOOKS = {
    Due.OVERDUE: ("bad", "clock-alert"),
    Due.WITHIN_A_MONTH: ("warn", "clock-alert"),
    Due.WITHIN_THREE_MONTHS: ("wait", "clock"),
    Due.NEVER: ("off", "circle-slash"),
    Due.LATER: ("ok", "circle-check"),
}


@blueprint.get("/sensors")
@reads
def every() -> str:
    now, today = house().clock.now(), floor.today()
    with house().database.read() as session:
        found = instruments.instruments(session, now, today)
    return render_template(
        "sensors/every.html",
        sensors=found,
        to_change=[one for one in found if one.sensor.place and one.battery and one.battery.is_low],
        **_tools(),
    )


@blueprint.get("/sensors/<int:probe_id>")
@reads
def one(probe_id: int) -> str:
    return _page(probe_id)


@blueprint.post("/sensors/<int:probe_id>/swap")
@hangs
def swap(probe_id: int) -> AnyResponse:
    """The sensor of the pressed button hangs there from now on."""
    new_id = row_id(request.form.get("new")) or 0
    try:
        with house().database.write() as session:
            placed = service.swap_probe(session, probe_id, new_id, visitor().person, house().clock)
            place = words(session.get_one(Place, placed.place_id).name)
    except RuleBroken as refusal:
        return refused_page(_page(probe_id, swap_problem=problem_of(refusal)), refusal)
    say(
        _(
            "The new sensor hangs in %(place)s now. What the old one measured stays with the room.",
            place=place,
        )
    )
    return redirect(url_for("sensors.one", probe_id=new_id), code=303)


@blueprint.post("/sensors/<int:probe_id>/bath")
@calibrates
def begin_spell(probe_id: int) -> AnyResponse:
    with house().database.write() as session:
        spells.begin(
            session,
            probe_id,
            by=visitor().person,
            clock=house().clock,
            operation=request.form.get("operation") or token(),
        )
    say(
        _("From now on this sensor says nothing of its room. End the calibration when it hangs there again."),
        "wait",
    )
    return _to_probe(probe_id)


@blueprint.post("/sensors/<int:probe_id>/bath/end")
@calibrates
def end_spell(probe_id: int) -> AnyResponse:
    with house().database.write() as session:
        spells.end(session, probe_id, by=visitor().person, clock=house().clock)
    say(
        _(
            "The calibration is over: the sensor speaks for its room again. Enter the certificate now, or later."
        )
    )
    return _to_probe(probe_id)


@blueprint.post("/sensors/<int:probe_id>/bath/enter")
@calibrates
def enter_spell(probe_id: int) -> AnyResponse:
    """One that nobody told the hub about while it lasted."""
    fields = Fields()
    try:
        begins_at, ends_at = fields.moment("begins"), fields.moment("ends")
        fields.require_readable()
        with house().database.write() as session:
            spells.enter(
                session,
                probe_id,
                begins_at or house().clock.now(),
                ends_at or house().clock.now(),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        return refused_page(
            _page(probe_id, problems=problems_of(refusal), spell_problem=problem_of(refusal)), refusal
        )
    say(_("Kept. Days in which the sensor was calibrated are looked at again."))
    return _to_probe(probe_id)


@blueprint.post("/baths/<int:spell_id>/withdraw")
@calibrates
def withdraw_spell(spell_id: int) -> AnyResponse:
    with house().database.write() as session:
        probe_id = spells.withdraw(session, spell_id, by=visitor().person, clock=house().clock).probe_id
    say(_("Withdrawn: what the sensor said then counts for its room."))
    return _to_probe(probe_id)


@blueprint.get("/sensors/<int:probe_id>/certificate")
@calibrates
def certificate_form(probe_id: int) -> str:
    return _certificate_page(probe_id, {}, "")


@blueprint.post("/sensors/<int:probe_id>/certificate")
@calibrates
def enter_certificate(probe_id: int) -> AnyResponse:
    """Files are looked into before anything is kept: either both are there, or neither."""
    fields = Fields()
    corrects = row_id(request.form.get("corrects"))
    try:
        certificate, valid_from, past_meant = _typed_certificate(fields, corrects)
        fields.require_readable()
        papers = _sent_papers()
        with house().database.write() as session:
            kept = calibrate(
                session,
                probe_id,
                certificate,
                valid_from=valid_from,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
                corrects=corrects,
                past_meant=past_meant,
            )
            certificate_files.keep_files(session, kept.id, papers, by=visitor().person, clock=house().clock)
    except RuleBroken as refusal:
        return refused_page(_certificate_page(probe_id, problems_of(refusal), problem_of(refusal)), refusal)
    say(_("The certificate is kept."))
    return _to_probe(probe_id, "certificates")


@blueprint.post("/certificates/<int:calibration_id>/files")
@calibrates
def add_files(calibration_id: int) -> AnyResponse:
    """A paper that came later, or that was forgotten."""
    with house().database.read() as session:
        found = session.get(Calibration, calibration_id)
        if found is None:
            raise NotFound(calibration=calibration_id)
        probe_id = found.probe_id
    try:
        papers = _sent_papers()
        with house().database.write() as session:
            kept = certificate_files.keep_files(
                session, calibration_id, papers, by=visitor().person, clock=house().clock
            )
    except RuleBroken as refusal:
        return refused_page(_page(probe_id, file_problem=problem_of(refusal)), refusal)
    if kept:
        say(_("The file is kept with its certificate."))
    else:
        say(_("Choose a PDF or a photo that is not here yet."), "warn")
    return _to_probe(probe_id, "certificates")


@blueprint.get("/certificates/files/<int:file_id>")
@reads
def file(file_id: int) -> Response:
    """To be saved, never shown in the hub's own pages: a PDF is somebody else's document."""
    with house().database.read() as session:
        found = certificate_files.file_with_content(session, file_id)
        name, media_type, content = found.name, found.media_type, found.content
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": name})
    return answer


def _page(
    probe_id: int,
    *,
    problems: Mapping[str, str] | None = None,
    swap_problem: str = "",
    spell_problem: str = "",
    file_problem: str = "",
) -> str:
    now, today = house().clock.now(), floor.today()
    with house().database.read() as session:
        found = instruments.probe_page(session, probe_id, now, today)
        waiting = probes.waiting_probes(session, now)
        cold = watched_places(session)
        spots = [*cold, *(place for place in places(session) if place.id not in {one.id for one in cold})]
    return render_template(
        "sensors/one.html",
        page=found,
        one=found.instrument,
        probe=found.instrument.sensor.probe,
        waiting=[one for one in waiting if one.probe.id != probe_id],
        spots=spots,
        longest_spell=int(spells.LONGEST.total_seconds()) // 3600,
        may_hang=visitor().can(Permission.PROBES_PLACE),
        may_calibrate=visitor().can(Permission.PROBES_CALIBRATE),
        problems=problems or {},
        swap_problem=swap_problem,
        spell_problem=spell_problem,
        file_problem=file_problem,
        form=request.form,
        **_tools(),
    )


def _certificate_page(probe_id: int, problems: Mapping[str, str], problem: str) -> str:
    form = request.form
    corrects = row_id(form.get("corrects")) if form else asked_row("corrects")
    with house().database.read() as session:
        probe = session.get(Probe, probe_id)
        if probe is None:
            raise NotFound(probe=probe_id)
        before = _entry(session, probe_id, corrects)
    return render_template(
        "sensors/certificate.html",
        probe=probe,
        before=before,
        rows=[_point(number, before, form) for number in range(1, POINTS + 1)],
        begin=_begin(before),
        suggested=_suggested() if "offset" in problems else None,
        problems=problems,
        problem=problem,
        form=form,
        shown=shown,
        megabytes=certificate_files.LARGEST_BYTES // (1024 * 1024),
        **_tools(),
    )


def _entry(session: Session, probe_id: int, calibration_id: int | None) -> Calibration | None:
    """The entry that is corrected. Raises NotFound for one of another sensor."""
    if calibration_id is None:
        return None
    for one in every_calibration(session, probe_id):
        if one.id == calibration_id:
            return one
    raise NotFound(calibration=calibration_id)


def _begin(before: Calibration | None) -> dict[str, str]:
    """What stands in the form to begin with."""
    if before is None:
        today = floor.today()
        return {
            "certificate": "",
            "laboratory": "",
            "calibrated_on": today.isoformat(),
            "due_on": (today + A_YEAR).isoformat(),
            "offset": "",
        }
    return {
        "certificate": before.certificate,
        "laboratory": before.laboratory,
        "calibrated_on": before.calibrated_on.isoformat(),
        "due_on": before.due_on.isoformat(),
        "offset": typed_degrees(before.offset),
    }


def _point(number: int, before: Calibration | None, form: Mapping[str, str]) -> tuple[str, str]:
    """Reference and shown of one row."""
    known = before.points if before is not None else []
    row = known[number - 1] if number <= len(known) else None
    begin = (
        ("", "") if row is None else (typed_degrees(Temperature(row[0])), typed_degrees(Temperature(row[1])))
    )
    return shown(f"reference-{number}", begin[0], form), shown(f"shown-{number}", begin[1], form)


def _typed_certificate(fields: Fields, corrects: int | None) -> tuple[Certificate, datetime, bool]:
    """As typed, from when it counts, and whether a day that is over is meant. What cannot be read is among the faults."""
    calibrated_on, due_on = fields.day("calibrated_on"), fields.day("due_on")
    offset = fields.celsius("offset")
    points = _typed_points(fields)
    valid_from, past_meant = fields.counts_from(), bool(fields.text("past_meant"))
    if corrects is not None and fields.text("from") == "same":
        with house().database.read() as session:
            before = session.get(Calibration, corrects)
        valid_from, past_meant = (before.valid_from if before else valid_from), True
    today = floor.today()
    certificate = Certificate(
        number=fields.text("certificate"),
        laboratory=fields.text("laboratory"),
        calibrated_on=calibrated_on or today,
        due_on=due_on or today,
        points=points,
        offset=offset or Temperature(0),
    )
    return certificate, valid_from or house().clock.now(), past_meant


def _typed_points(fields: Fields) -> list[tuple[Temperature, Temperature]]:
    points = []
    for number in range(1, POINTS + 1):
        reference = fields.celsius(f"reference-{number}", optional=True)
        read = fields.celsius(f"shown-{number}", optional=True)
        if reference is not None and read is not None:
            points.append((reference, read))
        elif bool(fields.text(f"reference-{number}")) is not bool(fields.text(f"shown-{number}")):
            fields.faults[f"point-{number}"] = FieldFault.HALF_A_POINT
    return points


def _suggested() -> Temperature | None:
    """What the typed points say that the offset is."""
    points = _typed_points(Fields())
    today = floor.today()
    return Certificate("", "", today, today, points, Temperature(0)).suggested


def _sent_papers() -> list[Paper]:
    """The files of a form, looked into before any database is asked."""
    sent = [one for one in request.files.getlist("paper") if one.filename]
    if len(sent) > certificate_files.MOST_FILES:
        raise TooManyFiles(most=certificate_files.MOST_FILES)
    papers = []
    for one in sent:
        content, name = one.read(), one.filename or ""
        if certificate_files.is_pdf(content):
            papers.append(certificate_files.pdf(content, name))
        else:
            papers.append(certificate_files.photo(redrawn(content).jpeg, name))
    return papers


def _to_probe(probe_id: int, part: str = "") -> AnyResponse:
    return redirect(url_for("sensors.one", probe_id=probe_id, _anchor=part or None), code=303)


def _tools() -> dict[str, object]:
    return {"due_looks": DUE_LOOKS}
