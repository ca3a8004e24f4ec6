"""Commands on their way into one scale: waiting, written, answered. Used by the scale's driver in its own thread.

Not for: weights. While an answer is awaited, every frame still goes to the driver.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue

from hub.devices.commands import CommandAnswered, Order, Outcome, ScaleCommand, refusal
from hub.devices.ports import EventSink
from hub.devices.protocols.frames import Answer, Frame, Kind, Refused, Weight
from hub.kernel.clock import Clock

# A scale waits for a standing load before it sets its tare: MT-SICS, Z and T, up to its time-out.
ANSWER_S = 4.0
REMEMBERED = 64


class Orders:
    """`post` may be called from any thread, everything else from the driver's."""

    def __init__(self, clock: Clock, tell: EventSink) -> None:
        self._clock = clock
        self._tell = tell
        self._waiting: SimpleQueue[ScaleCommand] = SimpleQueue()
        self._known: deque[str] = deque(maxlen=REMEMBERED)
        self._asked: ScaleCommand | None = None
        self._until = 0.0

    def post(self, command: ScaleCommand) -> None:
        self._waiting.put(command)

    def send(self, ask: Callable[[Order], bool], *, loaded: bool) -> bool:
        """Pass the next command on with `ask`, which is False when the language has no word for it. True when one was sent."""
        self._give_up()
        if self._asked is not None:
            return False
        command = self._next()
        if command is None:
            return False
        why = refusal(command, now=self._clock.now(), loaded=loaded)
        if why is None and not ask(command.order):
            why = Outcome.UNKNOWN_TO_SCALE
        if why is not None:
            self._answer(command, why)
            return False
        self._asked, self._until = command, self._clock.monotonic() + ANSWER_S
        return True

    def drop(self) -> None:
        """Nobody is there: what waits is answered so, and nothing of it is done later."""
        if self._asked is not None:
            self._answer(self._asked, Outcome.NOT_THERE)
            self._asked = None
        while (command := self._next()) is not None:
            self._answer(command, Outcome.NOT_THERE)

    def hear(self, frame: Frame) -> bool:
        """True when the frame is the answer to the command, and so says nothing about the load."""
        if self._asked is None:
            return False
        letter = "Z" if self._asked.order is Order.ZERO else "T"
        match frame:
            case Answer(command=command) if command.startswith(letter):
                outcome = Outcome.DONE
            case Weight(kind=Kind.TARE) if self._asked.order is Order.TARE:
                outcome = Outcome.DONE
            case Refused():
                outcome = Outcome.REFUSED
            case _:
                return False
        self._answer(self._asked, outcome)
        self._asked = None
        return outcome is Outcome.REFUSED

    def _next(self) -> ScaleCommand | None:
        while True:
            try:
                command = self._waiting.get_nowait()
            except Empty:
                return None
            # The broker delivers at least once: the second copy is the same press.
            if command.operation not in self._known:
                self._known.append(command.operation)
                return command

    def _give_up(self) -> None:
        if self._asked is not None and self._clock.monotonic() >= self._until:
            self._answer(self._asked, Outcome.SENT)
            self._asked = None

    def _answer(self, command: ScaleCommand, outcome: Outcome) -> None:
        self._tell(
            CommandAnswered(command.device, command.order, command.operation, outcome, self._clock.now())
        )
