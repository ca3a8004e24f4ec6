"""One scale: asks it, listens, and turns frames into events: the live weight, loads as they settle, lost once, back once.

Health is the time since the last valid frame, never "the port is open". Knows no crate, no tare of a crate, no order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from hub.devices import settle
from hub.devices.events import DeviceBack, DeviceLost, LiveState, LiveWeight, LoadSettled
from hub.devices.ports import EventSink, Stream
from hub.devices.protocols.frames import (
    Answer,
    Counted,
    Frame,
    Garbled,
    Kind,
    Overload,
    Refused,
    Underload,
    Weight,
)
from hub.devices.settle import Seen, SettleRule, Standing, Watch
from hub.devices.spec import ScaleSpec
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass

STALE_S = 2.0
ANSWER_S = 0.5
RECONNECT_S = 1.0
REPEAT_LIVE_S = 1.0
NO_TARE = Mass(0)

_LIVE = {
    Standing.EMPTY: LiveState.EMPTY,
    Standing.MOVING: LiveState.MOVING,
    Standing.WAITING: LiveState.STABLE,
    Standing.SETTLED: LiveState.STABLE,
    Standing.TAKEN: LiveState.STABLE,
    Standing.TOO_LIGHT: LiveState.STABLE,
    Standing.TOO_HEAVY: LiveState.OVERLOAD,
    Standing.OFF_DIVISION: LiveState.GARBLED,
}


class Decoder(Protocol):
    """A wire language with a way to ask: what `hub.devices.protocols` offers for polled scales."""

    ask_weight: bytes
    ask_tare_memory: bytes
    ask_serial: bytes

    def feed(self, raw: bytes) -> list[Frame]: ...


@dataclass
class ScaleDriver:
    """`open_line` raises OSError when nobody is there. `run` returns when the event is set."""

    spec: ScaleSpec
    open_line: Callable[[], Stream]
    new_decoder: Callable[[], Decoder]
    clock: Clock
    tell: EventSink
    _watch: Watch = field(default_factory=Watch)
    _lost: bool | None = None  # None: not yet known, so that the first valid frame is no "back"
    _last_valid: float = 0.0
    _last_live: tuple[LiveState, Mass | None, str] | None = None
    _live_at: float = 0.0
    _serial: str | None = None
    _tare: Mass = NO_TARE

    def run(self, stopping: Event) -> None:
        while not stopping.is_set():
            try:
                line = self.open_line()
            except OSError as err:
                self._say_lost(str(err))
                stopping.wait(RECONNECT_S)
                continue
            try:
                self._converse(line, stopping)
            except OSError as err:
                self._say_lost(str(err))
                stopping.wait(RECONNECT_S)
            finally:
                line.close()

    @property
    def rule(self) -> SettleRule:
        spec = self.spec
        window_ms = int(spec.window_s * 1000)
        return SettleRule(spec.maximum, spec.minimum, spec.division, spec.zero_band, spec.minimum, window_ms)

    def _converse(self, line: Stream, stopping: Event) -> None:
        decoder = self.new_decoder()
        self._last_valid = self.clock.monotonic()
        # An interrupted line proves nothing about the load that lay there, but the load taken before is still known.
        self._watch = settle.interrupted(self._watch)
        while line.read(0):
            pass
        line.write(decoder.ask_serial)
        self._await_answer(line, decoder, ANSWER_S, stopping)
        while not stopping.is_set():
            line.write(decoder.ask_weight)
            begun = self.clock.monotonic()
            answered = self._await_answer(line, decoder, ANSWER_S, stopping)
            self._judge_silence()
            left = float(self.spec.poll_s) - (self.clock.monotonic() - begun)
            if answered and left > 0:
                stopping.wait(left)
            if self._watch.candidate is not None and self._watch.taken != self._watch.candidate:
                self._ask_tare(line, decoder, stopping)

    def _ask_tare(self, line: Stream, decoder: Decoder, stopping: Event) -> None:
        """What the display shows is net of the scale's own tare; the record needs both. Asked while the window runs."""
        if len(self._watch.frames) == 1:
            line.write(decoder.ask_tare_memory)
            self._await_answer(line, decoder, ANSWER_S, stopping)

    def _await_answer(self, line: Stream, decoder: Decoder, within_s: float, stopping: Event) -> bool:
        """True when a whole frame came. A scale that streams by itself is simply answered early."""
        deadline = self.clock.monotonic() + within_s
        while (left := deadline - self.clock.monotonic()) > 0 and not stopping.is_set():
            frames = decoder.feed(line.read(min(left, 0.1)))
            for frame in frames:
                self._take(frame)
            if frames:
                return True
        return False

    def _take(self, frame: Frame) -> None:
        if not isinstance(frame, Garbled):
            self._last_valid = self.clock.monotonic()
            self._say_back()
        match frame:
            case Weight(kind=Kind.TARE):
                self._note_tare(frame)
            case Weight():
                self._weigh(frame)
            case Answer(command="I4" | "@"):
                self._serial = frame.text.strip('"') or self._serial
            case Answer():
                pass
            case Overload():
                self._break(LiveState.OVERLOAD, "")
            case Underload():
                self._break(LiveState.UNDERLOAD, "")
            case Refused() if frame.code.startswith(("S ", "E")):
                self._break(LiveState.REFUSED, frame.code)
            case Refused():
                self._tare = NO_TARE
            case Counted():
                self._break(LiveState.REFUSED, f"{frame.value} pcs")
            case Garbled():
                self._break(LiveState.GARBLED, "")

    def _break(self, state: LiveState, shown: str) -> None:
        self._watch = settle.interrupted(self._watch)
        self._say_live(state, None, shown)

    def _note_tare(self, frame: Weight) -> None:
        try:
            self._tare = Mass.parse(frame.value, frame.unit.lower())
        except ValueError:
            self._tare = NO_TARE

    def _weigh(self, frame: Weight) -> None:
        shown = f"{frame.value} {frame.unit}"
        if frame.unit.lower() != self.spec.unit:
            self._break(LiveState.REFUSED, shown)
            return
        try:
            mass = Mass.parse(frame.value, self.spec.unit)
        except ValueError:
            self._break(LiveState.GARBLED, shown)
            return
        seen = Seen(mass, frame.stable, int(self.clock.monotonic() * 1000), frame.raw)
        self._watch, standing = settle.step(self.rule, self._watch, seen)
        self._say_live(_LIVE[standing], mass, shown)
        if standing is Standing.SETTLED:
            self._say_settled(frame, mass, shown)

    def _say_settled(self, frame: Weight, mass: Mass, shown: str) -> None:
        if frame.gross is not None and frame.tare is not None:
            self._tare = Mass.parse(frame.tare, self.spec.unit)
        self.tell(
            LoadSettled(
                device=self.spec.key,
                at=self.clock.now(),
                gross=mass + self._tare,
                tare=self._tare,
                tare_kind="T" if self._tare else "none",
                net=mass,
                shown=shown,
                raw=b"".join(self._watch.frames),
                serial=self._serial,
                alibi_number=frame.alibi,
            )
        )

    def _judge_silence(self) -> None:
        if self.clock.monotonic() - self._last_valid > STALE_S:
            self._watch = settle.interrupted(self._watch)
            self._say_lost("silent")

    def _say_live(self, state: LiveState, mass: Mass | None, shown: str) -> None:
        now = self.clock.monotonic()
        live = (state, mass, shown)
        if live != self._last_live or now - self._live_at >= REPEAT_LIVE_S:
            self._last_live, self._live_at = live, now
            self.tell(LiveWeight(self.spec.key, self.clock.now(), state, mass, shown))

    def _say_lost(self, why: str) -> None:
        self._say_live(LiveState.SILENT if why == "silent" else LiveState.LOST, None, "")
        if not self._lost:
            self._lost = True
            self.tell(DeviceLost(self.spec.key, self.clock.now(), why))

    def _say_back(self) -> None:
        # The first word after the start is said too: a page that still shows an old loss must learn of it.
        if self._lost is not False:
            self._lost = False
            self.tell(DeviceBack(self.spec.key, self.clock.now()))
