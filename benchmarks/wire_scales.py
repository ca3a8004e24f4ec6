"""Simulated scales in a process of their own: each on a pseudo-terminal, streaming frames at the pace of a 9600-baud wire.

`python -m benchmarks.wire_scales FOLDER SCALES SECONDS` says "ready" when the terminals are there, streams from the moment each
scale is asked to, and at the end prints for every frame how many bytes its scale had sent with it and when its last piece was
handed over (CLOCK_MONOTONIC, which is the same in every process of a machine), taken just before the write. A frame comes in
pieces of eight bytes, as the queue of a UART hands them over, each when the wire would have carried it.
"""

from __future__ import annotations

import heapq
import json
import os
import select
import signal
import sys
import time
import tty
from dataclasses import dataclass, field
from pathlib import Path

EVERY_S = 0.05
FRAMES_LOADED, FRAMES_EMPTY = 12, 4
PIECE = 8
BYTE_S = 10 / 9_600
LOADED = b"S S      10.45 kg\r\n"
EMPTY = b"S S       0.00 kg\r\n"
ANSWERS = {b"TA": b"TA A       0.00 kg\r\n", b"I4": b'I4 A "1234567"\r\n'}


@dataclass
class Scale:
    """One terminal, and what went over it."""

    path: Path
    offset_s: float
    count: int
    master: int = -1
    slave: int = -1
    asked: bytes = b""
    sent: int = 0
    streams: bool = False
    frames: list[tuple[int, float]] = field(default_factory=list)

    def plug(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.master)
        tty.setraw(self.slave)
        os.set_blocking(self.master, False)
        self.path.symlink_to(os.ttyname(self.slave))

    def write(self, raw: bytes) -> None:
        """Raises BlockingIOError when nobody reads: then the measurement means nothing."""
        self.sent += os.write(self.master, raw)

    def hear(self) -> bool:
        """Answer what was asked. True when the scale was told to stream and did not yet."""
        *lines, self.asked = (self.asked + os.read(self.master, 256)).split(b"\r\n")
        for line in lines:
            self.write(ANSWERS.get(line, b""))
        begins = b"SIR" in lines and not self.streams
        self.streams = self.streams or begins
        return begins

    def next_frame(self) -> bytes:
        self.count += 1
        return LOADED if self.count % (FRAMES_LOADED + FRAMES_EMPTY) < FRAMES_LOADED else EMPTY


def stream(scales: list[Scale], seconds: float) -> None:
    """Until the time is over. What is due is kept in order of its moment."""
    ends = time.monotonic() + seconds
    by_master = {scale.master: scale for scale in scales}
    # When, whose terminal, the piece, and whether a frame ends with it.
    due: list[tuple[float, int, bytes, bool]] = []
    while (now := time.monotonic()) < ends:
        wait_s = max(0.0, due[0][0] - now) if due else 0.05
        readable, _, _ = select.select(list(by_master), [], [], wait_s)
        for master in readable:
            scale = by_master[master]
            if scale.hear():
                _plan(due, scale, time.monotonic() + scale.offset_s)
        while due and due[0][0] <= time.monotonic():
            at, master, piece, last = heapq.heappop(due)
            scale = by_master[master]
            if last:
                scale.frames.append((scale.sent + len(piece), time.monotonic()))
            scale.write(piece)
            if last:
                _plan(due, scale, at + EVERY_S)


def _plan(due: list[tuple[float, int, bytes, bool]], scale: Scale, ends_at: float) -> None:
    """The next frame, so that its last byte is there at `ends_at`."""
    frame = scale.next_frame()
    for begin in range(0, len(frame), PIECE):
        end = min(begin + PIECE, len(frame))
        at = ends_at - (len(frame) - end) * BYTE_S
        heapq.heappush(due, (at, scale.master, frame[begin:end], end == len(frame)))


def main() -> int:
    folder, number, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    scales = [Scale(folder / f"s{one}", one * EVERY_S / number, one * 2) for one in range(number)]
    for scale in scales:
        scale.plug()
    print("ready", flush=True)
    stream(scales, seconds)
    print(json.dumps({scale.path.name: scale.frames for scale in scales}), flush=True)
    # The terminals stay until whoever reads them has let go.
    signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
