"""The watch over the cold rooms as jobs: incidents and alarms each minute, letters, the daily sign of life, signed days and the trail.

Each room is one short transaction, so that readings never wait long. Not for: the scheduler (`hub.worker.jobs`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy.orm import Session

from hub.coldchain import alarms, letters, reviews, watch, watch_devices, witnesses
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.room_days import rooms_in
from hub.receiving.verify_sheets import witnesses_of
from hub.wiring import House
from hub.worker.clock_watch import ClockWatch
from hub.worker.jobs import Job
from hub.worker.live import Publish
from hub.worker.mail import send_waiting

ALARMS_TOPIC = "samlast/live/alarms"
LOOK_EVERY_S = 30
LETTERS_EVERY_S = 15
HOUR_S = 3_600
DAY_LOOKED_AT_EVERY_S = 60
# The newest signed days are looked at each time, the others in turn.
NEWEST_DAYS = 2


def room_jobs(house: House, publish: Publish, steady: ClockWatch) -> Sequence[Job]:
    return (
        Job("rooms", LOOK_EVERY_S, partial(look_at_rooms, house, publish, steady=steady), first_after_s=10),
        Job(
            "rooms, a month back",
            HOUR_S,
            partial(look_at_rooms, house, publish, watch.LONG_LOOK_MS, steady=steady),
            first_after_s=120,
        ),
        Job("letters about alarms", LETTERS_EVERY_S, partial(write_letters, house), first_after_s=15),
        Job("signed days", DAY_LOOKED_AT_EVERY_S, partial(look_at_signed_days, house), first_after_s=45),
        Job("trail", HOUR_S, partial(look_at_trail, house, publish), first_after_s=20),
    )


def look_at_rooms(
    house: House,
    publish: Publish,
    back_ms: int = watch.USUAL_LOOK_MS,
    *,
    steady: ClockWatch | None = None,
) -> None:
    """`steady` says when the house's own clock cannot tell who is silent: then nobody is called so, and nobody well again."""
    clock = house.clock
    with house.database.read() as session:
        now_ms = in_ms(clock.now())
        places = [place.id for place in rooms_in(session, Span(now_ms - back_ms, now_ms))]
    for place_id in places:
        with house.database.write() as session:
            if watch.look_at_room(session, place_id, clock, back_ms):
                _queue(session, house)
    with house.database.write() as session:
        knows = steady is None or steady.is_steady(watch.longest_silence_s(session))
        called = [
            *(watch.look_at_silence(session, clock) if knows else ()),
            *watch_devices.look_at_doors(session, clock),
            *watch_devices.look_at_floods(session, clock),
        ]
        if called:
            _queue(session, house)
    tell_screens(house, publish)


def look_at_trail(house: House, publish: Publish) -> None:
    """Does it hold, and do the readings? Then the trail is told of the readings that came since, so that they are held to it."""
    with house.database.snapshot() as session:
        broken = watch.broken_records(session, witnesses_of(session).audit_heads)
    called = None
    with house.database.write() as session:
        if broken is not None:
            called = watch.call_for_broken(session, broken, house.clock)
        witnesses.tell(session, house.clock)
        if called is not None:
            _queue(session, house)
    if called is not None:
        tell_screens(house, publish)


def look_at_signed_days(house: House) -> None:
    clock, zone = house.clock, house.settings.hub.zone
    now = clock.now()
    since = now.astimezone(zone).date() - reviews.TOLD_FOR
    with house.database.read() as session:
        signed = reviews.signed_days(session, since)
    newest, others = signed[:NEWEST_DAYS], signed[NEWEST_DAYS:]
    turn = [others[in_ms(now) // (DAY_LOOKED_AT_EVERY_S * 1_000) % len(others)]] if others else []
    for day in (*newest, *turn):
        with house.database.write() as session:
            reviews.look_at_signed_days(session, zone, clock, [day])


def write_letters(house: House) -> None:
    """What is owed by now is written down, then everything that waits is sent."""
    settings, zone = house.settings.alarms, house.settings.hub.zone
    plan = settings.plan(zone)
    if not plan.steps:
        return
    with house.database.write() as session:
        _queue(session, house)
        if house.clock.now().astimezone(zone).time() >= settings.alive_at:
            recipients, hub = plan.steps[0].to, house.settings.hub.name
            letters.queue_alive(session, recipients, hub, plan, house.clock)
            letters.queue_calibrations(session, recipients, hub, plan, house.clock)
    send_waiting(house)


def tell_screens(house: House, publish: Publish) -> None:
    """A retained value, so that a page opened later knows it too."""
    with house.database.read() as session:
        calling = alarms.calling(session, in_ms(house.clock.now()))
    publish(
        ALARMS_TOPIC,
        {
            "alarms": [view.alarm.id for view in calling],
            "unheard": [view.alarm.id for view in calling if not view.is_acknowledged],
            "at": house.clock.now().isoformat(),
        },
        retain=True,
    )


def _queue(session: Session, house: House) -> None:
    settings = house.settings
    letters.queue_due(session, settings.alarms.plan(settings.hub.zone), settings.hub.name, house.clock)
