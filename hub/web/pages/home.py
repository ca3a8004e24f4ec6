"""The first page: a person's own tasks as large cards, and nothing else. Also the living guide to the components."""

from __future__ import annotations

from flask import Blueprint, render_template

from hub.kernel.quantity import Mass
from hub.people.permissions import Permission
from hub.web.access import requires, signed_in
from hub.web.navigation import places

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@signed_in
def page() -> str:
    return render_template("home/page.html", cards=places())


@blueprint.get("/components")
@requires(Permission.PEOPLE_ADMINISTER)
def components() -> str:
    return render_template("home/components.html", grams_of=_grams_of)


def _grams_of(grams: int | None) -> Mass | None:
    return None if grams is None else Mass.grams(grams)
