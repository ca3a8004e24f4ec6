"""Titles of what a room, a limit and a probe can be, and what can be wrong with a field."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.coldchain.calibrations import Due
from hub.coldchain.faults import FieldFault
from hub.coldchain.levels import Freshness, Level, RoomState, Side
from hub.coldchain.limit_rules import Differs, Follows

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    RoomState: {
        RoomState.ALARM: _l("Alarm"),
        RoomState.WARN: _l("Beyond the limit"),
        RoomState.FAULT: _l("Sensor fault"),
        RoomState.CALIBRATING: _l("Sensor being calibrated"),
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
    Follows: {
        Follows.SAME: _l("as the preset"),
        Follows.TIGHTER: _l("tighter than the preset"),
        Follows.OTHER: _l("milder than the preset, or a limit is missing"),
        Follows.NONE: _l("no limits set"),
    },
    Differs: {
        Differs.MISSING: _l("missing"),
        Differs.MILDER: _l("milder"),
        Differs.TIGHTER: _l("tighter"),
        Differs.OWN: _l("of this room alone"),
    },
    FieldFault: {
        FieldFault.MISSING: _l("Something must stand here."),
        FieldFault.TOO_LONG: _l("This is too long."),
        FieldFault.NOT_A_NUMBER: _l("Write a number here, such as 4 or −18,5."),
        FieldFault.NO_TEMPERATURE: _l("A limit lies between −60 and 60 °C."),
        FieldFault.DELAY_LENGTH: _l("At most 1440 minutes, which is a day."),
        FieldFault.HYSTERESIS: _l("Between 0 and 10 °C."),
        FieldFault.NOT_GRAVER: _l("A graver level begins further out than the one before it."),
        FieldFault.CROSSED: _l("Too cold must begin below where too warm begins."),
        FieldFault.NO_DAY: _l("Choose a day."),
        FieldFault.PAST_DAY: _l("This day is over. Choose now, or a day to come."),
        FieldFault.FUTURE_DAY: _l("This is still to come."),
        FieldFault.PAST_UNSAID: _l("This day has begun already. If it is meant, say so below."),
        FieldFault.NOTHING_CHANGED: _l("Nothing is otherwise than it was. Change a limit, or go back."),
        FieldFault.NO_TIME: _l("Write times such as 06:30."),
        FieldFault.TOO_MANY: _l("At most twelve."),
        FieldFault.TOO_CLOSE: _l(
            "Leave an hour between two defrosts, also to those that are planned already."
        ),
        FieldFault.DEFROST_LENGTH: _l("Between 1 and 60 minutes."),
        FieldFault.DOOR_LENGTH: _l("Between 1 and 240 minutes."),
        FieldFault.BEFORE_CALIBRATION: _l("An offset cannot count before the day of the calibration."),
        FieldFault.DUE_NOT_LATER: _l("The next calibration is due after this one."),
        FieldFault.OFFSET_TOO_LARGE: _l("More than 3 °C is no correction: the sensor is broken."),
        FieldFault.OFFSET_AGAINST_POINTS: _l(
            "This does not fit the points: it would make the sensor worse than without it. Look at the sign."
        ),
        FieldFault.HALF_A_POINT: _l("A point has both: what the reference and what the sensor showed."),
    },
    Side: {
        Side.HIGH: _l("Above"),
        Side.LOW: _l("Below"),
    },
}

ERRORS: dict[str, LazyString] = {
    "fields_unfit": _l("Look at the fields marked below. Nothing is saved yet."),
    "limits_changed_meanwhile": _l(
        "Somebody changed the limits of this room while you had the form open. Open the page again, and look at them first."
    ),
    "change_begun": _l("These limits count already. Change them by new ones."),
    "spell_unusable": _l(
        "A calibration begins before it ends, is over by now, and lasts %(hours)s hours at most. A sensor that is sent away is taken down instead."
    ),
    "no_such_swap": _l(
        "This cannot be swapped: the old sensor must hang somewhere, and the new one nowhere. Open the page again."
    ),
    "file_too_large": _l("A certificate has at most %(largest)s MB. Save it smaller, or take a photo of it."),
    "file_unreadable": _l("This PDF cannot be opened. Save it anew, or take a photo of the paper."),
    "file_locked": _l(
        "This PDF asks for a password. Save it without one, so that it can be read in some years."
    ),
    "file_active": _l(
        "This PDF runs a script or holds other files. Print it into a new PDF, or take a photo of the paper."
    ),
    "too_many_files": _l("One certificate has at most %(most)s files."),
    "file_unknown": _l("There is no such file."),
    "unknown_preset": _l("This set of limits is not in force. Open the page again and choose another."),
}
