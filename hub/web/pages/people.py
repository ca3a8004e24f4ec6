"""Accounts and kiosks, for administrators: create, change, give a badge, end sessions, enrol and revoke a floor screen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from hub.catalogue.records import Kitchen, Producer
from hub.kernel.errors import RuleBroken
from hub.kernel.ids import token
from hub.kernel.words import Language
from hub.labels.codes.reading import read_code
from hub.labels.render import layout_named, render
from hub.people import badges, service, visits
from hub.people.errors import (
    BadgeTaken,
    BadgeUnfit,
    Field,
    FieldMissing,
    LoginTaken,
    LoginUnfit,
    PasswordTooShort,
    PinUnfit,
    RoleMissing,
    UnknownRole,
)
from hub.people.permissions import Permission
from hub.people.records import Kiosk, Person
from hub.settings import LABELS_FOLDER
from hub.web.access import house, requires, visitor
from hub.web.at_fields import said_at
from hub.web.format import words
from hub.web.language import LANGUAGES, language
from hub.web.messages import say
from hub.web.row_ids import row_id
from hub.web.sessions import kiosk as this_kiosk
from hub.web.sessions import set_kiosk_cookie

blueprint = Blueprint("people", __name__)
BADGE = "badge"
# Of an operation id, as the hub's own pages make them (`kernel.ids.token`).
LONG_ENOUGH = 40
AT: dict[type[RuleBroken], str] = {
    LoginUnfit: "login",
    LoginTaken: "login",
    PasswordTooShort: "password",
    RoleMissing: "roles",
    UnknownRole: "roles",
    BadgeUnfit: "badge",
    BadgeTaken: "badge",
}
administers = requires(Permission.PEOPLE_ADMINISTER)
enrols = requires(Permission.KIOSKS_ENROL)


@blueprint.get("/people")
@administers
def overview() -> str:
    with house().database.read() as session:
        people = service.everybody(session)
        places = _workplaces(session)
    names = {role.key: words(role.name) for role in house().roles.every}
    return render_template("people/overview.html", people=people, role_names=names, places=places)


@blueprint.get("/people/new")
@administers
def new() -> str:
    return _new_page()


@blueprint.post("/people/new")
@administers
def create() -> Response:
    form = request.form
    try:
        with house().database.write() as session:
            person = service.create_person(
                session,
                by=visitor().person,
                clock=house().clock,
                login=form.get("login", ""),
                name=form.get("name", ""),
                language=_language(),
                roles=form.getlist("roles"),
                known_roles=house().roles,
                kitchen_id=row_id(request.form.get("kitchen_id")),
                producer_id=row_id(request.form.get("producer_id")),
            )
            service.set_password(
                session, person, form.get("password", ""), by=visitor().person, clock=house().clock
            )
    except RuleBroken as broken:
        return make_response(_new_page(_said(broken)), 422)
    say(_("%(name)s can log in now.", name=person.name))
    return redirect(url_for("people.person", person_id=person.id), code=303)


@blueprint.get("/people/<int:person_id>")
@administers
def person(person_id: int) -> str:
    return _person_page(person_id)


@blueprint.post("/people/<int:person_id>")
@administers
def change(person_id: int) -> Response:
    try:
        with house().database.write() as session:
            kept = service.change_person(
                session,
                person_id,
                by=visitor().person,
                clock=house().clock,
                name=request.form.get("name", ""),
                language=_language(),
                roles=request.form.getlist("roles"),
                active="active" in request.form,
                known_roles=house().roles,
            )
    except RuleBroken as broken:
        return make_response(_person_page(person_id, _said(broken), form=request.form), 422)
    say(_("%(name)s is changed.", name=kept.name))
    return _to_person(person_id)


@blueprint.post("/people/<int:person_id>/password")
@administers
def set_password(person_id: int) -> Response:
    try:
        with house().database.write() as session:
            kept = service.get_person(session, person_id)
            service.set_password(
                session, kept, request.form.get("password", ""), by=visitor().person, clock=house().clock
            )
    except RuleBroken as broken:
        return make_response(_person_page(person_id, _said(broken)), 422)
    say(_("%(name)s has a new password and is logged out everywhere.", name=kept.name))
    return _to_person(person_id)


@blueprint.post("/people/<int:person_id>/badge")
@administers
def set_badge(person_id: int) -> Response:
    badge, pin = read_code(request.form.get("badge", "")).bare, request.form.get("pin", "")
    try:
        with house().database.write() as session:
            kept = service.get_person(session, person_id)
            service.set_badge(session, kept, badge, pin, by=visitor().person, clock=house().clock)
    except RuleBroken as broken:
        return make_response(_person_page(person_id, _said(broken)), 422)
    say(_("%(name)s can log in with badge and PIN on the hub's own screens.", name=kept.name))
    return _to_person(person_id)


@blueprint.post("/people/<int:person_id>/badge/new")
@administers
def issue_badge(person_id: int) -> Response:
    """A badge of the hub's own making, shown once: its code is kept as a hash, and no printer's queue ever holds it."""
    operation = request.form.get("operation", "")
    if len(operation) < LONG_ENOUGH:
        # The code is made from it; a short one could be guessed.
        operation = token()
    try:
        with house().database.write() as session:
            kept, code = badges.issue(
                session,
                person_id,
                request.form.get("new_pin", ""),
                by=visitor().person,
                clock=house().clock,
                operation=operation,
            )
            roles = [words(role.name) for role in house().roles.every if role.key in _held(kept)]
    except RuleBroken as broken:
        return make_response(_person_page(person_id, _said(broken, pin="new_pin")), 422)
    shown = {
        "badge": code,
        "name": kept.name,
        "role": ", ".join(roles),
        "hub": house().settings.hub.name,
        "language": language().value,
    }
    layout = layout_named(house().settings.config_dir / LABELS_FOLDER, BADGE)
    return make_response(
        render_template(
            "people/badge.html",
            person=kept,
            picture=_embedded("image/png", render(layout, shown, "png", dpi=300)),
            paper=_embedded("application/pdf", render(layout, shown, "pdf")),
        )
    )


def _held(person: Person) -> set[str]:
    return {role.role for role in person.roles}


def _embedded(kind: str, raw: bytes) -> str:
    """A file as an address of its own: it is in this page and nowhere else."""
    return f"data:{kind};base64,{b64encode(raw).decode('ascii')}"


@blueprint.post("/people/<int:person_id>/end-sessions")
@administers
def end_sessions(person_id: int) -> Response:
    with house().database.write() as session:
        kept = service.get_person(session, person_id)
        visits.end_sessions(session, kept, house().clock, by=visitor().person)
    say(_("%(name)s is logged out everywhere.", name=kept.name))
    return (
        redirect(url_for("people.overview"), code=303)
        if kept.id == visitor().person.id
        else _to_person(person_id)
    )


@blueprint.get("/kiosks")
@enrols
def kiosks() -> str:
    return _kiosks_page()


@blueprint.post("/kiosks")
@enrols
def enrol() -> Response:
    """Makes the browser that asks a kiosk: the secret travels to it alone and is shown to nobody."""
    name = request.form.get("name", "").strip()
    if not name:
        return make_response(_kiosks_page(_said(FieldMissing(field=Field.NAME))), 422)
    with house().database.write() as session:
        _kiosk, secret = visits.enrol_kiosk(session, visitor().person, name, house().clock)
    say(_("This screen is now %(name)s. Badges work here.", name=name))
    response = redirect(url_for("people.kiosks"), code=303)
    set_kiosk_cookie(response, secret)
    return response


@blueprint.post("/kiosks/<int:kiosk_id>/revoke")
@enrols
def revoke(kiosk_id: int) -> Response:
    with house().database.write() as session:
        kept = visits.revoke_kiosk(session, visitor().person, kiosk_id, house().clock)
    say(_("Badges do not work on %(name)s any more.", name=kept.name))
    return redirect(url_for("people.kiosks"), code=303)


def _said(broken: RuleBroken, pin: str = "pin") -> dict[str, str]:
    """`pin`: the field of the PIN in the form that was sent."""
    named = {FieldMissing: str(broken.facts.get("field", "")), PinUnfit: pin}
    return said_at(broken, AT | named)


def _new_page(problems: Mapping[str, str] | None = None) -> str:
    with house().database.read() as session:
        kitchens = session.scalars(select(Kitchen).order_by(Kitchen.name)).all()
        producers = session.scalars(select(Producer).order_by(Producer.name)).all()
    return render_template(
        "people/new.html",
        problems=problems or {},
        form=request.form,
        chosen=request.form.getlist("roles"),
        roles=house().roles.every,
        kitchens=[(kitchen.id, kitchen.name) for kitchen in kitchens],
        producers=[(producer.id, producer.name) for producer in producers],
    )


def _person_page(
    person_id: int, problems: Mapping[str, str] | None = None, form: MultiDict[str, str] | None = None
) -> str:
    """`form`: the account as it was typed, when it was not taken."""
    with house().database.read() as session:
        kept = service.get_person(session, person_id)
        place = _workplaces(session).get(kept.id, "")
    return render_template(
        "people/person.html",
        person=kept,
        place=place,
        name=kept.name if form is None else form.get("name", ""),
        speaks=(kept.language if form is None else _language()).value,
        may_log_in=kept.active if form is None else "active" in form,
        held=[role.role for role in kept.roles] if form is None else form.getlist("roles"),
        roles=house().roles.every,
        problems=problems or {},
    )


def _kiosks_page(problems: Mapping[str, str] | None = None) -> str:
    with house().database.read() as session:
        enrolled = session.scalars(select(Kiosk).order_by(Kiosk.revoked_at.is_not(None), Kiosk.name)).all()
    return render_template("people/kiosks.html", kiosks=enrolled, here=this_kiosk(), problems=problems or {})


def _workplaces(session: Session) -> dict[int, str]:
    """The kitchen or producer that each person belongs to, by person."""
    kitchens = {kitchen.id: kitchen.name for kitchen in session.scalars(select(Kitchen))}
    producers = {producer.id: producer.name for producer in session.scalars(select(Producer))}
    places = {}
    for kept in service.everybody(session):
        if kept.kitchen_id is not None:
            places[kept.id] = kitchens[kept.kitchen_id]
        elif kept.producer_id is not None:
            places[kept.id] = producers[kept.producer_id]
    return places


def _language() -> Language:
    asked = request.form.get("language", "")
    return Language(asked) if asked in LANGUAGES else house().settings.hub.language


def _to_person(person_id: int) -> Response:
    return redirect(url_for("people.person", person_id=person_id), code=303)
