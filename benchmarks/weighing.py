"""From the last byte of a settled frame on the wire to the committed weighing, with eight scales at twenty frames a second.

The scales are simulated in a process of their own (`benchmarks.wire_scales`), which notes when it hands over the last piece of each
frame. Here stands what `hub run` has: a driver thread for each scale, the inbox, the database, and a broker for what the screens are
told. The time is taken when the transaction has been committed; nothing is subtracted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

from benchmarks.measure import Row, house, ms, rank, timed
from benchmarks.wire_scales import LOADED
from hub.devices.drivers.scale import ScaleDriver
from hub.devices.events import DeviceEvent, LoadSettled
from hub.devices.links.mqtt import Bus
from hub.devices.links.streams import open_stream
from hub.devices.ports import Stream
from hub.devices.protocols import dialects
from hub.devices.protocols.mt_sics import MtSics
from hub.devices.spec import ScaleSpec
from hub.devices.supervisor import Supervisor
from hub.settings import BrokerSettings, OwnBroker
from hub.wiring import House
from hub.worker.broker import start_broker
from hub.worker.facts import Facts
from hub.worker.inbox import Inbox, StoredWeighing
from hub.worker.runner import never_raising
from tests.support.scales import FLOOR_SCALE

SCALES = 8
RUN_S = 40.0
WIRE_S = len(LOADED) * 10 / 9_600
SYNCS = 200
PAGE = 4_096


@dataclass
class Counted:
    """A line that remembers how many bytes had come before the newest piece, so that a frame can be found again."""

    line: Stream
    before: int = 0
    bytes_read: int = 0

    def read(self, timeout_s: float) -> bytes:
        raw = self.line.read(timeout_s)
        if raw:
            self.before = self.bytes_read
            self.bytes_read += len(raw)
        return raw

    def write(self, raw: bytes) -> None:
        self.line.write(raw)

    def close(self) -> None:
        self.line.close()


@dataclass
class Watched:
    """What the hub saw: for each load, which byte of its scale the frame that settled it came after, and when it was committed."""

    lines: dict[str, Counted] = field(default_factory=dict)
    settled: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    committed: dict[str, list[float]] = field(default_factory=dict)

    def open(self, key: str, spec: ScaleSpec) -> Counted:
        self.lines[key] = Counted(open_stream(spec.url, spec.line))
        return self.lines[key]

    def loads(self) -> Iterator[tuple[str, int, float, float]]:
        for key, settled in self.settled.items():
            for (before, told), committed in zip(settled, self.committed.get(key, ()), strict=False):
                yield key, before, told, committed


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds for each load: all of it, and the part up to the moment at which the driver told of it."""

    whole: list[float]
    told: list[float]
    sync: list[float]


def rows() -> Iterator[Row]:
    waits = measure()
    median, worst = rank(waits.whole, 50), rank(waits.whole, 99)
    what = f"settled frame to commit, {SCALES} scales, {len(waits.whole)} loads"
    yield Row(f"{what}, median", ms(median), f"< 1/10 wire time = {ms(WIRE_S / 10)}", median < WIRE_S / 10)
    yield Row(f"{what}, p99", ms(worst), f"< 1/2 wire time = {ms(WIRE_S / 2)}", worst < WIRE_S / 2)
    yield Row("of it up to the driver's word, median", ms(rank(waits.told, 50)), "no target")
    yield Row(
        "write of 4 kB and fdatasync, median and p99",
        f"{ms(rank(waits.sync, 50))}, {ms(rank(waits.sync, 99))}",
        "the floor of a commit",
    )


def measure(seconds: float = RUN_S) -> Waits:
    """With a broker, eight lines and a house of their own. The disk's floor is taken before and after."""
    watched = Watched()
    with ExitStack() as stack:
        opened, folder = stack.enter_context(house())
        sync = _syncs(folder)
        scales = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.wire_scales", str(folder), str(SCALES), str(seconds)],
            stdout=subprocess.PIPE,
            text=True,
        )
        stack.callback(scales.wait)
        stack.callback(scales.terminate)
        if scales.stdout is None or scales.stdout.readline() != "ready\n":
            raise RuntimeError("the simulated scales do not start")
        _run_hub(opened, folder, watched, stack)
        frames = json.loads(scales.stdout.readline())
        Event().wait(0.5)
        stack.close()
        # The folder is gone with the house; the floor of the same disk is taken once more in a new one.
        with house() as (_, again):
            sync += _syncs(again)
    return Waits(*_waits(frames, watched), sync)


def _run_hub(opened: House, folder: Path, watched: Watched, stack: ExitStack) -> None:
    """What `hub.worker.runner` makes of the settings, for these eight scales."""
    settings = replace(opened.settings, data_dir=folder, broker=BrokerSettings(None, OwnBroker.AUTO))
    broker = start_broker(settings, opened.clock)
    stack.callback(broker.stop)
    bus = Bus(broker.url, "samlast-bench", opened.clock, hear=None, topics=())
    bus.start()
    stack.callback(bus.stop)
    facts = Facts(opened, dialects.read)

    def weigh(load: LoadSettled) -> StoredWeighing:
        stored = facts.weigh(load)
        watched.committed.setdefault(load.device, []).append(monotonic())
        return stored

    publish = never_raising(bus.publish)
    inbox = Inbox(opened.clock, publish, weigh=weigh, store=facts.store, bury=facts.bury)

    def tell(event: DeviceEvent) -> None:
        if isinstance(event, LoadSettled):
            before = watched.lines[event.device].before
            watched.settled.setdefault(event.device, []).append((before, monotonic()))
        inbox.post(event)

    inbox.start()
    stack.callback(inbox.stop)
    supervisor = Supervisor()
    stack.callback(supervisor.stop)
    for number in range(SCALES):
        spec = replace(FLOOR_SCALE, key=f"s{number}", url=str(folder / f"s{number}"), stream=True)
        driver = ScaleDriver(spec, partial(watched.open, spec.key, spec), MtSics, opened.clock, tell)
        supervisor.start(f"scale-{spec.key}", driver.run, driver.lost)


def _waits(frames: dict[str, list[tuple[int, float]]], watched: Watched) -> tuple[list[float], list[float]]:
    """From the write of the first frame that ends in the piece read last. The first load of each scale pays for what is made once."""
    whole, told = [], []
    first = set[str]()
    for key, before, told_at, committed in watched.loads():
        ends = [end for end, _ in frames[key]]
        _, sent = frames[key][bisect_left(ends, before + 1)]
        if key in first:
            whole.append(committed - sent)
            told.append(told_at - sent)
        first.add(key)
    return whole, told


def _syncs(folder: Path) -> list[float]:
    """Seconds of a write of one page and its way to the disk."""
    with (folder / "floor").open("ab", buffering=0) as floor:

        def sync() -> None:
            floor.write(bytes(PAGE))
            os.fdatasync(floor.fileno())

        return timed(sync, SYNCS)
