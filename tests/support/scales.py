"""Scales for tests of the driver: one that answers as it is told to, and an ear that keeps what the driver says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from hub.devices.commands import CommandAnswered, Outcome, ScaleCommand
from hub.devices.drivers.scale import Decoder, ScaleDriver
from hub.devices.events import DeviceBack, DeviceEvent, DeviceLost, LiveState, LiveWeight, LoadSettled
from hub.devices.links.streams import open_stream
from hub.devices.protocols.frames import Frame, Kind, Moving, Weight
from hub.devices.protocols.mt_sics import MtSics
from hub.devices.spec import LineSettings, ScaleSpec
from hub.devices.supervisor import Supervisor
from hub.kernel.clock import SystemClock
from hub.kernel.quantity import Mass
from hub.kernel.words import Words

FLOOR_SCALE = ScaleSpec(
    key="goods_in",
    name=Words("Varemottak", "Godsmottagning", "Goods in"),
    url="",
    line=LineSettings(9600, 8, "N", 1),
    protocol="mt_sics",
    place="DOCK",
    unit="kg",
    maximum=Mass.grams(60_000),
    minimum=Mass.grams(200),
    division=Mass.grams(10),
    zero_band=Mass.grams(50),
    change=Mass.grams(50),
    window_s=Decimal("0.3"),
    poll_s=Decimal("0.05"),
    stream=False,
    serial=None,
    verified_until=date(2027, 6, 30),
)


def _nobody(command: ScaleCommand) -> None:
    raise AssertionError(command)


class Ear:
    """Everything a driver told, in order."""

    def __init__(self) -> None:
        self.events: list[DeviceEvent] = []
        self.command: Callable[[ScaleCommand], None] = _nobody

    def __call__(self, event: DeviceEvent) -> None:
        self.events.append(event)

    @property
    def loads(self) -> list[LoadSettled]:
        return [event for event in list(self.events) if isinstance(event, LoadSettled)]

    @property
    def lost(self) -> list[str]:
        return [event.why for event in list(self.events) if isinstance(event, DeviceLost)]

    @property
    def answers(self) -> list[tuple[str, Outcome]]:
        return [(e.operation, e.outcome) for e in list(self.events) if isinstance(e, CommandAnswered)]

    @property
    def backs(self) -> int:
        return sum(isinstance(event, DeviceBack) for event in list(self.events))

    @property
    def live(self) -> list[LiveWeight]:
        return [event for event in list(self.events) if isinstance(event, LiveWeight)]

    def shows(self, state: LiveState) -> bool:
        return bool(self.live) and self.live[-1].state is state


class ToldScale:
    """A `Session` that answers each command from a table, and repeats `stream` by itself. What is not there is silence."""

    deaf = False
    dropped = False

    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self.answers = answers
        self.stream = b""
        self.asked: list[bytes] = []
        self._pending = b""

    def receive(self, chunk: bytes) -> bytes:
        *lines, self._pending = (self._pending + chunk).split(b"\r\n")
        self.asked += lines
        return b"".join(self.answers.get(line, b"") for line in lines)

    def poll(self) -> bytes:
        return self.stream

    def close(self) -> None:
        """The table stays."""


class MuteLanguage:
    """A language of scales that only stream: `G`, `N` or `?` (moving, without a number), the weight, the tare; no unit."""

    ask_weight: bytes | None = None
    ask_tare_memory: bytes | None = None
    ask_serial: bytes | None = None

    def __init__(self) -> None:
        self._pending = b""

    def asked(self, request: bytes) -> None:
        raise AssertionError(request)

    def feed(self, raw: bytes) -> list[Frame]:
        *lines, self._pending = (self._pending + raw).split(b"\n")
        return [self._read(line) for line in lines]

    @staticmethod
    def _read(line: bytes) -> Frame:
        mark, *numbers = line.decode().split()
        if mark == "?":
            return Moving(line)
        return Weight(numbers[0], None, stable=True, kind=MARKS[mark], raw=line, tare=numbers[1])


MARKS = {"G": Kind.GROSS, "N": Kind.NET}


@contextmanager
def driving(
    spec: ScaleSpec, url: str, new_decoder: Callable[[], Decoder] = MtSics, *, stood: Mass | None = None
) -> Iterator[Ear]:
    """The driver of this scale in a thread of its own, until the block ends. `stood`: what a hub of before wrote down last."""
    ear = Ear()
    driver = ScaleDriver(
        spec=replace(spec, url=url),
        open_line=partial(open_stream, url, spec.line),
        new_decoder=new_decoder,
        clock=SystemClock(),
        tell=ear,
        stood=stood,
    )
    ear.command = driver.command
    supervisor = Supervisor()
    supervisor.start(f"scale-{spec.key}", driver.run, driver.lost)
    try:
        yield ear
    finally:
        supervisor.stop()
