"""From the last byte of a settled frame on the wire to the committed weighing, with eight scales at twenty frames a second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from time import perf_counter

from benchmarks.measure import Row, house, ms, rank
from firmware_sim.serving import PtyServer
from hub.devices.drivers.scale import ScaleDriver
from hub.devices.events import DeviceEvent, LoadSettled
from hub.devices.links.streams import open_stream
from hub.devices.ports import EventSink
from hub.devices.protocols import dialects
from hub.devices.protocols.mt_sics import MtSics
from hub.devices.supervisor import Supervisor
from hub.kernel.clock import Clock
from hub.worker.facts import Facts
from hub.worker.inbox import Inbox
from tests.support.scales import FLOOR_SCALE

SCALES = 8
EVERY_S = 0.05
FRAMES_LOADED, FRAMES_EMPTY = 12, 4
RUN_S = 16.0
FRAME = b"S S      10.45 kg\r\n"
EMPTY = b"S S       0.00 kg\r\n"
NO_TARE = b"TA A       0.00 kg\r\n"
WIRE_S = len(FRAME) * 10 / 9_600


class Streaming:
    """A `Session` that sends one frame every 50 ms, a load for a while and then none, and remembers when."""

    deaf = False
    dropped = False

    def __init__(self, offset: int) -> None:
        self._count = offset
        self._next = perf_counter() + offset * EVERY_S / SCALES
        self.sent_at = 0.0

    def receive(self, chunk: bytes) -> bytes:
        return NO_TARE if b"TA" in chunk else b""

    def poll(self) -> bytes:
        now = perf_counter()
        if now < self._next:
            return b""
        self._next += EVERY_S
        self._count += 1
        self.sent_at = now
        loaded = self._count % (FRAMES_LOADED + FRAMES_EMPTY) < FRAMES_LOADED
        return FRAME if loaded else EMPTY

    def close(self) -> None:
        """Nothing is held."""


def rows() -> Iterator[Row]:
    waits = measure()
    median, worst = rank(waits, 50), rank(waits, 99)
    what = f"settled frame to commit, {SCALES} scales, {len(waits)} loads"
    yield Row(f"{what}, median", ms(median), f"< 1/10 wire time = {ms(WIRE_S / 10)}", median < WIRE_S / 10)
    yield Row(f"{what}, p99", ms(worst), f"< 1/2 wire time = {ms(WIRE_S / 2)}", worst < WIRE_S / 2)


def measure() -> list[float]:
    """Seconds from the simulated scale's write to the return of the commit, for each load."""
    waits: list[float] = []
    with ExitStack() as stack:
        opened, folder = stack.enter_context(house())
        sessions = {f"s{number}": Streaming(number) for number in range(SCALES)}
        facts = Facts(opened, dialects.read)

        def publish(topic: str, payload: Mapping[str, object], *, retain: bool = False) -> None:
            del payload, retain
            key = topic.removeprefix("samlast/live/weighing/")
            if key in sessions:
                waits.append(perf_counter() - heard.pop(key))

        heard: dict[str, float] = {}
        inbox = Inbox(opened.clock, publish, weigh=facts.weigh, store=facts.store, bury=facts.bury)

        def tell(event: DeviceEvent) -> None:
            if isinstance(event, LoadSettled):
                heard[event.device] = sessions[event.device].sent_at
            inbox.post(event)

        inbox.start()
        stack.callback(inbox.stop)
        supervisor = Supervisor()
        stack.callback(supervisor.stop)
        for key, session in sessions.items():
            _drive(key, session, folder, stack, supervisor, opened.clock, tell)
        Event().wait(RUN_S)
        supervisor.stop()
    # The first load of each scale pays for what is made once.
    return waits[SCALES:]


def _drive(  # noqa: PLR0917 - the parts of one scale
    key: str,
    session: Streaming,
    folder: Path,
    stack: ExitStack,
    supervisor: Supervisor,
    clock: Clock,
    tell: EventSink,
) -> None:
    server = PtyServer(folder / key, lambda: session)
    stack.callback(server.stop)
    server.start()
    spec = replace(FLOOR_SCALE, key=key, url=str(folder / key), stream=True)
    driver = ScaleDriver(spec, partial(open_stream, spec.url, spec.line), MtSics, clock, tell)
    supervisor.start(f"scale-{key}", driver.run, driver.lost)
