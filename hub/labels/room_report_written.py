"""Temperatures, shares, moments and lengths of time of the report of the cold rooms, as people of each language write them.

Roundings are named at each function. Not for: the exact values, which stand in the CSV.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hub.kernel.quantity import Temperature
from hub.kernel.words import Language
from hub.labels.day_sheet_phrases import day_with_weekday
from hub.labels.phrases import day as written_day
from hub.labels.room_report import RoomReport
from hub.labels.room_report_phrases import RoomPhrase, phrase

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE_MS, MINUTES_AN_HOUR = 60_000, 60
HOURS_A_DAY, TWO_DAYS_H = 24, 48
PER_MILLE = 1_000
LAST_INSTANT = timedelta(milliseconds=1)


def degrees(millidegrees: int | None, language: Language) -> str:
    """One decimal, as on the screens and on the doors of cold rooms; the exact value stands in the CSV."""
    if millidegrees is None:
        return "–"
    return f"{_decimal(millidegrees, language)} °C"


def correction(millidegrees: int, language: Language) -> str:
    """With its sign and two decimals, as certificates give it."""
    text = f"{Temperature(abs(millidegrees)).in_celsius():.2f}"
    sign = "−" if millidegrees < 0 else "+" if millidegrees else "±"
    return f"{sign}{text if language is Language.EN else text.replace('.', ',')} °C"


def area(millidegree_minutes: int, language: Language) -> str:
    return _decimal(millidegree_minutes, language)


def _decimal(thousandths: int, language: Language) -> str:
    text = f"{Temperature(thousandths).in_celsius():.1f}".replace("-", "−")
    return text if language is Language.EN else text.replace(".", ",")


def thousands(count: int) -> str:
    """43 170: with a space, which no language reads as a decimal sign."""
    return f"{count:,}".replace(",", " ")


def percent(per_mille: int, language: Language) -> str:
    """Downwards, so that only what is complete is 100 %."""
    whole, tenth = divmod(per_mille, 10)
    if per_mille >= PER_MILLE:
        return "100 %"
    return f"{whole}{'.' if language is Language.EN else ','}{tenth} %"


def lasted(least_ms: int, most_ms: int, language: Language) -> str:
    """Whole minutes: the sure time downwards, the possible time upwards."""
    least, most = least_ms // MINUTE_MS, -(-most_ms // MINUTE_MS)
    if most_ms - least_ms < MINUTE_MS:
        return length(least_ms, language)
    return phrase(
        RoomPhrase.BETWEEN, language, least=_minutes(least, language), most=_minutes(most, language)
    )


def length(of_ms: int, language: Language) -> str:
    return _minutes(of_ms // MINUTE_MS, language)


def length_up(of_ms: int, language: Language) -> str:
    """Begun minutes counted whole: for time of which nothing is known."""
    return _minutes(-(-of_ms // MINUTE_MS), language)


def _minutes(count: int, language: Language) -> str:
    hours, left = divmod(count, MINUTES_AN_HOUR)
    if hours >= TWO_DAYS_H:
        return phrase(RoomPhrase.DAYS, language, days=hours // HOURS_A_DAY, hours=hours % HOURS_A_DAY)
    if hours and not left:
        return phrase(RoomPhrase.FULL_HOURS, language, hours=hours)
    if hours:
        return phrase(RoomPhrase.HOURS, language, hours=hours, minutes=left)
    return phrase(RoomPhrase.MINUTES, language, minutes=left)


def local(at_ms: int, zone: ZoneInfo) -> datetime:
    return (EPOCH + timedelta(milliseconds=at_ms)).astimezone(zone)


def moment(at_ms: int, zone: ZoneInfo, language: Language) -> str:
    """Day and local time; in the hour that comes twice when summer time ends also which of the two."""
    at = local(at_ms, zone)
    return f"{written_day(at.date(), language)} {clock(at_ms, zone)}"


def near(at_ms: int, other_ms: int, zone: ZoneInfo, language: Language) -> str:
    """The time alone where the day is that of another moment beside it."""
    same = local(at_ms, zone).date() == local(other_ms, zone).date()
    return clock(at_ms, zone) if same else moment(at_ms, zone, language)


def clock(at_ms: int, zone: ZoneInfo) -> str:
    at = local(at_ms, zone)
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    return f"{at:%H:%M} ({offset_of(at)})" if twice else f"{at:%H:%M}"


def offset_of(at: datetime) -> str:
    offset = at.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:]}"


def offsets_of(report: RoomReport) -> str:
    """The offset from UTC, or both when the clock was changed within the period."""
    zone = ZoneInfo(report.zone)
    both = (local(report.begin_ms, zone), local(report.end_ms, zone) - LAST_INSTANT)
    return ", ".join(dict.fromkeys(offset_of(at) for at in both))


def period_words(report: RoomReport, language: Language) -> str:
    """A day by its name, whole days from–to, or two moments."""
    zone = ZoneInfo(report.zone)
    begins, ends = local(report.begin_ms, zone), local(report.end_ms, zone)
    last = (ends - LAST_INSTANT).date()
    if (begins.hour, begins.minute, ends.hour, ends.minute) != (0, 0, 0, 0):
        first, second = (moment(at_ms, zone, language) for at_ms in (report.begin_ms, report.end_ms))
        return f"{first} – {second}"
    if begins.date() == last:
        return day_with_weekday(last, language)
    return f"{written_day(begins.date(), language)} – {written_day(last, language)}"
