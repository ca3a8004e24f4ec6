"""One printer's share of the spool: the oldest waiting paper, from the queue to a proven end, by the printer's own thread.

A paper is `sending` in the database before its first byte leaves, so that a hub that stops in between finds it there and
never sends it again by itself. Not for: what is on the paper (labels) or how the printer is spoken to (devices).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from hub.devices.drivers.printer import NotSent, Outcome, Printed
from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.kernel.clock import Clock
from hub.kernel.errors import RuleBroken
from hub.labels import service
from hub.labels.dialects.head import Head
from hub.labels.drawing import Style, draw_for_printer
from hub.labels.label_values import LabelContentWrong
from hub.labels.records import PrintJob
from hub.labels.rules import JobMovedOn, JobState, Proof, Trouble, has_expired
from hub.labels.severing import LEAVES_REST, severed
from hub.labels.symbols import LabelFactWrong
from hub.storage.database import Database
from hub.worker.live import Publish

POLL_S = 0.2
RETRY_AFTER_S = 0.5
RETRY_AT_MOST_S = 5.0
LOOK_EVERY_S = 30.0
# Hub and printers often get their power together: so long after the start a printer that does not answer yet is looked for, not lost.
SOUGHT_FOR_S = 20.0
SOUGHT_EVERY_S = 1.0
# A printer in one of these states is not there; paper out or an open cover is a printer that is there.
GONE = frozenset({PrinterTrouble.AWAY, PrinterTrouble.NO_ANSWER, PrinterTrouble.WRONG_PRINTER})
SILENT = frozenset({PrinterTrouble.AWAY, PrinterTrouble.NO_ANSWER})

log = logging.getLogger(__name__)


class Driver(Protocol):
    """How a printer is spoken to, whichever language it has."""

    def trouble(self) -> PrinterTrouble | None: ...

    def print_paper(
        self,
        paper: bytes,
        *,
        number: int,
        start: Callable[[], None],
        waiting: Callable[[PrinterTrouble], None],
        stopping: Event,
    ) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Station:
    """A printer as the spool needs it: its key in the settings, its head, how to speak to it, and the layout it prints if any."""

    key: str
    head: Head
    driver: Driver
    style: Style | None = None

    @property
    def dialect(self) -> str:
        """The language that it is told in."""
        return self.style.dialect if self.style else "escpos"


@dataclass(frozen=True, slots=True)
class _End:
    """How a paper's turn at the printer ended."""

    state: JobState
    trouble: Trouble | None
    proof: Proof | None = None


class PrinterLine:
    """The loop of one printer, in a thread of its own. Another printer's trouble never reaches it."""

    def __init__(self, station: Station, database: Database, clock: Clock, publish: Publish) -> None:
        self._station = station
        self._database = database
        self._clock = clock
        self._publish = publish
        self._woken = Event()
        self._said: tuple[bool, str] | None = None
        self._rest: bool | None = None
        self._started_at = clock.monotonic()
        self._looked_at = self._started_at - LOOK_EVERY_S

    def wake(self) -> None:
        self._woken.set()

    def run(self, stopping: Event) -> None:
        """Until told to stop. A paper under way then becomes uncertain."""
        self._say_sought()
        delay_s = RETRY_AFTER_S
        while not stopping.is_set():
            moved = self.work_off(stopping)
            if moved is None:
                delay_s = RETRY_AFTER_S
                self._look()
                self._pause(POLL_S, stopping)
            elif moved:
                delay_s = RETRY_AFTER_S
            else:
                self._pause(delay_s, stopping)
                delay_s = min(delay_s * 2, RETRY_AT_MOST_S)

    def _pause(self, seconds: float, stopping: Event) -> None:
        """Shorter when somebody wakes the line or stops it."""
        until = self._clock.monotonic() + seconds
        while self._clock.monotonic() < until and not stopping.is_set():
            if self._woken.wait(POLL_S):
                break
        self._woken.clear()

    def work_off(self, stopping: Event) -> bool | None:
        """Take the oldest waiting paper as far as it goes now: True moved on, False stays queued, None nothing to do."""
        with self._database.read() as session:
            job = service.next_queued(session, self._station.key)
        if job is None:
            return None
        if has_expired(job.kind, job.queued_at, self._clock.now()):
            return self._give_up(job, Trouble.EXPIRED)
        try:
            paper = draw_for_printer(
                job.kind,
                job.content,
                language=job.language,
                copy=job.copy,
                head=self._station.head,
                style=self._station.style,
            )
        except (LabelFactWrong, LabelContentWrong):
            log.exception("job %s says what no label may carry", job.id)
            return self._give_up(job, Trouble.UNREADABLE)
        except RuleBroken:
            return self._give_up(job, Trouble.TOO_WIDE)
        except (ValueError, TypeError, LookupError):
            log.exception("job %s cannot be drawn", job.id)
            return self._give_up(job, Trouble.UNREADABLE)
        if self._rest_hangs():
            paper = severed(paper, self._station.dialect)
        return self._send(job, paper, stopping)

    def _rest_hangs(self) -> bool:
        """Whether a part of another paper may still hang at the printer; a start knows it from the history."""
        if self._rest is None:
            with self._database.read() as session:
                self._rest = service.left_a_rest(session, self._station.key)
        return self._rest

    def _send(self, job: PrintJob, paper: bytes, stopping: Event) -> bool:
        stood: list[Trouble] = []

        def waiting(trouble: PrinterTrouble) -> None:
            stood.append(Trouble(trouble))
            self._say_trouble(job, JobState.SENDING, stood[-1])

        try:
            outcome = self._station.driver.print_paper(
                paper,
                number=job.id,
                start=lambda: self._mark(job, JobState.SENDING),
                waiting=waiting,
                stopping=stopping,
            )
        except JobMovedOn:
            # A person cancelled it between our look and the first byte; nothing was sent.
            return True
        self._tell_presence(outcome.why if isinstance(outcome, NotSent) else None)
        return self._settle(job, outcome, stood[0] if stood else None, stopping)

    def _settle(self, job: PrintJob, outcome: Outcome, stood: Trouble | None, stopping: Event) -> bool:
        """`stood`: why the printer stood still with the paper in it. Kept with a printed one, because then a torn piece lies there too."""
        match outcome:
            case NotSent(why=why):
                end = _End(JobState.QUEUED, Trouble(why))
            case Printed(proof=proof):
                self._rest = False
                end = _End(JobState.PRINTED, stood, Proof(proof.value))
            case _:
                self._rest = Trouble(outcome.why) in LEAVES_REST
                all_left = outcome.why is not PrinterTrouble.BROKE_OFF
                end = _End(JobState.UNCERTAIN, Trouble(outcome.why), Proof.BYTES if all_left else None)
        self._store_surely(job, end, stopping)
        return end.state is not JobState.QUEUED

    def _give_up(self, job: PrintJob, trouble: Trouble) -> bool:
        try:
            self._mark(job, JobState.FAILED, trouble)
        except JobMovedOn:
            log.info("job %s was taken off the queue meanwhile", job.id)
        return True

    def _mark(
        self, job: PrintJob, state: JobState, trouble: Trouble | None = None, proof: Proof | None = None
    ) -> None:
        with self._database.write() as session:
            service.mark(
                session,
                job.id,
                state,
                trouble=trouble,
                proof=proof,
                clock=self._clock,
                printer=self._station.key if state is JobState.SENDING else None,
            )
        self._tell(job, state, trouble)

    def _say_trouble(self, job: PrintJob, state: JobState, trouble: Trouble) -> None:
        with self._database.write() as session:
            news = service.say_trouble(session, job.id, trouble, clock=self._clock)
        if news:
            self._tell(job, state, trouble)

    def _store_surely(self, job: PrintJob, end: _End, stopping: Event) -> None:
        """Store how a paper ended, however often it takes. If the hub stops first, the next start calls it uncertain."""
        while True:
            try:
                return self._store(job, end)
            except JobMovedOn:
                # Its label became void while it was leaving.
                log.info("job %s was %s, and something else had become of it", job.id, end.state)
                return None
            except SQLAlchemyError:
                log.exception("job %s is %s, and that is not stored yet", job.id, end.state)
                if stopping.wait(RETRY_AFTER_S):
                    return None

    def _store(self, job: PrintJob, end: _End) -> None:
        if end.state is not JobState.QUEUED or end.trouble is None:
            return self._mark(job, end.state, end.trouble, end.proof)
        with self._database.write() as session:
            news = service.put_back(session, job.id, end.trouble, clock=self._clock)
        if news:
            self._tell(job, end.state, end.trouble)
        return None

    def _tell(self, job: PrintJob, state: JobState, trouble: Trouble | None) -> None:
        payload = {"job": job.id, "state": state.value, "trouble": trouble.value if trouble else None}
        self._publish(f"samlast/live/job/{self._station.key}", payload)

    def _say_sought(self) -> None:
        """The broker keeps what was said before the hub stopped; it is not known to be so any more."""
        self._publish(
            f"samlast/state/{self._station.key}",
            {"state": "sought", "why": "", "at": self._clock.now().isoformat()},
            retain=True,
        )

    def _look(self) -> None:
        """Now and then with nothing to print: a printer that is away is known before it is needed."""
        now = self._clock.monotonic()
        is_sought = self._said is None and now - self._started_at < SOUGHT_FOR_S
        if now - self._looked_at < (SOUGHT_EVERY_S if is_sought else LOOK_EVERY_S):
            return
        trouble = self._station.driver.trouble()
        if is_sought and trouble in SILENT:
            self._looked_at = self._clock.monotonic()
        else:
            self._tell_presence(trouble)

    def _tell_presence(self, trouble: PrinterTrouble | None) -> None:
        """Lost is said once, and so is back; a printer that is there also says what it lacks."""
        self._looked_at = self._clock.monotonic()
        lost, why = trouble in GONE, trouble.value if trouble else ""
        if (lost, why) == self._said:
            return
        self._said = lost, why
        log.log(logging.WARNING if lost else logging.INFO, "%s is %s", self._station.key, why or "there")
        self._publish(
            f"samlast/state/{self._station.key}",
            {"state": "lost" if lost else "back", "why": why, "at": self._clock.now().isoformat()},
            retain=True,
        )
