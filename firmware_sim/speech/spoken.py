"""What every dialect of the simulated sensors has: a report, perhaps words for being there, perhaps a bridge in between."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from firmware_sim.messages import Message
from firmware_sim.probes import ProbeSpec, Reading, Trouble

GATEWAY = "C8:25:2D:8E:9C:2C"


@dataclass(frozen=True, slots=True)
class Moment:
    """The time on the device's own clock, which may be wrong."""

    unix_s: float

    @property
    def whole_s(self) -> int:
        return int(self.unix_s)

    @property
    def ms(self) -> int:
        return int(self.unix_s * 1000)

    def local(self) -> str:
        """Without a zone: 2026-03-01T06:00:00."""
        return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(self.unix_s))

    def utc(self) -> str:
        return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(self.unix_s))


def _nothing(_spec: ProbeSpec, _online: bool) -> Message | None:
    return None


def _no_birth(_spec: ProbeSpec, _moment: Moment) -> list[Message]:
    return []


@dataclass(frozen=True, slots=True)
class Speech:
    """One dialect. `bridge` is told once for all probes behind it; each probe without one has a connection of its own."""

    name: str
    report: Callable[[ProbeSpec, Reading, Moment], list[Message]]
    state: Callable[[ProbeSpec, bool], Message | None] = _nothing
    birth: Callable[[ProbeSpec, Moment], list[Message]] = _no_birth
    bridge: Callable[[bool], Message] | None = None


USUAL_CODES: dict[Trouble, float | str | None] = {
    Trouble.UNPLUGGED: -127.0, Trouble.BOOTING: 85.0, Trouble.NO_VALUE: None, Trouble.NOT_A_NUMBER: float("nan"),
}  # fmt: skip


def shown(reading: Reading, codes: dict[Trouble, float | str | None] | None = None) -> float | str | None:
    """The temperature as the device would say it, with its own codes for what goes wrong."""
    if reading.trouble is not None:
        return {**USUAL_CODES, **(codes or {})}[reading.trouble]
    return float(fahrenheit(reading.celsius)) if reading.fahrenheit else float(reading.celsius)


def fahrenheit(celsius: Decimal) -> Decimal:
    return (celsius * 9 / 5 + 32).quantize(Decimal("0.1"))


def compact(stated: object) -> str:
    """JSON without blanks, as most devices write it. NaN stays NaN, which is no JSON and is sent all the same."""
    return json.dumps(stated, separators=(",", ":"), ensure_ascii=False)


def word(online: bool) -> str:
    return "online" if online else "offline"
