"""What a scan or search field says of a number that is of no use: it was misread or mistyped, or its label is void. Words that
somebody looks for are no damaged code.
"""

from __future__ import annotations

from hub.delivery import packages
from hub.delivery.errors import PackageVoided
from hub.kernel.errors import HubError
from hub.labels.codes.damage import OF_A_NUMBER, damage_of
from hub.labels.codes.reading import read_code
from hub.stock.errors import UnitNotCrate
from hub.stock.service import unreadable
from hub.web.access import house
from hub.web.texts import sentence


def scan_problem(sought: str) -> str:
    """Empty unless a number was meant and something is wrong with it."""
    code = read_code(sought)
    refusal = unreadable(code)
    if refusal and damage_of(code) in OF_A_NUMBER:
        return sentence(refusal)
    void = _void_package(code.crate) if code.crate else None
    return sentence(void) if void else ""


def of_package(refusal: HubError) -> HubError:
    """Where a crate was wanted and a package scanned whose label is void, that; any other refusal as it is."""
    void = _void_package(str(refusal.facts["sscc"])) if isinstance(refusal, UnitNotCrate) else None
    return void or refusal


def _void_package(sscc: str) -> PackageVoided | None:
    with house().database.read() as session:
        try:
            packages.require_no_void(session, sscc)
        except PackageVoided as void:
            return void
    return None
