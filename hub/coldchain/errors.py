"""What the cold chain refuses, and why."""

from collections.abc import Mapping

from hub.coldchain.faults import FieldFault
from hub.kernel.errors import Conflict, NotFound, RuleBroken


class FieldsUnfit(RuleBroken):
    """What was entered says too little, or contradicts itself; `faults` says which field and how."""

    code = "fields_unfit"

    def __init__(self, faults: Mapping[str, FieldFault]) -> None:
        super().__init__(fields=", ".join(faults))
        self.faults = dict(faults)


class LimitsChangedMeanwhile(Conflict):
    """Somebody else changed the limits of this room since the form was opened."""

    code = "limits_changed_meanwhile"


class ChangeBegun(RuleBroken):
    """Only what has not begun can be withdrawn; what has is followed by another change."""

    code = "change_begun"


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


class ReportBusy(Conflict):
    """One long report is being made; two at once would slow every page down."""

    code = "report_busy"


class NoReport(RuleBroken):
    """The file is no report of the cold rooms that a hub made."""

    code = "no_report"


class SpellUnusable(RuleBroken):
    """A calibration entered afterwards ends after it began, is over, and lasted no longer than such things do (`hours`)."""

    code = "spell_unusable"


class FileTooLarge(RuleBroken):
    """A certificate has at most `largest` megabytes."""

    code = "file_too_large"


class FileUnreadable(RuleBroken):
    """No PDF that opens, with a reasonable number of pages."""

    code = "file_unreadable"


class FileLocked(RuleBroken):
    """A PDF with a password: nobody could read it in some years."""

    code = "file_locked"


class FileActive(RuleBroken):
    """A PDF that does something by itself."""

    code = "file_active"


class TooManyFiles(RuleBroken):
    """One certificate has at most `most` files."""

    code = "too_many_files"


class FileUnknown(NotFound):
    """There is no such file."""

    code = "file_unknown"


class NoSuchSwap(RuleBroken):
    """A sensor that hangs is swapped for one that hangs nowhere."""

    code = "no_such_swap"
