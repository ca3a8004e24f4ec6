"""Titles of what a scale or a printer can be, as the devices page says it."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Presence(StrEnum):
    """Lost is not the same as never heard of since the start."""

    THERE = "there"
    LOST = "lost"
    UNKNOWN = "unknown"


TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Presence: {
        Presence.THERE: _l("Connected"),
        Presence.LOST: _l("Lost"),
        Presence.UNKNOWN: _l("Not heard of yet"),
    },
}
