"""Day sheets in words: how a day stands, what changed since its signature, and why nothing was signed."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.labels.day_sheet import Became
from hub.receiving.sheet_changes import ChangeKind, Standing

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Standing: {
        Standing.RUNNING: _l("Today, not signed"),
        Standing.DUE: _l("To sign"),
        Standing.OVERDUE: _l("Overdue"),
        Standing.SIGNED: _l("Signed"),
        Standing.CHANGED: _l("Changed since it was signed"),
    },
    ChangeKind: {
        ChangeKind.WEIGHED: _l("Weighed after the signature"),
        ChangeKind.CLAIMED: _l("Settled after the signature"),
        ChangeKind.TAKEN_BACK: _l("Taken back after the signature"),
        ChangeKind.TYPED: _l("Typed after the signature"),
        ChangeKind.ALTERED: _l("Not as it was signed. Tell the administrator to run “hub verify”."),
    },
    Became: {
        Became.NOBODYS: _l("Nobody's yet"),
        Became.RECEIVING: _l("Received crate"),
        Became.PICKING: _l("Picked part"),
        Became.REPACKING: _l("Repacked"),
        Became.REFUSED: _l("Refused at the door"),
        Became.SET_ASIDE: _l("Set aside"),
    },
}

ERRORS: dict[str, LazyString] = {
    "day_sheet_unknown": _l("There is no day sheet no. %(sheet)s. Choose a day in the list."),
    "nothing_to_sign": _l("Nothing was weighed on %(day)s, so there is nothing to sign."),
    "weighings_open": _l(
        "Weighings that are still nobody's: %(count)s. Settle them first, or write why you sign all the same: the reason stands on the sheet."
    ),
    "day_sheet_stale": _l(
        "Something of this day changed while you read. Nothing is signed. Look at the sheet as it is now, then sign."
    ),
    "day_sheet_signed": _l(
        "This day has been signed in the meantime, as sheet no. %(number)s. Open the day again to see it."
    ),
    "day_sheet_reason_missing": _l(
        "Write why the day is signed again. The new sheet names no. %(number)s and this reason."
    ),
    "signature_unproven": _l("The password or PIN is not right. Nothing is signed. Try again."),
    "signature_delayed": _l("Too many tries in a row. Wait until %(time)s, then try again."),
    "nothing_to_sign_with": _l(
        "Your account has no password. Ask the administrator for one, or sign on a screen where your badge and PIN work."
    ),
}
