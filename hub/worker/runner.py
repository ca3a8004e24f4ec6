"""Starts everything that runs without a browser, in order, and stops it in the reverse order.

Each start pushes its own clean-up at once, so that a failure half-way leaves nothing running. Not for: web pages.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from typing import cast

from hub.coldchain.hearing import Memory
from hub.devices import commands
from hub.devices.drivers.scale import Decoder, ScaleDriver
from hub.devices.drivers.scanner import ScannerDriver
from hub.devices.events import MessageHeard
from hub.devices.links.intake import Intake
from hub.devices.links.mqtt import Bus
from hub.devices.links.streams import open_stream
from hub.devices.spec import ScaleSpec, ScannerSpec
from hub.devices.supervisor import Supervisor
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.wiring import House
from hub.worker.clock_watch import ClockThread, ClockWatch
from hub.worker.facts import Facts
from hub.worker.house_jobs import jobs_of
from hub.worker.inbox import STATE_TOPIC, Inbox
from hub.worker.jobs import Jobs
from hub.worker.live import Publish
from hub.worker.spool import Spool

OUR_TOPICS = "samlast/"
HUB_STATE_TOPIC = "samlast/state/hub"
# The broker keeps a queue under each name while the hub is away, so they never change.
INTAKE_NAME = "samlast-work"
WORKER_NAME = "samlast-work-says"

log = logging.getLogger(__name__)


def start(house: House, broker_url: str, stack: ExitStack) -> None:
    """Broker connection, event inbox, print spool, scales, scanners and timed jobs."""
    bus = _Late()
    publish = never_raising(bus.publish)
    alone = is_alone(house)
    reader = house.settings.devices.sensors.new_reader(bus.ask)
    facts = Facts(house, reader.read, Memory(alone=alone))
    inbox = Inbox(house.clock, publish, weigh=facts.weigh, store=facts.store, bury=facts.bury)
    drivers = {spec.key: scale_of(spec, house.clock, inbox, facts) for spec in house.settings.devices.scales}
    stack.callback(bus.stop)
    inbox.start()
    stack.callback(inbox.stop)
    spool = Spool(house, publish)
    bus.connect(house, broker_url, inbox, drivers, spool.wake)
    inbox.tell_state()
    spool.start()
    stack.callback(spool.stop)
    lines = Supervisor()
    stack.callback(lines.stop)
    for key, driver in drivers.items():
        lines.start(f"scale-{key}", driver.run, driver.lost)
    for spec in house.settings.devices.scanners:
        scanner = scanner_of(spec, house.clock, inbox)
        lines.start(f"scanner-{spec.key}", scanner.run, scanner.lost)
    steady = ClockWatch(house.clock)
    jobs = Jobs(jobs_of(house, publish, steady, bus.ask), house.clock)
    jobs.start()
    stack.callback(jobs.stop)
    hands = ClockThread(house.database, steady, house.clock, jobs.begin_anew)
    hands.start()
    stack.callback(hands.stop)


def is_alone(house: House) -> bool:
    """No other process listens to the sensors; on SQLite none can."""
    return house.settings.broker.listeners == 1 or house.database.is_sqlite


def start_listener(house: House, broker_url: str, number: int, stack: ExitStack) -> None:
    """One more process that only stores what sensors say: each message goes to one of those who share them."""
    name = f"{INTAKE_NAME}-{number}"
    bus = Bus(broker_url, f"{name}-says", house.clock)
    publish = never_raising(bus.publish)
    sensors = house.settings.devices.sensors
    facts = Facts(house, sensors.new_reader(bus.ask).read, Memory(alone=False))
    inbox = Inbox(
        house.clock,
        publish,
        weigh=facts.weigh,
        store=facts.store,
        bury=facts.bury,
        state_topic=f"{STATE_TOPIC}-{number}",
    )
    bus.start()
    stack.callback(bus.stop)
    inbox.start()
    stack.callback(inbox.stop)
    if sensors.topics:
        hear = partial(listen, inbox)
        topics = sensors.shared_topics()
        intake = Intake(broker_url, name, house.clock, hear=hear, topics=topics, leaves=True)
        intake.start()
        stack.callback(intake.stop)
    inbox.tell_state()


def listen(inbox: Inbox, message: MessageHeard, acknowledge: Callable[[], None]) -> None:
    """A subscription to everything brings back our own words, which are no measurements."""
    if message.topic.startswith(OUR_TOPICS):
        acknowledge()
    else:
        inbox.hear(message, acknowledge)


def scale_of(spec: ScaleSpec, clock: Clock, inbox: Inbox, facts: Facts) -> ScaleDriver:
    """A driver that knows the load written down last, so that a crate still standing there is not weighed twice."""
    stood, tare = facts.last_stood(spec.key) or (None, Mass(0))
    return ScaleDriver(
        spec=spec,
        open_line=partial(open_stream, spec.url, spec.line),
        new_decoder=cast("Callable[[], Decoder]", spec.new_decoder),
        clock=clock,
        tell=inbox.post,
        stood=stood,
        stood_tare=tare,
    )


def scanner_of(spec: ScannerSpec, clock: Clock, inbox: Inbox) -> ScannerDriver:
    return ScannerDriver(spec, partial(open_stream, spec.url, spec.line), clock, inbox.post)


class _Late:
    """Inbox and broker connections know each other; this one is made first and connected second."""

    def __init__(self) -> None:
        self._bus: Bus | None = None
        self._intake: Intake | None = None
        self._clock: Clock | None = None

    def connect(
        self,
        house: House,
        broker_url: str,
        inbox: Inbox,
        drivers: Mapping[str, ScaleDriver],
        wake: Callable[[str], None],
    ) -> None:
        def hear(message: MessageHeard, acknowledge: Callable[[], None]) -> None:
            acknowledge()
            obey(message, drivers, wake)

        self._clock = house.clock
        sensors = house.settings.devices.sensors
        if sensors.topics:
            alone, shared = sensors.topics, sensors.shared_topics()
            topics, no_more = (alone, shared) if is_alone(house) else (shared, alone)
            self._intake = Intake(
                broker_url,
                INTAKE_NAME,
                house.clock,
                hear=partial(listen, inbox),
                topics=topics,
                no_more=tuple(topic for topic in no_more if topic not in topics),
            )
        self._bus = Bus(
            broker_url,
            WORKER_NAME,
            house.clock,
            hear=hear,
            topics=(f"{commands.TOPIC}+", f"{commands.WAKE}+"),
            persistent=True,
            will=(HUB_STATE_TOPIC, self._state("lost", "the connection broke")),
        )
        self._bus.start()
        if self._intake is not None:
            self._intake.start()
        self.publish(HUB_STATE_TOPIC, self._state("back", ""), retain=True)

    def publish(self, topic: str, payload: Mapping[str, object], *, retain: bool = False) -> None:
        if self._bus is not None:
            self._bus.publish(topic, payload, retain=retain)

    def ask(self, topic: str, payload: bytes) -> None:
        if self._bus is not None:
            self._bus.ask(topic, payload)

    def stop(self) -> None:
        if self._intake is not None:
            self._intake.stop()
        if self._bus is not None:
            self.publish(HUB_STATE_TOPIC, self._state("lost", "the hub was stopped"), retain=True)
            self._bus.stop()

    def _state(self, state: str, why: str) -> dict[str, object]:
        at = self._clock.now().isoformat() if self._clock else ""
        return {"state": state, "why": why, "at": at}


def obey(
    message: MessageHeard, drivers: Mapping[str, ScaleDriver], wake: Callable[[str], None] = lambda _: None
) -> None:
    """A command to one of our scales, or a word to a printer. One that the broker kept is of another moment."""
    if message.topic.startswith(commands.WAKE):
        wake(message.topic.removeprefix(commands.WAKE))
        return
    if message.retained or not message.topic.startswith(commands.TOPIC):
        return
    command = commands.read_command(message.topic, json_object(message.payload))
    if command is None:
        log.warning("no command can be read on %s", message.topic)
    elif command.device in drivers:
        drivers[command.device].command(command)


def never_raising(publish: Publish) -> Publish:
    """Telling the screens must not undo or repeat what is already stored: a failure is logged and the work goes on."""

    def tell(topic: str, payload: Mapping[str, object], *, retain: bool = False) -> None:
        try:
            publish(topic, payload, retain=retain)
        except Exception:  # the edge of a device thread: paho raises many kinds
            log.exception("nobody could be told about %s", topic)

    return tell


def feed_live_board(house: House, broker_url: str, stack: ExitStack) -> None:
    """What the worker publishes reaches the live board of this process through the broker."""

    def hear(message: MessageHeard, acknowledge: Callable[[], None]) -> None:
        acknowledge()
        payload = json_object(message.payload)
        if payload is not None:
            house.live.post(message.topic, payload)

    bus = Bus(broker_url, f"samlast-web-{os.getpid()}", house.clock, hear=hear, topics=(f"{OUR_TOPICS}#",))
    bus.start()
    stack.callback(bus.stop)
    house.live.speak_through(bus.command)
    stack.callback(house.live.speak_through, None)


def json_object(payload: bytes) -> dict[str, object] | None:
    """The object in a payload, or None for anything else: whoever can publish must not be able to stop the feed."""
    try:
        read = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
