"""Titles of what a room, a limit and a probe can be."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.coldchain.calibrations import Due
from hub.coldchain.levels import Freshness, Level, RoomState, Side

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    RoomState: {
        RoomState.ALARM: _l("Alarm"),
        RoomState.WARN: _l("Beyond the limit"),
        RoomState.FAULT: _l("Sensor fault"),
        RoomState.SILENT: _l("Silent"),
        RoomState.NEVER: _l("Never heard"),
        RoomState.NO_LIMITS: _l("No limits set"),
        RoomState.IN_LIMITS: _l("Within the limits"),
    },
    Freshness: {
        Freshness.LIVE: _l("Heard"),
        Freshness.SILENT: _l("Silent"),
        Freshness.NEVER: _l("Never heard"),
    },
    Level: {
        Level.LEGAL: _l("Legal limit"),
        Level.WARN: _l("Warning"),
        Level.ALARM: _l("Alarm"),
        Level.CRITICAL: _l("Critical"),
    },
    Due: {
        Due.OVERDUE: _l("Calibration overdue"),
        Due.WITHIN_A_MONTH: _l("Calibrate within a month"),
        Due.WITHIN_THREE_MONTHS: _l("Calibrate within three months"),
        Due.NEVER: _l("No certificate"),
        Due.LATER: _l("Calibrated"),
    },
    Side: {
        Side.HIGH: _l("Above"),
        Side.LOW: _l("Below"),
    },
}

ERRORS: dict[str, LazyString] = {
    "calibration_unusable": _l(
        "Look at the field marked below: the certificate says too little, or contradicts itself."
    ),
    "unknown_preset": _l("This set of limits is not in force. Open the page again and choose another."),
}
