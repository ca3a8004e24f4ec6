"""One print queue, of CUPS or of a printer that speaks IPP itself: asks how it is, hands over one paper as one job, and follows that job.

What "completed" is worth depends on the queue. A printer that speaks IPP, and a CUPS queue made from one (IPP Everywhere), says it
when the paper has come out; a queue that only passes bytes on says it when they were taken. So only `confirms` makes it proof;
otherwise a person, or a scan of the label, answers. A job that had not begun is taken back and may be sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from hub.devices.drivers.printer import (
    STANDING_STILL_S,
    STATUS_EVERY_S,
    STEP_S,
    NotSent,
    Outcome,
    Printed,
    Proof,
    Uncertain,
)
from hub.devices.protocols.escpos_status import STANDING_STILL, PrinterTrouble
from hub.devices.protocols.ipp import (
    ENDED,
    OCTETS,
    PDF,
    RAW,
    Answer,
    Operation,
    QueueState,
    Value,
    printer_trouble,
    queue_trouble,
    serial_numbers,
)
from hub.kernel.clock import Clock

# An office printer warms up and prints a note of some pages; a job that stands still for no reason given is looked at then.
QUEUE_PROOF_S = 120.0
USER = "samlast"
PRINTER_ASKED = (
    "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "document-format-supported",
    "printer-device-id", "printer-serial-number", "printer-uuid",
)  # fmt: skip
JOB_ASKED = ("job-id", "job-state", "job-state-reasons", "time-at-processing")
WITH_ERRORS = "job-completed-with-errors"


class Queue(Protocol):
    """One request and its answer. Raises OSError when nobody answers."""

    def ask(
        self,
        operation: Operation,
        attributes: Sequence[tuple[str, Value | Sequence[str]]] = (),
        document: bytes = b"",
    ) -> Answer: ...


@dataclass(frozen=True, slots=True)
class QueueDriver:
    """`confirms`: "completed" is the printer's own word. `pdf`: papers are PDF, else bytes for the printer as they are."""

    queue: Queue
    clock: Clock
    confirms: bool = False
    serial: str | None = None
    pdf: bool = False
    proof_s: float = QUEUE_PROOF_S

    def trouble(self) -> PrinterTrouble | None:
        """How the queue is, without printing."""
        try:
            return self._trouble_in(self._look())
        except OSError:
            return PrinterTrouble.AWAY

    def print_paper(
        self,
        paper: bytes,
        *,
        number: int,
        start: Callable[[], None],
        waiting: Callable[[PrinterTrouble], None],
        stopping: Event,
    ) -> Outcome:
        """As `PrinterDriver.print_paper`. The job's name is "samlast-" and the number, so that a person finds it in the queue."""
        try:
            seen = self._look()
        except OSError:
            return NotSent(PrinterTrouble.AWAY)
        trouble = self._trouble_in(seen)
        if trouble is not None:
            return NotSent(trouble)
        start()
        try:
            taken = self.queue.ask(
                Operation.PRINT_JOB,
                [
                    ("requesting-user-name", USER),
                    ("job-name", f"samlast-{number}"),
                    ("document-format", self._form(seen)),
                ],
                paper,
            )
        except OSError:
            return Uncertain(PrinterTrouble.BROKE_OFF)
        if not taken.good or taken.job_id is None:
            # Refused whole: the queue holds no such job.
            return NotSent(PrinterTrouble.OFFLINE)
        return self._follow(taken.job_id, waiting, stopping)

    def _look(self) -> Answer:
        return self.queue.ask(
            Operation.GET_PRINTER, [("requesting-user-name", USER), ("requested-attributes", PRINTER_ASKED)]
        )

    def _trouble_in(self, seen: Answer) -> PrinterTrouble | None:
        if not seen.good:
            return PrinterTrouble.AWAY
        if self.serial is not None and self.serial not in serial_numbers(seen.printer):
            return PrinterTrouble.WRONG_PRINTER
        if RAW in seen.printer.get("document-format-supported", ()):
            # CUPS hears of its printer only while a job runs: what an idle queue says is of the last one.
            return queue_trouble(seen.printer)
        return printer_trouble(seen.printer)

    def _form(self, seen: Answer) -> str:
        if self.pdf:
            return PDF
        return RAW if RAW in seen.printer.get("document-format-supported", ()) else OCTETS

    def _follow(self, job: int, waiting: Callable[[PrinterTrouble], None], stopping: Event) -> Outcome:
        begun = self.clock.monotonic()
        limit, look_at = begun + self.proof_s, begun
        trouble: PrinterTrouble | None = None
        while self.clock.monotonic() < limit and not stopping.is_set():
            try:
                now = self._ask_about(Operation.GET_JOB, job)
                if now.job_state in ENDED:
                    return self._ended(now)
                if self.clock.monotonic() >= look_at:
                    said, trouble = trouble, printer_trouble(self._look().printer)
                    look_at = self.clock.monotonic() + STATUS_EVERY_S
                    if trouble in STANDING_STILL or trouble is PrinterTrouble.AWAY:
                        limit = min(self.clock.monotonic() + self.proof_s, begun + STANDING_STILL_S)
                        if trouble is not None and trouble is not said:
                            waiting(trouble)
            except OSError:
                # The queue itself is away for a while; it keeps the job, and its answer is waited for.
                trouble = PrinterTrouble.AWAY
            stopping.wait(STEP_S)
        return self._take_back(job, trouble)

    def _ended(self, now: Answer) -> Outcome:
        with_errors = WITH_ERRORS in now.job.get("job-state-reasons", ())
        if now.job_state is not QueueState.COMPLETED or with_errors:
            # Aborted, or taken out of the queue by somebody: a part of it may be there.
            return Uncertain(PrinterTrouble.PRINTER_ERROR)
        return Printed(Proof.QUEUE) if self.confirms else Uncertain(PrinterTrouble.UNCONFIRMED)

    def _take_back(self, job: int, trouble: PrinterTrouble | None) -> Outcome:
        """So that nothing comes out by itself when somebody loads paper tomorrow. What had not begun was not printed."""
        why = trouble or PrinterTrouble.UNCONFIRMED
        try:
            taken_back = self._ask_about(Operation.CANCEL_JOB, job).good
            now = self._ask_about(Operation.GET_JOB, job)
        except OSError:
            return Uncertain(why)
        if now.job_state is QueueState.COMPLETED:
            return self._ended(now)
        begun = any(isinstance(one, int) and one for one in now.job.get("time-at-processing", ()))
        return (
            NotSent(trouble or PrinterTrouble.NO_ANSWER)
            if taken_back and now.job_state is QueueState.CANCELED and not begun
            else Uncertain(why)
        )

    def _ask_about(self, operation: Operation, job: int) -> Answer:
        asked: list[tuple[str, Value | Sequence[str]]] = [("job-id", job), ("requesting-user-name", USER)]
        if operation is Operation.GET_JOB:
            asked.append(("requested-attributes", JOB_ASKED))
        return self.queue.ask(operation, asked)
