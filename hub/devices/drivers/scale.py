"""One scale: asks it, listens, and turns frames into events: the live weight, loads as they settle, lost once, back once.

Health is the time since the last valid frame, never "the port is open". Knows no crate, no tare of a crate, no order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event
from typing import Protocol

from hub.devices import drift, settle
from hub.devices.commands import Order, ScaleCommand
from hub.devices.drift import Zero
from hub.devices.drivers.scale_alibi import AlibiMemory
from hub.devices.drivers.scale_news import ScaleNews
from hub.devices.drivers.scale_orders import Orders
from hub.devices.events import LiveState, LoadSettled
from hub.devices.ports import EventSink, Stream
from hub.devices.protocols.frames import (
    Answer,
    Counted,
    Frame,
    Garbled,
    Kind,
    Moving,
    Overload,
    Refused,
    TareKind,
    Underload,
    Weight,
)
from hub.devices.settle import Seen, SettleRule, Standing, Watch
from hub.devices.spec import ScaleSpec
from hub.devices.turns import next_turn
from hub.kernel.causes import Cause, said_by
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass

STALE_S = 2.0
# The far end of a network line may be gone without a word; opening it anew is the only way to find out, and costs nothing. A serial
# line that is opened sets signals by which some scales start anew, so it is given more time.
REOPEN_NETWORK_S = STALE_S
REOPEN_SERIAL_S = 10.0
ANSWER_S = 0.5
RECONNECT_S = 1.0
MOST_OLD_PIECES = 64
# One refusal may be a command that the line has spoilt.
REFUSALS_TO_BELIEVE = 2
NO_TARE = Mass(0)
# MT-SICS names itself at I4 and after a restart, Radwag at NB, Sartorius at ESC x2.
SERIAL_ANSWERS = ("I4", "@", "NB", "x2")

_LIVE = {
    Standing.EMPTY: LiveState.EMPTY,
    Standing.MOVING: LiveState.MOVING,
    Standing.WAITING: LiveState.STABLE,
    Standing.SETTLED: LiveState.STABLE,
    Standing.TAKEN: LiveState.STABLE,
    Standing.TOO_LIGHT: LiveState.TOO_LIGHT,
    Standing.TOO_HEAVY: LiveState.OVERLOAD,
    Standing.OFF_DIVISION: LiveState.GARBLED,
}


class Decoder(Protocol):
    """A wire language with its questions. None where there is no such question; without `ask_weight` the scale streams."""

    ask_weight: bytes | None
    ask_tare_memory: bytes | None
    ask_serial: bytes | None

    def feed(self, raw: bytes) -> list[Frame]: ...

    def asked(self, request: bytes) -> None:
        """What was sent, for answers that do not name their question."""
        ...


@dataclass
class ScaleDriver:
    """`open_line` raises OSError when nobody is there. `run` returns when the event is set."""

    spec: ScaleSpec
    open_line: Callable[[], Stream]
    new_decoder: Callable[[], Decoder]
    clock: Clock
    tell: EventSink
    # Where the display stood and the scale's own tare when a load was last written down, before this start.
    stood: Mass | None = None
    stood_tare: Mass = NO_TARE
    _watch: Watch = field(default_factory=Watch)
    _last_valid: float = 0.0
    _garbled: bool = False
    _serial: str | None = None
    _asked: bytes | None = None
    _questions: tuple[bytes | None, bytes | None, bytes | None] = (None, None, None)
    # The scale's own tare under the load that stands now; None: not known yet.
    _tare: Mass | None = None
    _tare_refusals: int = 0
    # Whether that tare was weighed or keyed in; None: not told yet. A scale that never tells is asked only so often.
    _tare_kind: TareKind | None = None
    _kind_questions: int = 0
    # The scale's own tare under the pile of loads taken.
    _pile_tare: Mass = NO_TARE
    _zero: Zero = field(default_factory=Zero)
    _alibi: AlibiMemory = field(default_factory=AlibiMemory)
    _net_means_tared: bool = False
    # For scales that hand over a weight once: the last one, while nothing else was heard, and their word for "it still lies there".
    _handed_over: Weight | None = None
    _unmoved: str | None = None
    _orders: Orders = field(init=False)
    _news: ScaleNews = field(init=False)

    def __post_init__(self) -> None:
        self._orders = Orders(self.clock, self.tell)
        self._news = ScaleNews(self.spec.key, self.clock, self.tell)
        self._watch = settle.remembering(self.stood)
        self._pile_tare = self.stood_tare

    def command(self, command: ScaleCommand) -> None:
        """Set to zero or take the tare, in the driver's own thread as soon as it can. Called from any thread."""
        self._orders.post(command)

    def run(self, stopping: Event) -> None:
        while not stopping.is_set():
            try:
                self._hold(self.open_line(), stopping)
            except OSError as err:
                self.lost(said_by(err))
                stopping.wait(RECONNECT_S)
            finally:
                self._orders.drop()

    def _hold(self, line: Stream, stopping: Event) -> None:
        try:
            self._converse(line, stopping)
        finally:
            line.close()

    def lost(self, why: str) -> None:
        """The line is gone, or the loop around it broke."""
        self._say_live(LiveState.LOST, None, "")
        self._news.lost(why)

    @property
    def _reopen_s(self) -> float:
        return REOPEN_NETWORK_S if "://" in self.spec.url else REOPEN_SERIAL_S

    @property
    def rule(self) -> SettleRule:
        spec = self.spec
        window_ms = int(spec.window_s * 1000)
        return SettleRule(spec.maximum, spec.minimum, spec.division, spec.zero_band, spec.change, window_ms)

    def _converse(self, line: Stream, stopping: Event) -> None:
        """Until the line breaks (OSError), nothing valid came for long, or the house stops."""
        decoder = self.new_decoder()
        self._last_valid = self.clock.monotonic()
        # An interrupted line proves nothing about the load that lay there, but the load taken before is still known.
        self._watch = settle.interrupted(self._watch)
        self._serial, self._tare, self._tare_refusals = None, None, 0
        self._tare_kind, self._kind_questions = None, 0
        asks_kind: bytes | None = getattr(decoder, "ask_tare_kind", None)
        self._questions = (decoder.ask_tare_memory, decoder.ask_serial, asks_kind)
        self._alibi = AlibiMemory(getattr(decoder, "ask_alibi", None))
        self._net_means_tared = getattr(decoder, "net_means_tared", False)
        self._handed_over, self._unmoved = None, getattr(decoder, "unmoved", None)
        _drain(line)
        if self._ask(line, decoder, decoder.ask_serial):
            self._listen(line, decoder, stopping)
        # A language may have no word for "repeat by yourself": then streaming is a setting of the scale.
        repeat: bytes | None = getattr(decoder, "ask_stream", None)
        streams = self.spec.stream or decoder.ask_weight is None
        if streams:
            self._ask(line, decoder, repeat)
        while not stopping.is_set() and self._silent_s() < self._reopen_s:
            begun = self.clock.monotonic()
            if self._obey(line, decoder):
                self._listen(line, decoder, stopping)
            if not streams or self._silent_s() > STALE_S:
                self._ask(line, decoder, repeat if streams else decoder.ask_weight)
            answered = self._listen(line, decoder, stopping)
            self._judge_silence()
            if self._tare_is_wanted() and self._ask(line, decoder, decoder.ask_tare_memory):
                self._listen(line, decoder, stopping)
            if self._kind_is_wanted(self._tare) and self._ask(line, decoder, asks_kind):
                self._kind_questions += 1
                self._listen(line, decoder, stopping)
            if self._ask(line, decoder, self._alibi.question()):
                self._listen(line, decoder, stopping)
            left = float(self.spec.poll_s) - (self.clock.monotonic() - begun)
            if answered and left > 0 and not streams:
                stopping.wait(left)
        self._judge_silence()

    def _obey(self, line: Stream, decoder: Decoder) -> bool:
        words: dict[Order, bytes | None] = {
            Order.ZERO: getattr(decoder, "ask_zero", None),
            Order.TARE: getattr(decoder, "ask_tare", None),
        }
        loaded = bool(self._watch.pile) or self._watch.candidate is not None
        return self._orders.send(lambda order: self._ask(line, decoder, words[order]), loaded=loaded)

    def _ask(self, line: Stream, decoder: Decoder, command: bytes | None) -> bool:
        """False when the language has no such question."""
        if command is None:
            return False
        self._asked = command
        decoder.asked(command)
        line.write(command)
        return True

    def _listen(self, line: Stream, decoder: Decoder, stopping: Event) -> bool:
        """True when a whole frame came in time. A scale that streams by itself is simply answered early."""
        deadline = self.clock.monotonic() + ANSWER_S
        while (left := deadline - self.clock.monotonic()) > 0 and not stopping.is_set():
            frames = decoder.feed(line.read(min(left, 0.1)))
            turns = [turn for frame in frames if (turn := self._answered(decoder, frame))]
            if turns:
                self._ask(line, decoder, turns[-1])
                deadline = self.clock.monotonic() + ANSWER_S
            elif frames:
                self._catch_up(line, decoder)
                return True
        return False

    def _answered(self, decoder: Decoder, frame: Frame) -> bytes | None:
        """What to say next, where this was a turn of a conversation; else the frame is taken."""
        turn = next_turn(decoder, frame)
        if turn is None:
            self._take(frame)
        return turn

    def _catch_up(self, line: Stream, decoder: Decoder) -> None:
        """What else has come is read at once: after a flood, the next value must be of now and not of minutes ago."""
        for _ in range(MOST_OLD_PIECES):
            raw = line.read(0)
            if not raw:
                return
            for frame in decoder.feed(raw):
                self._take(frame)

    def _tare_is_wanted(self) -> bool:
        """The display is net of the scale's own tare and the record needs both. Asked while the window runs."""
        untaken = self._watch.candidate is not None and bool(self._watch.frames)
        return untaken and self._tare is None and self._tare_refusals < REFUSALS_TO_BELIEVE

    def _kind_is_wanted(self, tare: Mass | None) -> bool:
        """A tare that was keyed in is marked PT on every paper. Only asked for where there is a tare."""
        if not tare or self._tare_kind is not None or self._watch.candidate is None:
            return False
        return self._questions[2] is not None and self._kind_questions < REFUSALS_TO_BELIEVE

    def _take(self, frame: Frame) -> None:
        if isinstance(frame, Garbled):
            self._garbled = True
            self._break(LiveState.GARBLED, "")
            return
        if isinstance(frame, Answer) and frame.command in SERIAL_ANSWERS:
            self._serial = frame.text.strip('"') or self._serial
        if self._is_another_scale():
            self._break(LiveState.REFUSED, "")
            self._news.lost(f"{Cause.ANOTHER}: {self._serial}")
            return
        self._last_valid, self._garbled = self.clock.monotonic(), False
        self._news.back()
        of_memory = self._alibi.hear(frame, self._watch.candidate, self.spec.unit)
        if not (of_memory or self._orders.hear(frame)):
            self._read(frame)

    def _read(self, frame: Frame) -> None:
        match frame:
            case Weight(kind=Kind.TARE):
                self._note_tare(frame)
            case Weight(total=True):
                pass  # a sum that the scale keeps, not what lies on it
            case Moving():
                self._break(LiveState.MOVING, "")
            case Weight():
                self._weigh(frame)
            case Overload():
                self._break(LiveState.OVERLOAD, "")
            case Underload():
                # Lighter than empty: the load is gone, with the tare or the platform's cover.
                self._break(LiveState.UNDERLOAD, "")
                self._watch = settle.emptied()
            case Refused() if frame.code == self._unmoved and self._handed_over is not None:
                self._weigh(replace(self._handed_over, raw=frame.raw))
            case Refused():
                self._note_refusal(frame)
            case Counted():
                self._break(LiveState.OTHER_UNIT, f"{frame.value} pcs")
            case Answer():
                pass

    def _is_another_scale(self) -> bool:
        return None not in (self.spec.serial, self._serial) and self._serial != self.spec.serial

    def _break(self, state: LiveState, shown: str) -> None:
        self._watch, self._handed_over = settle.interrupted(self._watch), None
        self._say_live(state, None, shown)

    def _note_refusal(self, frame: Refused) -> None:
        tare_memory, *others = (*self._questions, self._alibi.ask)
        if self._asked is not None and self._asked == tare_memory:
            self._tare_refusals += 1
        elif self._asked is None or self._asked not in others:
            self._break(LiveState.REFUSED, frame.code)

    def _note_tare(self, frame: Weight) -> None:
        self._tare_refusals = 0
        self._learn_tare(frame.value, frame)

    def _learn_tare(self, shown: str, frame: Weight) -> None:
        try:
            self._tare = Mass.parse(shown, (frame.unit or self.spec.unit).lower())
        except ValueError:
            self._tare = None
        if frame.tare_kind is not None:
            self._tare_kind, self._kind_questions = frame.tare_kind, 0

    def _weigh(self, frame: Weight) -> None:
        # A language that sends no unit means the one the scale is declared with.
        unit = frame.unit or self.spec.unit
        shown = f"{frame.value} {unit}"
        if unit.lower() != self.spec.unit:
            self._break(LiveState.OTHER_UNIT, shown)
            return
        if frame.kind is Kind.NET and frame.tare is None and self._net_means_tared and self._has_no_memory:
            # What the load weighs with its crate cannot be known, and the crate's own weight would be taken off twice.
            self._break(LiveState.NET_ONLY, shown)
            return
        try:
            mass = Mass.parse(frame.value, self.spec.unit)
        except ValueError:
            self._break(LiveState.GARBLED, shown)
            return
        before, self._handed_over = self._watch, frame
        # A frame that does not tell whether it is stable is not.
        seen = Seen(mass, bool(frame.stable), int(self.clock.monotonic() * 1000), frame.raw)
        self._watch, standing = settle.step(self.rule, before, seen)
        self._zero = drift.step(self.rule, self._zero, seen)
        if self._watch.candidate != before.candidate:
            self._tare, self._tare_kind = None, None
            self._alibi.another_load()
        if frame.tare is not None:
            self._learn_tare(frame.tare, frame)
        state = LiveState.UNDERLOAD if mass < -self.spec.zero_band else _LIVE[standing]
        self._say_live(state, mass, shown, written=standing is Standing.TAKEN)
        if standing is Standing.SETTLED:
            tare = self._tare_under(frame)
            if tare is None or self._kind_is_wanted(tare):
                # The window is over and the tare or its kind still unknown: the load waits, and the next frame settles it.
                self._watch = before
            elif before.pile and tare != self._pile_tare and frame.kind is not Kind.GROSS:
                # Somebody set or cleared the scale's tare under a standing pile: the display moved, the load did not.
                self._watch = settle.interrupted(settle.tared(before, tare - self._pile_tare))
                self._pile_tare = tare
            elif self._alibi.is_wanted:
                # As with the tare: the load waits for the number, and the next frame settles it.
                self._watch = before
                self._alibi.load_is_ready()
            else:
                self._pile_tare = tare
                self._say_settled(frame, mass, tare, unit, shown)

    def _tare_under(self, frame: Weight) -> Mass | None:
        if frame.tare is not None:
            return Mass.parse(frame.tare, self.spec.unit)
        return NO_TARE if self._has_no_memory or frame.kind is Kind.GROSS else self._tare

    @property
    def _has_no_memory(self) -> bool:
        """The scale cannot tell its own tare: its language has no such question, or it refused the question."""
        return self._questions[0] is None or self._tare_refusals >= REFUSALS_TO_BELIEVE

    def _say_settled(self, frame: Weight, mass: Mass, tare: Mass, unit: str, shown: str) -> None:
        gross, net = (mass, mass - tare) if frame.kind is Kind.GROSS else (mass + tare, mass)
        base = self._watch.base
        if frame.kind is Kind.GROSS and base > NO_TARE:
            base = base - tare
        self.tell(
            LoadSettled(
                device=self.spec.key,
                at=self.clock.now(),
                gross=gross,
                tare=tare,
                # A scale that does not tell how its tare came about is taken to have weighed it.
                tare_kind=(self._tare_kind or TareKind.WEIGHED).value if tare else "none",
                net=net - base,
                shown=shown,
                raw=b"".join(self._watch.frames) + self._alibi.raw,
                serial=self._serial,
                alibi_number=self._alibi.number or frame.alibi,
                base=base,
                unit=unit,
                verified_until=self.spec.verified_until,
            )
        )

    def _silent_s(self) -> float:
        return self.clock.monotonic() - self._last_valid

    def _judge_silence(self) -> None:
        if self._silent_s() <= STALE_S or self._is_another_scale():
            return
        self._watch = settle.interrupted(self._watch)
        if self._garbled:
            self._news.lost(Cause.UNREADABLE)
        else:
            self._say_live(LiveState.SILENT, None, "")
            self._news.lost(Cause.SILENT)

    def _say_live(self, state: LiveState, mass: Mass | None, shown: str, *, written: bool = False) -> None:
        self._news.live(state, mass, shown, self._zero.shown, written=written)


def _drain(line: Stream) -> None:
    """What lay in the line belongs to nobody's question. A scale that streams never runs dry, so not for ever."""
    for _ in range(MOST_OLD_PIECES):
        if not line.read(0):
            return
