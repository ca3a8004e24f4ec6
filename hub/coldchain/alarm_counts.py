"""How alarms go: how many a day, which rooms chatter, which ended without anybody. Counts of alarms, never of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hub.coldchain.alarms import AlarmView

CHATTERS_FROM = 3
WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class AlarmCounts:
    """`by_day` the newest first, days without alarms left out; `chattering` the newest alarm of each that comes again and again."""

    by_day: Sequence[tuple[date, int]]
    chattering: Sequence[tuple[AlarmView, int]]
    never_acknowledged: Sequence[AlarmView]


def counts(views: Sequence[AlarmView], zone: ZoneInfo) -> AlarmCounts:
    """The views are the newest first."""
    days = Counter(view.alarm.raised_at.astimezone(zone).date() for view in views)
    alike: dict[tuple[object, ...], list[AlarmView]] = {}
    for view in views:
        alarm = view.alarm
        alike.setdefault((alarm.kind, alarm.place_id, alarm.probe_id, alarm.side), []).append(view)
    chattering = [
        (group[0], most) for group in alike.values() if (most := _most_within(group)) >= CHATTERS_FROM
    ]
    return AlarmCounts(
        by_day=sorted(days.items(), reverse=True),
        chattering=sorted(chattering, key=lambda pair: -pair[1]),
        never_acknowledged=[view for view in views if view.is_over and not view.is_acknowledged],
    )


def _most_within(group: Sequence[AlarmView]) -> int:
    """The most alarms of one kind within any 24 hours."""
    times = sorted(view.alarm.raised_at for view in group)
    return max(sum(1 for other in times if timedelta(0) <= other - at <= WITHIN) for at in times)
