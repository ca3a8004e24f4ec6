"""A person's own settings: language and password."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hub.kernel.errors import RuleBroken
from hub.kernel.words import Language
from hub.people import service
from hub.web.access import house, public, signed_in, visitor, visitor_or_none
from hub.web.addresses import asking_page
from hub.web.format import words
from hub.web.language import COOKIE, LANGUAGES
from hub.web.messages import say
from hub.web.texts import sentence
from hub.web.theme import THEME_COOKIE, THEMES

blueprint = Blueprint("account", __name__)
YEAR_S = 365 * 24 * 3600


@blueprint.post("/language")
@public
def choose_language() -> Response:
    """For this browser and, when somebody is logged in on a device of their own, for the account."""
    asked = request.form.get("language", "")
    if asked not in LANGUAGES:
        abort(400)
    found = visitor_or_none()
    if found is not None and found.kiosk_id is None:
        with house().database.write() as session:
            service.set_language(session, found.person.id, Language(asked))
    response = redirect(asking_page(), code=303)
    response.set_cookie(
        COOKIE, asked, max_age=YEAR_S, secure=house().settings.web.https, httponly=True, samesite="Lax"
    )
    return response


@blueprint.post("/theme")
@public
def choose_theme() -> Response:
    """Light, dark or as the device; a matter of the browser, not of the account."""
    asked = request.form.get("theme", "")
    if asked not in THEMES:
        abort(400)
    response = redirect(asking_page(), code=303)
    response.set_cookie(
        THEME_COOKIE, asked, max_age=YEAR_S, secure=house().settings.web.https, httponly=True, samesite="Lax"
    )
    return response


@blueprint.get("/account")
@signed_in
def page() -> str:
    return _page()


@blueprint.post("/account/password")
@signed_in
def change_password() -> Response:
    """Needs the old password. Every other session of the person ends."""
    who = visitor()
    with house().database.read() as session:
        person = service.get_person(session, who.person.id)
    if not service.password_fits(person, request.form.get("old", "")):
        return _again(_("The password you have now is not right."))
    try:
        with house().database.write() as session:
            service.set_password(
                session,
                person,
                request.form.get("new", ""),
                by=person,
                clock=house().clock,
                but=who.session_hash,
            )
    except RuleBroken as broken:
        return _again(sentence(broken))
    say(_("The new password is set. Other devices are logged out."))
    return redirect(url_for("account.page"), code=303)


def _again(problem: str) -> Response:
    return make_response(_page(problem), 422)


def _page(problem: str = "") -> str:
    roles = (house().roles.get(held.role) for held in visitor().person.roles)
    names = [words(role.name) for role in roles if role is not None]
    return render_template("account/page.html", problem=problem, role_names=names)
