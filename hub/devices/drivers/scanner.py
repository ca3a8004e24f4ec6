"""One barcode scanner on a serial line or a port server: listens, and tells each code once.

A scanner that is silent is well: nobody scans all the time. It is lost when its line cannot be opened or breaks, and back when the
line is open again. Knows no crate and no page; which screen acts on a scan is decided there.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from hub.devices.events import CodeScanned, DeviceBack, DeviceLost
from hub.devices.ports import EventSink, Stream
from hub.devices.protocols.scanner_lines import Read, Scan, ScannerLines, Suffix
from hub.devices.spec import ScannerSpec
from hub.kernel.causes import said_by
from hub.kernel.clock import Clock
from hub.kernel.ids import token

RECONNECT_S = 1.0
READ_S = 0.25
MOST_OLD_PIECES = 64
# A hand scans twice a second, and a scanner with a memory hands over what it kept. More is a line gone wrong, and must not fill
# the broker.
MOST_IN_A_SECOND = 20

log = logging.getLogger(__name__)


@dataclass
class ScannerDriver:
    """`open_line` raises OSError when nobody is there. `run` returns when the event is set."""

    spec: ScannerSpec
    open_line: Callable[[], Stream]
    clock: Clock
    tell: EventSink
    new_id: Callable[[], str] = token
    _lost: bool | None = None  # None: not yet known
    _told_at: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_IN_A_SECOND))
    _too_fast: bool = False
    _lines: ScannerLines = field(init=False)

    def __post_init__(self) -> None:
        self._lines = ScannerLines(self.spec.suffix)

    def run(self, stopping: Event) -> None:
        while not stopping.is_set():
            try:
                line = self.open_line()
            except OSError as err:
                self.lost(said_by(err))
                stopping.wait(RECONNECT_S)
                continue
            try:
                self._listen(line, stopping)
            except OSError as err:
                self.lost(said_by(err))
            finally:
                line.close()
            stopping.wait(RECONNECT_S)

    def lost(self, why: str) -> None:
        """The line is gone, or the loop around it broke."""
        if not self._lost:
            self._lost = True
            self.tell(DeviceLost(self.spec.key, self.clock.now(), why))

    def _listen(self, line: Stream, stopping: Event) -> None:
        # What lay in the line was scanned before anybody listened: no screen waits for it any more.
        for _ in range(MOST_OLD_PIECES):
            if not line.read(0):
                break
        self._say_back()
        # Half a code from before the break is nobody's.
        self._lines = ScannerLines(self.spec.suffix)
        pause_s = float(self.spec.silence_s)
        ends_by_silence = self.spec.suffix is Suffix.SILENCE
        heard = False
        while not stopping.is_set():
            raw = line.read(pause_s if heard and ends_by_silence else READ_S)
            found = self._lines.feed(raw)
            if not raw and heard and ends_by_silence:
                found += self._lines.flush()
            heard = bool(raw)
            for read in found:
                self._say(read)

    def _say(self, read: Read) -> None:
        now = self.clock.monotonic()
        if len(self._told_at) == MOST_IN_A_SECOND and now - self._told_at[0] < 1:
            if not self._too_fast:
                log.warning("%s sends faster than anybody scans; the rest is left out", self.spec.key)
            self._too_fast = True
            return
        self._told_at.append(now)
        self._too_fast = False
        at = self.clock.now()
        if isinstance(read, Scan):
            self.tell(CodeScanned(self.spec.key, at, self.new_id(), read.text, read.identifier))
        else:
            self.tell(CodeScanned(self.spec.key, at, self.new_id(), "", None, trouble=read.trouble.value))

    def _say_back(self) -> None:
        if self._lost is not False:
            self._lost = False
            self.tell(DeviceBack(self.spec.key, self.clock.now()))
