"""How a scale talks, whatever its language: unasked at a steady pace, on request, or when the print key is pressed.

A language hands over a `Grammar`: how a frame looks and which requests it knows. Bytes in, bytes out; no wire, and time
only as the platform's own ticks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum, auto

from firmware_sim.indicator import Indicator, Shown
from firmware_sim.scale import Condition

LONGEST_REQUEST = 80
STABILITY_TIMEOUT_S = 5.0
NO_BYTES = b""


class Mode(StrEnum):
    """When a scale speaks."""

    STREAM = "stream"
    ASKED = "asked"
    PRINT = "print"


class Ask(Enum):
    """What a request wants."""

    NOW = auto()
    STABLE = auto()
    STREAM = auto()
    STOP = auto()
    TARE = auto()
    CLEAR_TARE = auto()
    ZERO = auto()


class DoesNotFit(Exception):
    """The number has more digits than the frame has places."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What a person sets in the menu of the indicator."""

    mode: Mode = Mode.ASKED
    frames_per_second: float = 10.0
    address: int = 1
    serial_number: str = "B210400131"


Frame = Callable[[Shown, Manner], bytes]
Cut = Callable[[bytes], tuple[list[bytes], bytes]]


def lines(pending: bytes) -> tuple[list[bytes], bytes]:
    """Requests that end with CR, LF or both."""
    *whole, rest = pending.replace(b"\r", b"\n").split(b"\n")
    return [line for line in whole if line], rest


def letters(pending: bytes) -> tuple[list[bytes], bytes]:
    """Requests of one byte that nothing ends; line ends between them mean nothing."""
    return [bytes([byte]) for byte in pending if byte not in b"\r\n"], b""


@dataclass(frozen=True, slots=True)
class Grammar:
    """One wire language as data. `done` and `refused` answer a zero or tare, `unknown` any other request."""

    frame: Frame
    asks: Mapping[bytes, Ask | bytes | Frame] = field(default_factory=dict)
    cut: Cut = lines
    done: bytes = NO_BYTES
    refused: bytes = NO_BYTES
    timed_out: bytes = NO_BYTES
    unknown: bytes = NO_BYTES
    speaker: "type[Speaker] | None" = None

    def open(self, indicator: Indicator, manner: Manner) -> "Speaker":
        return (self.speaker or Speaker)(indicator, self, manner)


class Speaker:
    """One conversation over one connection."""

    def __init__(self, indicator: Indicator, grammar: Grammar, manner: Manner) -> None:
        self.indicator = indicator
        self.grammar = grammar
        self.manner = manner
        self._pending = b""
        self._streaming = manner.mode is Mode.STREAM
        self._last_s = indicator.model.elapsed_s
        self._waiting: tuple[bytes, float] | None = None
        self._armed = False

    # ---- the wire side

    def receive(self, chunk: bytes) -> bytes:
        requests, self._pending = self.grammar.cut(self._pending + chunk)
        if len(self._pending) > LONGEST_REQUEST:
            self._pending = b""
        return b"".join(self.answer(request) for request in requests)

    def poll(self) -> bytes:
        """Whatever has become due since the last call."""
        out = self._answer_waiting()
        if self._streaming:
            return out + self._due_frames()
        return out + (self._print_settled() if self.manner.mode is Mode.PRINT else b"")

    def frame(self) -> bytes:
        """One frame of what is shown now; also what the print key sends."""
        return self.told(self.grammar.frame)

    # ---- requests

    def answer(self, request: bytes) -> bytes:
        """The default conversation; a language with turns of its own replaces it."""
        wanted = self.grammar.asks.get(request)
        if wanted is None:
            return self.grammar.unknown
        if isinstance(wanted, bytes):
            return wanted
        return self._obey(wanted, request) if isinstance(wanted, Ask) else self.told(wanted)

    def _obey(self, wanted: Ask, request: bytes) -> bytes:
        if wanted is Ask.NOW:
            return self.frame()
        if wanted is Ask.STABLE:
            self._waiting = (request, self.indicator.model.elapsed_s)
            return self._answer_waiting()
        if wanted in (Ask.STREAM, Ask.STOP):
            self._streaming = wanted is Ask.STREAM
            return b""
        return self.grammar.done if self.key(wanted) else self.grammar.refused

    def key(self, wanted: Ask) -> bool:
        """Presses tare or zero and says whether it was taken."""
        model = self.indicator.model
        if wanted is Ask.CLEAR_TARE:
            model.clear_tare()
            return True
        return (model.tare() if wanted is Ask.TARE else model.zero()) is None

    def _answer_waiting(self) -> bytes:
        if self._waiting is None:
            return b""
        request, since_s = self._waiting
        shown = self.indicator.shown()
        if shown.stable or not shown.in_range:
            self._waiting = None
            return self.settled(request)
        if shown.moment_s - since_s < STABILITY_TIMEOUT_S:
            return b""
        self._waiting = None
        return self.grammar.timed_out

    def settled(self, _request: bytes) -> bytes:
        """The answer to a request that waited for the load to come to rest."""
        return self.frame()

    # ---- unasked

    def _due_frames(self) -> bytes:
        """A line that is faster than the converter repeats values, as real ones do; never more than one second's worth."""
        now_s = self.indicator.model.elapsed_s
        pace = self.manner.frames_per_second
        due = int((now_s - self._last_s) * pace + 1e-6)
        if due < 1:
            return b""
        kept = min(due, max(1, int(pace)))
        self._last_s = self._last_s + due / pace
        return self.frame() * kept

    def _print_settled(self) -> bytes:
        """A scale set to print by itself does so once for each load that came to rest."""
        shown = self.indicator.shown()
        if shown.moving or not shown.in_range:
            self._armed = True
        elif self._armed:
            self._armed = False
            return self.frame() if shown.gross >= shown.division * 20 else b""
        return b""

    # ---- words

    def told(self, frame: Frame) -> bytes:
        """A number with too many digits is told as too heavy: that is what a glass without room shows."""
        shown = self.indicator.shown()
        try:
            return frame(shown, self.manner)
        except DoesNotFit:
            return frame(_too_heavy(shown), self.manner)


def _too_heavy(shown: Shown) -> Shown:
    return Shown(
        gross=Decimal(0), tare=Decimal(0), unit=shown.unit, division=shown.division, stable=shown.stable,
        condition=Condition.OVERLOAD, moment_s=shown.moment_s,
    )  # fmt: skip


# ---- numbers as frames write them


def number(value: Decimal, places: int) -> str:
    return f"{value:.{places}f}"


def right(text: str, width: int) -> str:
    """Blanks in front."""
    if len(text) > width:
        raise DoesNotFit(text)
    return text.rjust(width)


def zeros(value: Decimal, places: int, width: int) -> str:
    """Zeros in front; a minus takes the first place."""
    text = number(abs(value), places)
    room = width - (value < 0)
    if len(text) > room:
        raise DoesNotFit(text)
    return ("-" if value < 0 else "") + text.zfill(room)


def sign(value: Decimal, plus: str = "+") -> str:
    return "-" if value < 0 else plus


def hex_of_xor(text: bytes) -> bytes:
    """XOR of all bytes as two capital hexadecimal digits."""
    return b"%02X" % xor(text)


def xor(text: bytes) -> int:
    result = 0
    for byte in text:
        result ^= byte
    return result
