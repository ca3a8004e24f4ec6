"""How much faster than a 115200-baud line each scale language is read. Eleven and a half kilobytes come in a second."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from benchmarks.fuzz_scales import readable
from benchmarks.measure import Row
from hub.devices.registry import protocols

BYTES_A_SECOND = 115_200 // 10
WANTED = 200
STREAM = 200_000
PIECE = 256


def rows() -> Iterator[Row]:
    """The slowest languages one by one, the others in one row."""
    ratios = sorted((_ratio(name, raw), name) for name, (raw, _, _) in readable().items())
    for ratio, name in ratios[:5]:
        yield Row(f"decode {name}", f"{ratio:.0f} x real time", f">= {WANTED} x", ratio >= WANTED)
    slowest_other = ratios[5][0]
    yield Row(
        f"decode, the other {len(ratios) - 5} languages",
        f"{slowest_other:.0f} to {ratios[-1][0]:.0f} x real time",
        f">= {WANTED} x",
        slowest_other >= WANTED,
    )


def _ratio(name: str, raw: bytes) -> float:
    stream = raw * (STREAM // len(raw))
    decoder = protocols()[name]()
    begun = perf_counter()
    for at in range(0, len(stream), PIECE):
        decoder.feed(stream[at : at + PIECE])
    return len(stream) / BYTES_A_SECOND / (perf_counter() - begun)
