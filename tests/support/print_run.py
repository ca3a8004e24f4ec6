"""Many labels through the spool to one printer that goes wrong again and again, as a person at it would live through them.

The printer is bytes in memory: it answers the driver's questions, and every label that was cut counts as a paper in somebody's hand. Time is
made to pass, so that ten thousand labels need no hour. The database, the spool's steps and the drawing are the real ones.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from random import Random
from threading import Event

from sqlalchemy import select

from hub.devices.drivers.printer import PrinterDriver
from hub.kernel.ids import sscc
from hub.kernel.words import Language
from hub.labels import answers, service
from hub.labels.content import PaperKind
from hub.labels.dialects.head import Head
from hub.labels.records import PrintJob
from hub.labels.rules import JobState
from hub.people.records import Person
from hub.wiring import House
from hub.worker.printing import PrinterLine, Station
from hub.worker.spool import Spool
from tests.support.clock import FakeClock
from tests.support.labels_factory import CARROTS

READY, OUT = b"\x12", {b"\x01": b"\x1a", b"\x02": b"\x32", b"\x03": b"\x12", b"\x04": b"\x7e"}
_NUMBER = re.compile(rb"/00/(\d{18})")
_DONE = re.compile(rb"\x1d\(H\x06\x0000(....)", re.DOTALL)
PREFIX = "9521234"
BATCH = 500


class Fault(StrEnum):
    AWAY = "away"  # nobody takes the connection
    SILENT = "silent"  # it takes the connection and says nothing
    NO_PAPER = "no_paper"  # said before the label
    DROPPED = "dropped"  # the line falls after some byte
    NO_WORD = "no_word"  # the label comes out and its word does not
    PAPER_ENDS = "paper_ends"  # in the middle of the label; a person puts in a roll
    KILLED = "killed"  # the hub dies after some byte


class Killed(BaseException):
    """kill -9: nothing of the hub runs after it."""


@dataclass
class Printer:
    """`faults`: by the number of the connection that they befall. `papers`: how often each number came out."""

    clock: FakeClock
    random: Random
    faults: dict[int, Fault]
    papers: Counter[str] = field(default_factory=Counter)
    met: Counter[Fault] = field(default_factory=Counter)
    connections: int = 0

    def connect(self) -> Line:
        fault = self.faults.get(self.connections)
        self.connections += 1
        if fault is not None:
            self.met[fault] += 1
        if fault is Fault.AWAY:
            raise ConnectionRefusedError
        return Line(self, fault, self.random.randrange(12, 900))


class Line:
    """One connection. `after`: the byte at which a line falls or a hub dies."""

    def __init__(self, printer: Printer, fault: Fault | None, after: int) -> None:
        self._printer, self._fault, self._after = printer, fault, after
        self._heard, self._answers, self._cut = b"", b"", False
        self._questions = 0

    def read(self, timeout_s: float) -> bytes:
        if not self._answers:
            self._printer.clock.advance(timeout_s)
        heard, self._answers = self._answers, b""
        return heard

    def write(self, raw: bytes) -> None:
        left = self._after - len(self._heard)
        if self._fault in (Fault.DROPPED, Fault.KILLED) and len(raw) > left:
            self._take(raw[: max(0, left)])
            if self._fault is Fault.KILLED:
                raise Killed
            raise BrokenPipeError
        self._take(raw)

    def close(self) -> None:
        pass

    def _take(self, raw: bytes) -> None:
        self._heard += raw
        if not self._cut and b"\x1dVB" in self._heard and (number := _NUMBER.search(self._heard)):
            self._cut = True
            self._printer.papers[number[1].decode()] += 1
        if self._fault is Fault.SILENT:
            return
        if raw[:2] == b"\x10\x04":
            self._questions += 1
            ended = self._fault is Fault.PAPER_ENDS and b"\x1b@" in self._heard and self._questions < 10
            self._answers += OUT[raw[2:3]] if ended or self._fault is Fault.NO_PAPER else READY
            if self._fault is Fault.PAPER_ENDS and self._questions == 10 and self._waits:
                self._answers += self._waits
        if done := _DONE.search(raw):
            self._waits = b"\x37\x22" + done[1] + b"\0"
            if self._fault not in (Fault.NO_WORD, Fault.PAPER_ENDS):
                self._answers += self._waits

    _waits = b""


@dataclass(frozen=True, slots=True)
class Result:
    """`papers`: how many papers there are of each label in the end; `lost`: labels that nobody has."""

    labels: int
    faults: int
    uncertain: int
    papers: Counter[str]
    met: Counter[Fault]
    open_jobs: int

    @property
    def lost(self) -> int:
        return self.labels - len(self.papers)

    @property
    def valid_twice(self) -> int:
        return sum(1 for count in self.papers.values() if count > 1)


def run(house: House, clock: FakeClock, *, labels: int, faults: int, seed: int = 5) -> Result:
    """Queue so many labels, print them through so many faults, and answer each question as somebody who looks would."""
    random = Random(seed)  # noqa: S311 - faults, not secrets
    # A fault before the first byte is followed by another try, so that there are more connections than labels.
    when = random.sample(range(labels), faults)
    printer = Printer(clock, random, {place: random.choice(list(Fault)) for place in when})
    station = Station("labels", Head(), PrinterDriver(printer.connect, clock))
    spool = Spool(house, _nobody, [station])
    kari = _queue(house, clock, labels)
    uncertain = 0
    while True:
        line = PrinterLine(station, house.database, clock, _nobody)
        try:
            while line.work_off(Event()) is not None:
                pass
        except Killed:
            # The next start finds what was under way.
            spool.recover()
        asked = _answer(house, clock, kari, printer)
        uncertain += asked
        if not asked and _open(house) == 0:
            break
    return Result(labels, faults, uncertain, printer.papers, printer.met, _open(house))


def _nobody(*_: object, **__: object) -> None:
    """Nobody listens."""


def _queue(house: House, clock: FakeClock, labels: int) -> Person:
    with house.database.write() as session:
        kari = Person(login="kari", name="Kari", language=Language.NB)
        session.add(kari)
    for first in range(0, labels, BATCH):
        with house.database.write() as session:
            for serial in range(first, min(labels, first + BATCH)):
                number = sscc(PREFIX, serial)
                service.queue(
                    session,
                    printer="labels",
                    kind=PaperKind.CRATE_LABEL,
                    subject=f"crate:{number}",
                    language=Language.NB,
                    content=replace(CARROTS, sscc=number),
                    by=kari,
                    clock=clock,
                )
    return kari


def _answer(house: House, clock: FakeClock, kari: Person, printer: Printer) -> int:
    """Who looks at the printer says whether the paper is there."""
    with house.database.write() as session:
        asked = session.scalars(select(PrintJob).where(PrintJob.state == JobState.UNCERTAIN)).all()
        for job in asked:
            there = printer.papers[job.subject.partition(":")[2]] > 0
            answers.settle(session, job, printed=there, by=kari, clock=clock)
    return len(asked)


def _open(house: House) -> int:
    with house.database.read() as session:
        open_states = (JobState.QUEUED, JobState.SENDING, JobState.UNCERTAIN)
        return len(session.scalars(select(PrintJob.id).where(PrintJob.state.in_(open_states))).all())
