"""What `hub doctor` asks of the broker: connect, publish, hear it back. When no hub runs, its own broker is tried in a folder apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import urlsplit

from hub.cli.doctor_checks import Finding, Tone
from hub.cli.os_words import words_of_cause
from hub.cli.running import read_run_file
from hub.devices.events import MessageHeard
from hub.devices.links.mqtt import Acknowledge, Bus
from hub.kernel.causes import Cause
from hub.kernel.clock import Clock
from hub.kernel.errors import Misconfigured
from hub.kernel.ids import token
from hub.settings import Settings
from hub.worker.broker import Broker, ForeignBroker, start_broker

ANSWER_WITHIN_S = 5.0
AGAIN_AFTER_S = 0.2


def look_at_broker(settings: Settings, clock: Clock) -> Iterator[Finding]:
    try:
        with _broker(settings, clock) as broker:
            if comes_back(broker.url, clock):
                yield Finding(Tone.WELL, "broker_answers", {"kind": broker.kind})
            else:
                why = words_of_cause(Cause.NO_ANSWER, settings.hub.language)
                yield Finding(Tone.BROKEN, "broker_silent", {"url": _masked(broker.url), "why": why})
    except Misconfigured as err:
        yield Finding(Tone.BROKEN, "broker_silent", {"url": "–", "why": str(err)})


@contextmanager
def _broker(settings: Settings, clock: Clock) -> Iterator[Broker]:
    """The given one, that of a running hub, or one like the hub would start."""
    said = read_run_file(settings, "run", "work")
    if settings.broker.url is None and said is not None:
        yield ForeignBroker(str(said["broker"]))
        return
    with TemporaryDirectory(prefix="samlast-doctor-") as folder:
        broker = start_broker(replace(settings, data_dir=Path(folder)), clock)
        try:
            yield broker
        finally:
            broker.stop()


def comes_back(url: str, clock: Clock) -> bool:
    """True when a message to a topic nobody else uses is heard again in time."""
    heard = Event()

    def hear(_message: MessageHeard, acknowledge: Acknowledge) -> None:
        acknowledge()
        heard.set()

    topic = f"samlast-doctor/{token()}"
    bus = Bus(url, f"samlast-doctor-{token()[:8]}", clock, hear=hear, topics=(topic,))
    bus.start()
    try:
        deadline = clock.monotonic() + ANSWER_WITHIN_S
        while clock.monotonic() < deadline and not heard.is_set():
            bus.publish(topic, {"asks": "do you hear me"})
            heard.wait(AGAIN_AFTER_S)
    finally:
        bus.stop()
    return heard.is_set()


def _masked(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
