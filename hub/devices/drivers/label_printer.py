"""One ZPL printer: asks how it is, sends one label on a connection of its own, and waits until its counter says that it came out.

The same promise as `printer.PrinterDriver`: bytes and answers only, and nothing is ever sent twice. Not for: what is on the label.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from threading import Event

from hub.devices.drivers.printer import (
    PIECE,
    PROOF_S,
    STANDING_STILL_S,
    STATUS_EVERY_S,
    STEP_S,
    NotSent,
    Outcome,
    Printed,
    Proof,
    Talk,
    Uncertain,
)
from hub.devices.ports import Stream
from hub.devices.protocols.escpos_status import STANDING_STILL, PrinterTrouble
from hub.devices.protocols.zebra_status import (
    ASK_COUNTER,
    ASK_ERRORS,
    ASK_SERIAL_NUMBER,
    ASK_STATUS,
    HostStatus,
    counted,
    errors,
    host_status,
    quoted,
)
from hub.kernel.clock import Clock

SILENT = HostStatus(PrinterTrouble.NO_ANSWER, 0)


@dataclass(frozen=True, slots=True)
class LabelPrinterDriver:
    """`confirms`: the model counts its labels (`odometer.total_label_count`); without a counter, a printer that is ready
    again with nothing left to print is the word there is.
    """

    open_line: Callable[[], Stream]
    clock: Clock
    confirms: bool = True
    serial: str | None = None
    proof_s: float = PROOF_S

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
        number: int,  # noqa: ARG002 - a ZPL printer is told no number; its counter is the proof
        start: Callable[[], None],
        waiting: Callable[[PrinterTrouble], None],
        stopping: Event,
    ) -> Outcome:
        """As `PrinterDriver.print_paper`: `start` before the first byte, `waiting` while the printer stands still."""
        try:
            line = self.open_line()
        except OSError:
            return NotSent(PrinterTrouble.AWAY)
        with closing(line):
            talk = Talk(line, self.clock)
            trouble = self._readiness(talk)
            if trouble is not None:
                return NotSent(trouble)
            before = self._count(talk) if self.confirms else None
            if self.confirms and before is None:
                return NotSent(PrinterTrouble.NO_ANSWER)
            start()
            try:
                for at in range(0, len(paper), PIECE):
                    line.write(paper[at : at + PIECE])
                return self._proof(talk, before, waiting, stopping)
            except OSError:
                return Uncertain(PrinterTrouble.BROKE_OFF)

    def _readiness(self, talk: Talk) -> PrinterTrouble | None:
        try:
            talk.drain()
            status = _status(talk)
            # What an earlier sender left there would come out under our count.
            trouble = status.trouble or (PrinterTrouble.OFFLINE if status.waiting else None)
            if trouble is not None or self.serial is None:
                return trouble
            shown = talk.ask(ASK_SERIAL_NUMBER, quoted)
        except OSError:
            return PrinterTrouble.NO_ANSWER
        return None if shown == self.serial else PrinterTrouble.WRONG_PRINTER

    def _count(self, talk: Talk) -> int | None:
        try:
            return talk.ask(ASK_COUNTER, counted)
        except OSError:
            return None

    def _proof(
        self, talk: Talk, before: int | None, waiting: Callable[[PrinterTrouble], None], stopping: Event
    ) -> Outcome:
        begun = self.clock.monotonic()
        limit, ask_at = begun + self.proof_s, begun if before is None else begun + STATUS_EVERY_S
        trouble: PrinterTrouble | None = None
        while self.clock.monotonic() < limit and not stopping.is_set():
            if before is not None and (talk.ask(ASK_COUNTER, counted) or 0) > before:
                return Printed(Proof.COUNTER)
            if self.clock.monotonic() >= ask_at:
                status, said = _status(talk), trouble
                trouble = status.trouble
                ask_at = self.clock.monotonic() + STATUS_EVERY_S
                if before is None and status.idle:
                    return Printed(Proof.STATUS)
                if trouble in STANDING_STILL:
                    limit = min(self.clock.monotonic() + self.proof_s, begun + STANDING_STILL_S)
                    if trouble is not None and trouble is not said:
                        waiting(trouble)
            stopping.wait(STEP_S / 5)
        return Uncertain(trouble or PrinterTrouble.UNCONFIRMED)


def _status(talk: Talk) -> HostStatus:
    """~HS, or what ~HQES names where ~HS stays silent; a printer that answers neither is never taken for ready."""
    return talk.ask(ASK_STATUS + ASK_ERRORS, _answered) or SILENT


def _answered(heard: bytes) -> HostStatus | None:
    # An ~HQES that names nothing waits for its ~HS: it may be the end of an older answer.
    named = errors(heard)
    return host_status(heard) or (HostStatus(named, 0) if isinstance(named, PrinterTrouble) else None)
