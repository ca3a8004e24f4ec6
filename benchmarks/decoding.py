"""How much faster than a 115200-baud line each scale language is read. Eleven and a half kilobytes come in a second.

No value comes twice in a row: what a decoder keeps of one frame does not help it with the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import thread_time

from benchmarks.measure import Row, rank
from benchmarks.spoken import frames, languages
from hub.devices.registry import protocols

BYTES_A_SECOND = 115_200 // 10
WANTED = 200
# Six hundred loads, from the least to some twenty kilograms.
LOADS = range(210, 210 + 600 * 37, 37)
STREAM = 120_000
PIECE = 256
RUNS = 5
SHOWN = 5


def rows() -> Iterator[Row]:
    """The slowest languages one by one, the others in one row; then the same with one value over and over."""
    spoken = {name: list(frames(name, LOADS)) for name in languages()}
    changing = sorted((_ratio(name, b"".join(told)), name) for name, told in spoken.items())
    for ratio, name in changing[:SHOWN]:
        yield Row(f"decode {name}", f"{ratio:.0f} x real time", f">= {WANTED} x", ratio >= WANTED)
    slowest_other, fastest = changing[SHOWN][0], changing[-1][0]
    yield Row(
        f"decode, the other {len(changing) - SHOWN} languages",
        f"{slowest_other:.0f} to {fastest:.0f} x real time",
        f">= {WANTED} x",
        slowest_other >= WANTED,
    )
    standing = sorted((_ratio(name, told[-1]), name) for name, told in spoken.items())
    yield Row(
        "decode, one value over and over",
        f"{standing[0][0]:.0f} ({standing[0][1]}) to {standing[-1][0]:.0f} x real time",
        f">= {WANTED} x",
        standing[0][0] >= WANTED,
    )


def _ratio(name: str, told: bytes) -> float:
    """The median of some runs, in time of the processor: other programs on the machine read no bytes for us."""
    stream = told * (STREAM // len(told) + 1)
    times = []
    for _ in range(RUNS):
        decoder = protocols()[name]()
        begun = thread_time()
        for at in range(0, len(stream), PIECE):
            decoder.feed(stream[at : at + PIECE])
        times.append(thread_time() - begun)
    return len(stream) / BYTES_A_SECOND / rank(times, 50)
