"""Words for goods as they came: verdicts on temperatures, remarks, how a refused amount is known, and what the desk refuses."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.receiving.asked import Fact
from hub.receiving.goods_records import RefusedBy, RemarkKind
from hub.receiving.limits import TemperatureVerdict

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    TemperatureVerdict: {
        TemperatureVerdict.WITHIN: _l("Cold enough"),
        TemperatureVerdict.ON_THE_WAY: _l("Allowed on the way; into the freezer at once"),
        TemperatureVerdict.OVER: _l("Too warm"),
        TemperatureVerdict.NOT_JUDGED: _l("Kept; no limit for these goods"),
    },
    RemarkKind: {
        RemarkKind.BRUISED: _l("Bruised"),
        RemarkKind.DIRTY: _l("Dirty"),
        RemarkKind.WET: _l("Wet"),
        RemarkKind.WRONG_GRADE: _l("Not as ordered"),
        RemarkKind.PACKAGING: _l("Packaging"),
        RemarkKind.RIPE: _l("Very ripe"),
        RemarkKind.OTHER: _l("Something else"),
    },
    Fact: {
        Fact.BORN_IN: _l("Born in"),
        Fact.REARED_IN: _l("Reared in"),
        Fact.SLAUGHTERED_IN: _l("Slaughtered in"),
        Fact.SLAUGHTERHOUSE: _l("Approval number of the slaughterhouse"),
        Fact.CUT_IN: _l("Cut in"),
        Fact.CUTTING_PLANT: _l("Approval number of the cutting plant"),
        Fact.REFERENCE: _l("Reference or batch number of the papers"),
        Fact.CATCH_AREA: _l("Where it was caught or farmed"),
        Fact.GEAR: _l("Fishing gear"),
        Fact.VESSEL: _l("Vessel or fish farm"),
        Fact.PRODUCED_ON: _l("Day of slaughter, catch, cutting or making"),
        Fact.FROZEN_ON: _l("Day of freezing"),
        Fact.HARVESTED_ON: _l("Day of the harvest"),
        Fact.BEST_BEFORE: _l("Best before, as the producer's package says"),
        Fact.DEFROSTED: _l("Was frozen before and is thawed"),
    },
    RefusedBy: {
        RefusedBy.WEIGHED: _l("weighed"),
        RefusedBy.TYPED: _l("typed weight"),
        RefusedBy.COUNTED: _l("counted"),
        RefusedBy.WHOLE: _l("as announced, not weighed"),
    },
}

ERRORS: dict[str, LazyString] = {
    "temperature_missing": _l(
        "Measure %(product)s with a probe first and type the temperature. It is asked once for the whole delivery."
    ),
    "temperature_unlikely": _l(
        "%(shown)s cannot be right: goods here are between %(lowest)s and %(highest)s. Look at the probe and type it again."
    ),
    "goods_too_warm": _l(
        "%(product)s was measured at %(shown)s, and the limit is %(limit)s. Refuse it, or write first why it is taken."
    ),
    "temperature_unknown": _l("This temperature is not known. Open the goods again."),
    "temperature_within_limit": _l("%(shown)s is not too warm: nothing needs a reason. Weigh the goods in."),
    "provenance_missing": _l(
        "Tell first what the papers of %(product)s say: where it comes from, and its dates. It is asked once for the whole delivery."
    ),
    "provenance_unfit": _l("Look at the fields that are marked; nothing was saved."),
    "day_unreadable": _l("“%(typed)s” is no day. Choose it in the calendar, or write it like 2026-11-24."),
    "day_ahead": _l("%(day)s has not been yet. Look at the papers again."),
    "day_behind": _l("%(day)s is over. Goods past their date are refused; look at the package again."),
    "frozen_before_made": _l(
        "That is before %(made)s, the day the goods were made. Look at the papers again."
    ),
    "remark_kind_missing": _l("Choose what you saw."),
    "remark_unknown": _l("This remark is not here. Open the goods again."),
    "words_missing": _l("Write in a few words what it is."),
    "refusal_reason_missing": _l("Choose why the goods are refused."),
    "refused_amount_missing": _l("Choose how much is refused."),
    "nothing_left_to_refuse": _l(
        "All of %(product)s that was announced is in or refused already. Put what you refuse on the scale."
    ),
    "refusal_unknown": _l("There is no refusal no. %(refusal)s."),
    "photo_too_large": _l(
        "The photo is larger than %(largest)s MB. Take it again with a smaller picture size."
    ),
    "photo_unreadable": _l(
        "This file cannot be read as a photo. Take the photo again, or choose a JPEG, PNG or WebP."
    ),
    "photo_too_many_pixels": _l(
        "The photo has more than %(most)s million points. Take it again with a smaller picture size."
    ),
    "too_many_photos": _l("At most %(most)s photos at a time. Save these, then make another remark."),
    "photo_unknown": _l("This photo is not here."),
}
