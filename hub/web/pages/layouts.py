"""The layouts of labels as pictures with made-up content, and one of them tried out: typed here, drawn by the hub, never kept by it.

Not for: saving a layout. It is downloaded, and whoever runs the hub puts the file into config/labels.
"""

from __future__ import annotations

import tomllib
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hub.kernel.errors import HubError, Misconfigured, NotFound
from hub.labels.dialects.png import png_bytes
from hub.labels.made_up import CRATES, GOODS, made_up
from hub.labels.marks import Drawing
from hub.labels.render import draw, layout_named, layouts_in
from hub.labels.sheet import MICRONS, Layout, layout_from
from hub.people.permissions import Permission
from hub.settings import LABELS_FOLDER
from hub.web.access import house, requires, visitor
from hub.web.texts import sentence, title

blueprint = Blueprint("layouts", __name__, url_prefix="/jobs/layouts")

LONGEST_TEXT = 20_000
MOST_FIELDS = 80
# A4, and a roll no longer than two sheets of it.
WIDEST, LONGEST = 210 * MICRONS, 600 * MICRONS


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a layout: its picture as an address of its own, with what is to be said of it; or what is wrong with it.

    `goods` are the made-up goods that its label may be about, where there is a choice.
    """

    picture: str = ""
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    goods: tuple[tuple[str, str], ...] = ()


@blueprint.get("")
@requires(Permission.JOBS_REPRINT)
def overview() -> str:
    return render_template("layouts/overview.html", names=layouts_in(_folder()))


@blueprint.get("/<name>.png")
@requires(Permission.JOBS_REPRINT)
def picture(name: str) -> Response:
    layout = layout_named(_folder(), name)
    response = make_response(png_bytes(_drawn(layout)))
    response.headers["Content-Type"] = "image/png"
    return response


@blueprint.get("/<name>")
@requires(Permission.JOBS_REPRINT)
def page(name: str) -> str:
    if name not in layouts_in(_folder()):
        raise NotFound(layout=name)
    return _page(name, (_folder() / f"{name}.toml").read_text(encoding="utf-8"))


@blueprint.post("/<name>")
@requires(Permission.JOBS_REPRINT)
def tried(name: str) -> str | Response:
    """Draw what was typed, or hand it out as a file."""
    if name not in layouts_in(_folder()):
        raise NotFound(layout=name)
    text = request.form.get("text", "").replace("\r\n", "\n")
    if "download" not in request.form:
        return _page(name, text)
    response = make_response(text)
    response.headers["Content-Type"] = "application/toml; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    return response


def _page(name: str, text: str) -> str:
    goods = request.values.get("goods", "")
    return render_template(
        "layouts/page.html", name=name, text=text, goods=goods, tried=_try(name, text, goods)
    )


def _try(name: str, text: str, goods: str) -> Tried:
    if len(text) > LONGEST_TEXT:
        return Tried(faults=(_("The layout is longer than %(most)s characters.", most=LONGEST_TEXT),))
    try:
        layout = layout_from(name, text)
        if _too_large(layout):
            return Tried(
                faults=(_("The label is larger than two sheets of A4, or has more than 80 fields."),)
            )
        drawn = _drawn(layout, goods)
    except tomllib.TOMLDecodeError as err:
        return Tried(faults=(_("This is no TOML: %(why)s", why=str(err)),))
    except RecursionError:
        return Tried(faults=(_("This is no TOML: %(why)s", why="[[[[…"),))
    except Misconfigured as err:
        return Tried(faults=tuple(fault.in_(visitor().language) for fault in err.faults))
    except HubError as err:
        return Tried(faults=(sentence(err),))
    return Tried(
        picture=f"data:image/png;base64,{b64encode(png_bytes(drawn)).decode('ascii')}",
        remarks=(
            *(title(one) for one in drawn.remarks),
            *(
                _(
                    "The fields “%(one)s” and “%(other)s” lie over each other on the label.",
                    one=one,
                    other=other,
                )
                for one, other in drawn.overlaps
            ),
        ),
        goods=_goods() if layout.kind in CRATES else (),
    )


def _goods() -> tuple[tuple[str, str], ...]:
    names = {"vegetables": _("Vegetables"), "meat": _("Meat"), "fish": _("Fish")}
    return tuple((one, names[one]) for one in GOODS)


def _too_large(layout: Layout) -> bool:
    """More than a picture of it should cost. On a roll each field may stand below the one before it."""
    heights = [layout.height, sum(one.box.y + one.box.height for one in layout.fields) if layout.roll else 0]
    return layout.width > WIDEST or max(heights) > LONGEST or len(layout.fields) > MOST_FIELDS


def _drawn(layout: Layout, goods: str = "") -> Drawing:
    return draw(layout, made_up(layout.kind, goods), language=visitor().language)


def _folder() -> Path:
    return house().settings.config_dir / LABELS_FOLDER
