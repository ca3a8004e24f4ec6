"""One printer that cannot answer: a cable with one direction, or a model without status. Bytes go out, and that is all that is known.

Every paper ends uncertain, and a person or a scan of the label says whether it is there. On USB the port's own wires say whether paper is in.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from threading import Event
from typing import Protocol, runtime_checkable

from hub.devices.drivers.printer import PIECE, NotSent, Outcome, Uncertain
from hub.devices.ports import Stream
from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.kernel.clock import Clock


@runtime_checkable
class SeesPaper(Protocol):
    """A line that knows whether paper is in without asking the printer."""

    def paper_out(self) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class OneWayDriver:
    """`open_line` as in `PrinterDriver`."""

    open_line: Callable[[], Stream]
    clock: Clock

    def trouble(self) -> PrinterTrouble | None:
        """What the line itself says; a printer that is switched off behind its cable is not noticed."""
        try:
            line = self.open_line()
            with closing(line):
                return _paper(line)
        except OSError:
            return PrinterTrouble.AWAY

    def print_paper(
        self,
        paper: bytes,
        *,
        number: int,  # noqa: ARG002 - it is told no number
        start: Callable[[], None],
        waiting: Callable[[PrinterTrouble], None],  # noqa: ARG002 - nobody sees it stand still
        stopping: Event,  # noqa: ARG002 - nothing is waited for
    ) -> Outcome:
        """As `PrinterDriver.print_paper`; never `Printed`."""
        try:
            line = self.open_line()
        except OSError:
            return NotSent(PrinterTrouble.AWAY)
        with closing(line):
            try:
                trouble = _paper(line)
            except OSError:
                trouble = PrinterTrouble.NO_ANSWER
            if trouble is not None:
                return NotSent(trouble)
            start()
            try:
                for at in range(0, len(paper), PIECE):
                    line.write(paper[at : at + PIECE])
            except OSError:
                return Uncertain(PrinterTrouble.BROKE_OFF)
        return Uncertain(PrinterTrouble.UNCONFIRMED)


def _paper(line: Stream) -> PrinterTrouble | None:
    return PrinterTrouble.PAPER_OUT if isinstance(line, SeesPaper) and line.paper_out() else None
