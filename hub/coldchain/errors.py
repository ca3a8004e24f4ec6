"""What the cold chain refuses, and why."""

from hub.kernel.errors import NotFound, RuleBroken


class CalibrationUnusable(RuleBroken):
    """A certificate that says too little or contradicts itself; `what` names the field."""

    code = "calibration_unusable"


class UnknownPreset(RuleBroken):
    """There is no such set of limits in force on that day."""

    code = "unknown_preset"


class AlarmUnknown(NotFound):
    """There is no such alarm."""

    code = "alarm_unknown"


class NothingSaid(RuleBroken):
    """Neither a word of the list nor a sentence says what was done."""

    code = "nothing_said"


class ReviewUnknown(NotFound):
    """There is no signed day of this number."""

    code = "review_unknown"


class DayNotOver(RuleBroken):
    """A day of the rooms is signed when it is over, for until then it is not known."""

    code = "day_not_over"


class NoRoomsThen(RuleBroken):
    """No sensor hung anywhere on that day."""

    code = "no_rooms_then"


class DayChanged(RuleBroken):
    """The day is otherwise than on the signer's screen."""

    code = "day_changed"


class DaySignedAlready(RuleBroken):
    """Somebody signed the day in the meantime."""

    code = "day_signed_already"


class AlarmsUnanswered(RuleBroken):
    """Nobody has said what was done about some alarms of the day."""

    code = "alarms_unanswered"


class ReviewReasonMissing(RuleBroken):
    """A day that is signed again says why."""

    code = "review_reason_missing"


class ReportNotBegun(RuleBroken):
    """The period ends before it begins, or begins after now."""

    code = "report_not_begun"


class ReportTooLong(RuleBroken):
    """Nobody waits for a report of more days than this."""

    code = "report_too_long"


class NoReport(RuleBroken):
    """The file is no report of the cold rooms that a hub made."""

    code = "no_report"
