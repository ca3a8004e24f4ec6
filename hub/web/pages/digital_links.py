"""The address in the square code of a label, in the form of a GS1 Digital Link: it leads to the page of the crate, roll cage or
package that has this number.

    /00/195212340000000126?linkType=gs1:pip

Not for: the resolver of other keys. A scanner field reads such an address by itself (`hub.labels.codes`).
"""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from hub.kernel.errors import NotFound
from hub.kernel.ids import is_sscc
from hub.people.permissions import Permission
from hub.web.access import house, requires
from hub.web.units import page_beside_crates

blueprint = Blueprint("digital_links", __name__)


@blueprint.get("/00/<sscc>")
@requires(Permission.CRATES_READ, Permission.LOAD_CLOSE, Permission.STOP_DELIVER)
def unit(sscc: str) -> Response:
    """What else stands in the address (attributes, the kind of link) changes nothing."""
    if not is_sscc(sscc):
        raise NotFound(sscc=sscc)
    with house().database.read() as session:
        page = page_beside_crates(session, sscc)
    return redirect(page or url_for("stock.crate", sscc=sscc), code=303)
