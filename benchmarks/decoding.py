"""How much faster than a 115200-baud line each scale language is read. Eleven and a half kilobytes come in a second.

No value comes twice in a row: what a decoder keeps of one frame does not help it with the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import thread_time

from benchmarks.measure import Row
from benchmarks.spoken import frames, languages
from hub.devices.registry import protocols

BYTES_A_SECOND = 115_200 // 10
WANTED = 200
# Six hundred loads, from the least to some twenty kilograms.
LOADS = range(210, 210 + 600 * 37, 37)
STREAM = 120_000
PIECE = 256
ROUNDS = 7
SHOWN = 5


def rows() -> Iterator[Row]:
    """The slowest languages one by one, the others in one row; then the same with one value over and over."""
    spoken = {name: list(frames(name, LOADS)) for name in languages()}
    changing = _ranked({name: b"".join(told) for name, told in spoken.items()})
    for ratio, name in changing[:SHOWN]:
        yield Row(f"decode {name}", f"{ratio:.0f} x real time", f">= {WANTED} x", ratio >= WANTED)
    slowest_other, fastest = changing[SHOWN][0], changing[-1][0]
    yield Row(
        f"decode, the other {len(changing) - SHOWN} languages",
        f"{slowest_other:.0f} to {fastest:.0f} x real time",
        f">= {WANTED} x",
        slowest_other >= WANTED,
    )
    standing = _ranked({name: told[-1] for name, told in spoken.items()})
    yield Row(
        "decode, one value over and over",
        f"{standing[0][0]:.0f} ({standing[0][1]}) to {standing[-1][0]:.0f} x real time",
        f">= {WANTED} x",
        standing[0][0] >= WANTED,
    )


def _ranked(told: Mapping[str, bytes]) -> list[tuple[float, str]]:
    """The slowest first. Of some rounds through all languages each one's best: a host that takes the processor away for a second
    counts as time of the processor, and slows whatever is being read just then.
    """
    streams = {name: raw * (STREAM // len(raw) + 1) for name, raw in told.items()}
    best = dict.fromkeys(streams, 0.0)
    for _ in range(ROUNDS):
        for name, stream in streams.items():
            best[name] = max(best[name], _ratio(name, stream))
    return sorted((ratio, name) for name, ratio in best.items())


def _ratio(name: str, stream: bytes) -> float:
    """In time of the processor: other programs on the machine read no bytes for us."""
    decoder = protocols()[name]()
    begun = thread_time()
    for at in range(0, len(stream), PIECE):
        decoder.feed(stream[at : at + PIECE])
    return len(stream) / BYTES_A_SECOND / (thread_time() - begun)
