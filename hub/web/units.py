"""Where the page is of what a number of the house's series names: a crate, a roll cage or a package."""

from __future__ import annotations

from flask import url_for
from sqlalchemy.orm import Session

from hub.delivery import views
from hub.stock.papers import CAGE, PACKAGE

_PAGES = {CAGE: "cages.page", PACKAGE: "cages.package"}


def page_beside_crates(session: Session, sscc: str) -> str:
    """The address of the page of a roll cage or a package; empty for any other number."""
    unit = views.unit_numbered(session, sscc)
    return url_for(_PAGES[unit], sscc=sscc) if unit else ""
