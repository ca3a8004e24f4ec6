"""Alarms and days of the cold rooms in words."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.coldchain.alarm_records import Done
from hub.coldchain.kept_reports import Verdict
from hub.coldchain.reviews import DayState

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Verdict: {
        Verdict.MATCHES: _l("The report matches: the hub knows the same, and the file is as it was made."),
        Verdict.CHANGED: _l("Changed since: the hub knows something else about this time now."),
        Verdict.FILE_DIFFERS: _l(
            "The data match, but the file is not as the hub makes it: it was changed or saved anew, or the hub has another "
            "name or version now."
        ),
        Verdict.OTHER_FORM: _l("The report was made by another version of the hub and cannot be compared."),
    },
    DayState: {
        DayState.RUNNING: _l("Not over yet"),
        DayState.DUE: _l("To sign"),
        DayState.OVERDUE: _l("Overdue"),
        DayState.SIGNED: _l("Signed"),
        DayState.REOPENED: _l("Open again"),
    },
    Done: {
        Done.DOOR_CLOSED: _l("Door closed"),
        Done.GOODS_MOVED: _l("Goods moved"),
        Done.GOODS_HELD: _l("Goods put on hold"),
        Done.GOODS_THROWN: _l("Goods thrown away"),
        Done.SERVICE_CALLED: _l("Service called"),
        Done.POWER_BACK: _l("Power switched on"),
        Done.DEFROSTED: _l("Ice removed"),
        Done.SETTING_CHANGED: _l("Setting changed"),
        Done.SENSOR_MENDED: _l("Sensor mended"),
        Done.NOTHING_NEEDED: _l("Looked, nothing needed"),
    },
}

ERRORS: dict[str, LazyString] = {
    "alarm_unknown": _l("There is no alarm no. %(alarm)s. Choose one in the list."),
    "nothing_said": _l("Say what was done: choose from the list, or write it in a few words."),
    "review_unknown": _l("There is no signed day no. %(number)s. Choose a day in the list."),
    "day_not_over": _l("%(day)s is not over. A day is signed the day after."),
    "no_rooms_then": _l("No sensor hung anywhere on %(day)s, so there is nothing to sign."),
    "day_changed": _l(
        "Something of this day changed while you read. Nothing is signed. Look at the day as it is now, then sign."
    ),
    "day_signed_already": _l("This day has been signed in the meantime. Open it again to see it."),
    "alarms_unanswered": _l(
        "Alarms without an answer: %(count)s. Say what was done about them, or write why you sign all the same."
    ),
    "report_not_begun": _l(
        "The report must end after it begins, and begin before now. Choose the days again."
    ),
    "report_too_long": _l("A report holds at most %(most)s days. Choose a shorter time."),
    "report_busy": _l("Another long report is being made. Ask again in a minute, or for fewer days."),
    "no_report": _l("This file is no report of the cold rooms. Choose a PDF or CSV that a hub has made."),
    "review_reason_missing": _l("Write why the day is signed again. No. %(number)s is kept."),
}
