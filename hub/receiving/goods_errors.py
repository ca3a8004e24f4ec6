"""What the desk refuses about temperatures, remarks, photos and refusals, each with the facts for its sentence."""

from __future__ import annotations

from collections.abc import Mapping

from hub.kernel.errors import NotFound, RuleBroken


class TemperatureMissing(RuleBroken):
    """Chilled and frozen goods are measured once before their first crate comes in."""

    code = "temperature_missing"


class TemperatureUnlikely(RuleBroken):
    """No goods that come to a hub are that cold or that warm: a slipped key."""

    code = "temperature_unlikely"


class GoodsTooWarm(RuleBroken):
    """Over the limit, and nobody has said yet whether they are refused or taken with a reason."""

    code = "goods_too_warm"


class TemperatureUnknown(NotFound):
    code = "temperature_unknown"


class TemperatureWithinLimit(RuleBroken):
    """Nothing is to be decided: the goods are not over the limit."""

    code = "temperature_within_limit"


class ProvenanceMissing(RuleBroken):
    """What the law asks to follow these goods is told once before their first crate comes in."""

    code = "provenance_missing"


class ProvenanceUnfit(RuleBroken):
    """What was typed of the papers cannot be kept; `faults` says at which field and why."""

    code = "provenance_unfit"

    def __init__(self, faults: Mapping[str, RuleBroken]) -> None:
        super().__init__(fields=", ".join(faults))
        self.faults = dict(faults)


class DayUnreadable(RuleBroken):
    code = "day_unreadable"


class DayAhead(RuleBroken):
    """A day that has not been."""

    code = "day_ahead"


class DayBehind(RuleBroken):
    """Goods are not taken in after their best-before."""

    code = "day_behind"


class FrozenBeforeMade(RuleBroken):
    """Frozen before the day on which the goods came to be."""

    code = "frozen_before_made"


class RemarkKindMissing(RuleBroken):
    code = "remark_kind_missing"


class RemarkUnknown(NotFound):
    code = "remark_unknown"


class WordsMissing(RuleBroken):
    """Something else than the list knows is kept with words, or not at all."""

    code = "words_missing"


class RefusalReasonMissing(RuleBroken):
    code = "refusal_reason_missing"


class RefusedAmountMissing(RuleBroken):
    code = "refused_amount_missing"


class NothingLeftToRefuse(RuleBroken):
    """All that was announced is in or refused already: what is refused beyond it is weighed or counted."""

    code = "nothing_left_to_refuse"


class RefusalUnknown(NotFound):
    code = "refusal_unknown"


class PhotoTooLarge(RuleBroken):
    code = "photo_too_large"


class PhotoUnreadable(RuleBroken):
    """Not a JPEG, PNG or WebP picture, or a damaged one."""

    code = "photo_unreadable"


class PhotoTooManyPixels(RuleBroken):
    code = "photo_too_many_pixels"


class TooManyPhotos(RuleBroken):
    code = "too_many_photos"


class PhotoUnknown(NotFound):
    code = "photo_unknown"
