"""One receipt printer: asks how it is, sends one paper on a connection of its own, and waits for proof that it came out.

It knows bytes and the printer's answers. It does not know labels, jobs or the database, and it never sends anything
twice: whether a paper goes out again is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from typing import TypeVar

from hub.devices.ports import Stream
from hub.devices.protocols.escpos_status import (
    ASK_SERIAL_NUMBER,
    ASK_WORKED_OFF,
    QUESTIONS,
    STANDING_STILL,
    PrinterTrouble,
    ask_done,
    ask_status,
    judge,
    says_done,
    serial_number,
    status_byte,
    unasked,
    worked_off,
)
from hub.kernel.clock import Clock

ANSWER_S = 1.5
# What a printer of 150 mm/s needs for a label, a few times over; the whole of it stays under ten seconds.
PROOF_S = 6.0
# A roll is changed in a minute or two; after this somebody has to look.
STANDING_STILL_S = 600.0
# A model that gives no word is watched so long after its last byte: a label of 150 mm at 60 mm/s, and a little.
READY_S = 3.0
STEP_S = 0.25
STATUS_EVERY_S = 1.0
PIECE = 2_048

T = TypeVar("T")


class Proof(StrEnum):
    """How strong the word is that the paper came out."""

    PROCESS_ID = "process_id"  # the printer itself says that all before the mark is printed
    COUNTER = "counter"  # its own count of labels went up
    QUEUE = "queue"  # a queue whose "completed" is its printer's own word
    STATUS = "status"  # a model without such a word: all bytes taken, and it stands ready with paper


@dataclass(frozen=True, slots=True)
class Printed:
    proof: Proof


@dataclass(frozen=True, slots=True)
class NotSent:
    """Not one byte of the paper left: it may be sent again without a second paper."""

    why: PrinterTrouble


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Bytes left and no proof came: there may be a paper, half a paper, or none."""

    why: PrinterTrouble


Outcome = Printed | NotSent | Uncertain


@dataclass(frozen=True, slots=True)
class PrinterDriver:
    """`open_line` connects anew for every paper and raises OSError when nobody is there.

    `confirms`: the model answers process ids. `serial`: the number it must show, so that two printers that changed
    places are found before the first label.
    """

    open_line: Callable[[], Stream]
    clock: Clock
    confirms: bool = True
    serial: str | None = None
    proof_s: float = PROOF_S
    ready_s: float = READY_S

    def trouble(self) -> PrinterTrouble | None:
        """How the printer is, without printing."""
        try:
            line = self.open_line()
        except OSError:
            return PrinterTrouble.AWAY
        with closing(line):
            return self._readiness(Talk(line, self.clock))

    def print_paper(
        self,
        paper: bytes,
        *,
        number: int,
        start: Callable[[], None],
        waiting: Callable[[PrinterTrouble], None],
        stopping: Event,
    ) -> Outcome:
        """Print one paper. `start` is called when the printer is ready and before its first byte: what it raises is raised
        here, and nothing was sent. `waiting` is told when the printer stands still with the paper in its buffer.
        """
        try:
            line = self.open_line()
        except OSError:
            return NotSent(PrinterTrouble.AWAY)
        with closing(line):
            talk = Talk(line, self.clock)
            trouble = self._readiness(talk)
            if trouble is not None:
                return NotSent(trouble)
            start()
            try:
                for at in range(0, len(paper), PIECE):
                    line.write(paper[at : at + PIECE])
                return self._proof(talk, number, waiting, stopping)
            except OSError:
                return Uncertain(PrinterTrouble.BROKE_OFF)

    def _readiness(self, talk: Talk) -> PrinterTrouble | None:
        try:
            # Status sent of its own accord, or the end of an older answer, must not be read as this one.
            talk.drain()
            trouble = talk.status()
            if trouble is not None or self.serial is None:
                return trouble
            shown = talk.ask(ASK_SERIAL_NUMBER, serial_number)
        except OSError:
            return PrinterTrouble.NO_ANSWER
        return None if shown == self.serial else PrinterTrouble.WRONG_PRINTER

    def _proof(
        self, talk: Talk, number: int, waiting: Callable[[PrinterTrouble], None], stopping: Event
    ) -> Outcome:
        if not self.confirms:
            return self._readiness_after(talk, waiting, stopping)
        talk.line.write(ask_done(number))
        begun = self.clock.monotonic()
        limit, ask_at = begun + self.proof_s, begun + STATUS_EVERY_S
        trouble: PrinterTrouble | None = None
        while self.clock.monotonic() < limit and not stopping.is_set():
            talk.listen(STEP_S)
            if trouble is None and unasked(talk.heard) is not None:
                # It says by itself that it stands still: asked at once what for, so that a person hears it at once.
                ask_at = begun
            if not says_done(talk.heard, number) and self.clock.monotonic() >= ask_at:
                before = trouble
                trouble = talk.status()
                ask_at = self.clock.monotonic() + STATUS_EVERY_S
                if trouble in STANDING_STILL:
                    limit = min(self.clock.monotonic() + self.proof_s, begun + STANDING_STILL_S)
                    if trouble is not None and trouble is not before:
                        waiting(trouble)
            if says_done(talk.heard, number):
                return Printed(Proof.PROCESS_ID)
        return Uncertain(trouble or PrinterTrouble.UNCONFIRMED)

    def _readiness_after(
        self, talk: Talk, waiting: Callable[[PrinterTrouble], None], stopping: Event
    ) -> Outcome:
        """The word of a model without process ids. Bytes are taken faster than paper moves: it is asked what it answers only in its
        turn, and where it does not, it must stand ready all the while that a label takes.
        """
        asked_at = len(talk.heard)
        talk.line.write(ASK_WORKED_OFF)
        begun = self.clock.monotonic()
        ready_from, limit = begun, begun + self.ready_s + self.proof_s
        trouble: PrinterTrouble | None = None
        while self.clock.monotonic() < limit and not stopping.is_set():
            is_done = worked_off(talk.heard[asked_at:])
            before, trouble = trouble, talk.status()
            now = self.clock.monotonic()
            if trouble in STANDING_STILL:
                ready_from = now
                limit = min(now + self.ready_s + self.proof_s, begun + STANDING_STILL_S)
                if trouble is not None and trouble is not before:
                    waiting(trouble)
            elif trouble is not None:
                return Uncertain(trouble)
            elif is_done or now - ready_from >= self.ready_s:
                return Printed(Proof.STATUS)
            talk.listen(STEP_S)
        return Uncertain(trouble or PrinterTrouble.UNCONFIRMED)


class Talk:
    """All that one connection said, so that no answer is lost while another is waited for."""

    def __init__(self, line: Stream, clock: Clock) -> None:
        self.line = line
        self.heard = b""
        self._clock = clock

    def drain(self) -> None:
        while self.line.read(0):
            pass

    def listen(self, timeout_s: float) -> None:
        self.heard += self.line.read(timeout_s)

    def ask(self, question: bytes, find: Callable[[bytes], T | None]) -> T | None:
        """The first thing `find` makes out of what comes after the question, or None at the deadline."""
        said_before = len(self.heard)
        self.line.write(question)
        deadline = self._clock.monotonic() + ANSWER_S
        while (left := deadline - self._clock.monotonic()) > 0:
            self.listen(min(left, STEP_S))
            found = find(self.heard[said_before:])
            if found is not None:
                return found
        return None

    def status(self) -> PrinterTrouble | None:
        """Four questions, each with its own deadline; the first silence ends them."""
        answers: dict[int, int | None] = {}
        for question in QUESTIONS:
            answers[question] = self.ask(ask_status(question), status_byte)
            if answers[question] is None:
                break
        return judge(answers)
