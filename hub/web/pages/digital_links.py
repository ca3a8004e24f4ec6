"""The address in the square code of a label, in the form of a GS1 Digital Link: it leads whoever may see crates to the crate.

    /00/195212340000000126?linkType=gs1:pip

Not for: the resolver of other keys. A scanner field reads such an address by itself (`hub.labels.codes`).
"""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from hub.kernel.errors import NotFound
from hub.kernel.ids import is_sscc
from hub.people.permissions import Permission
from hub.web.access import requires

blueprint = Blueprint("digital_links", __name__)


@blueprint.get("/00/<sscc>")
@requires(Permission.CRATES_READ)
def crate(sscc: str) -> Response:
    """What else stands in the address (attributes, the kind of link) changes nothing."""
    if not is_sscc(sscc):
        raise NotFound(sscc=sscc)
    return redirect(url_for("stock.crate", sscc=sscc), code=303)
