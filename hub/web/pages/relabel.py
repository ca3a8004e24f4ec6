"""A new label where the old one says something wrong: for one crate on its page, and for all of a delivery whose papers were told anew."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from hub.kernel.errors import HubError
from hub.kernel.ids import token
from hub.labels.void_reasons import VoidReason
from hub.people.permissions import Permission
from hub.receiving import provenance
from hub.receiving.errors import CrateOpened
from hub.receiving.relabel import give_new_label, say_anew
from hub.stock.errors import CrateTaken
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.messages import say
from hub.web.pages.goods import station_of
from hub.web.texts import sentence

blueprint = Blueprint("relabel", __name__)
weighs = requires(Permission.CRATES_WEIGH_IN)


@blueprint.post("/crates/<sscc>/new-label")
@weighs
def one(sscc: str) -> Response:
    try:
        new = _new_label(sscc, request.form.get("label_reason", ""), request.form.get("operation") or token())
    except HubError as refusal:
        say(sentence(refusal), "warn")
        return redirect(url_for("stock.crate", sscc=sscc), code=303)
    say(
        _(
            "The new label comes out of the printer: %(number)s. Take the old one off; its code is refused from now on.",
            number=new[-6:],
        )
    )
    return redirect(url_for("stock.crate", sscc=new), code=303)


@blueprint.post("/receiving/<day>/goods/<int:article_id>/papers/new-labels")
@weighs
def of_delivery(day: str, article_id: int) -> Response:
    """Each crate by itself: what stands in the way of one does not keep the others from theirs."""
    operation = request.form.get("operation") or token()
    with house().database.read() as session:
        stale = provenance.labelled_otherwise(session, article_id, floor.day_in(day), today=floor.today())
    done, same = 0, []
    for crate in stale:
        try:
            _new_label(crate.sscc, VoidReason.TOLD_ANEW, f"{operation[:40]}-{crate.id}")
        except (CrateOpened, CrateTaken):
            # Its kitchen's papers name its number already.
            same += _said_anew(crate.sscc)
        except HubError as refusal:
            say(f"{crate.sscc[-6:]}: {sentence(refusal)}", "warn")
        else:
            done += 1
    if same:
        say(
            _(
                "Opened or picked already, so their new labels have the same numbers: %(crates)s. Take the old labels off these crates.",
                crates=", ".join(same),
            ),
            "warn",
        )
    if done:
        say(
            ngettext(
                "%(num)d new label comes out of the printer. Take the old one off; its code is refused from now on.",
                "%(num)d new labels come out of the printer. Take the old ones off; their codes are refused from now on.",
                done,
            )
        )
    return station_of(day, article_id)


def _said_anew(sscc: str) -> list[str]:
    """The end of the crate's number; nothing, and the reason told, where it cannot have another label."""
    try:
        with house().database.write() as session:
            say_anew(session, sscc=sscc, desk=floor.label_desk(), by=visitor().person, clock=house().clock)
    except HubError as refusal:
        say(f"{sscc[-6:]}: {sentence(refusal)}", "warn")
        return []
    return [sscc[-6:]]


def _new_label(sscc: str, reason: str, operation: str) -> str:
    with house().database.write() as session:
        return give_new_label(
            session,
            sscc=sscc,
            reason=reason,
            desk=floor.label_desk(),
            by=visitor().person,
            clock=house().clock,
            operation=operation,
        ).sscc
