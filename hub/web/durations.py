"""Moments and lengths of time of which only a range is known, in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from hub.coldchain.readings import from_ms
from hub.web.format import clock_time, moment

MINUTE_MS = 60_000
MINUTES_AN_HOUR = 60


def moments(first_ms: int, last_ms: int) -> str:
    """One moment, or "between … and …" when the truth lies in a gap."""
    first, last = from_ms(first_ms), from_ms(last_ms)
    if clock_time(first) == clock_time(last) and last_ms - first_ms < MINUTE_MS:
        return moment(first)
    return str(_("between %(first)s and %(last)s", first=moment(first), last=moment(last)))


def lasted_between(least_ms: int, most_ms: int) -> str:
    """Whole minutes: the sure time downwards, the possible time upwards."""
    least, most = least_ms // MINUTE_MS, -(-most_ms // MINUTE_MS)
    if most_ms - least_ms < MINUTE_MS:
        return minutes(least)
    return str(_("between %(least)s and %(most)s", least=minutes(least), most=minutes(most)))


def minutes(count: int) -> str:
    hours, left = divmod(count, MINUTES_AN_HOUR)
    if hours:
        return str(_("%(hours)s h %(minutes)s min", hours=hours, minutes=left))
    return str(_("%(minutes)s min", minutes=left))
