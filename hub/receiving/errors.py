"""What receiving refuses, each with the facts that a sentence for the floor needs."""

from __future__ import annotations

from hub.kernel.errors import Conflict, NotFound, RuleBroken


class WeighingUnknown(NotFound):
    code = "weighing_unknown"


class WeighingClaimed(Conflict):
    """One load becomes one crate: this weighing is somebody's already."""

    code = "weighing_claimed"


class LoadTaken(Conflict):
    """The load on the scale became a crate before; nothing else was put on since."""

    code = "load_taken"


class NothingOnTheScale(RuleBroken):
    """After the crate's own weight nothing is left: the wrong crate type, or an empty crate."""

    code = "nothing_on_the_scale"


class LoadBeneathUntaken(RuleBroken):
    """Under this load lies one that nobody took: one crate that was topped up, or two. Only a person can tell."""

    code = "load_beneath_untaken"


class VerificationOverdue(RuleBroken):
    """The scale's verification had run out when it weighed: no settlement without a reason that stands on paper."""

    code = "verification_overdue"


class ReasonMissing(RuleBroken):
    """A typed weight, a set-aside or a difference is kept with its reason, or not at all."""

    code = "reason_missing"


class WeightMissing(RuleBroken):
    """Neither a weighing of the scale nor a typed weight was given, or both were."""

    code = "weight_missing"


class CountMissing(RuleBroken):
    """Goods sold by the piece are counted as well as weighed."""

    code = "count_missing"


class ReceiptUnknown(NotFound):
    code = "receipt_unknown"


class CrateOpened(RuleBroken):
    """Something of the crate was taken out already: what came is no longer one thing that can be taken back."""

    code = "crate_opened"


class NotANumber(RuleBroken):
    """A typed amount that cannot be read as one."""

    code = "not_a_number"


class NotAboveZero(RuleBroken):
    """A crate with goods weighs something: nothing and less than nothing are slips of a finger."""

    code = "not_above_zero"


class TypedTooHeavy(RuleBroken):
    """More than the scale beside it can carry, so it was not read off a scale."""

    code = "typed_too_heavy"


class TypedTooFine(RuleBroken):
    """More decimals than the scale shows."""

    code = "typed_too_fine"


class TypedBeyondAnnounced(RuleBroken):
    """With this typed weight more is in than was announced: right, or a slipped key. Only a person can tell."""

    code = "typed_beyond_announced"


class TypedBelowCrate(RuleBroken):
    """After the crate's own weight nothing is left of what was typed."""

    code = "typed_below_crate"


class RefusedTooMuch(RuleBroken):
    """More is refused than is still to come."""

    code = "refused_too_much"


class CrateTypeUnknown(NotFound):
    code = "crate_type_unknown"


class ArticleUnknown(NotFound):
    code = "article_unknown"


class DaySheetUnknown(NotFound):
    code = "day_sheet_unknown"


class NothingToSign(RuleBroken):
    """Nothing was weighed, typed or taken back on this day."""

    code = "nothing_to_sign"


class WeighingsOpen(RuleBroken):
    """Some of the day's weighings are nobody's. They are settled first, or a reason stands on the sheet."""

    code = "weighings_open"


class DaySheetStale(Conflict):
    """Something of the day changed between the look and the signature: what was seen is not what would be signed."""

    code = "day_sheet_stale"


class DaySheetSigned(Conflict):
    """Somebody signed this day in the meantime."""

    code = "day_sheet_signed"


class DaySheetReasonMissing(RuleBroken):
    """A sheet takes the place of another only with a reason."""

    code = "day_sheet_reason_missing"


class SignatureUnproven(RuleBroken):
    """The password or PIN was not right, so nothing is signed."""

    code = "signature_unproven"


class SignatureDelayed(RuleBroken):
    """Too many wrong passwords or PINs in a row."""

    code = "signature_delayed"


class NothingToSignWith(RuleBroken):
    """The account has no password, and at this screen no PIN."""

    code = "nothing_to_sign_with"
