"""Spoilt frames and noise into every scale language: no wrong weight taken, nothing raised, memory flat.

`python -m benchmarks.fuzz_scales` takes a minute; with `--long` it sends 10^7 corrupted frames and 10^8 random bytes. The frames
come from the simulated scales, which were written from the manuals and not from the decoders. A spoilt digit may well read as a
number, and without a checksum no decoder can know: how often that was is told, and that the settled-load rule takes none of them.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from benchmarks.spoken import frames, languages
from hub.devices import settle
from hub.devices.ports import ScaleDecoder
from hub.devices.protocols.frames import Answer, Kind, Weight
from hub.devices.registry import protocols
from hub.devices.settle import Seen, SettleRule, Standing, Watch
from hub.kernel.quantity import Mass

LOAD_GRAMS = 10_450
EVERY_MS = 50
PIECE = 4_096
QUIET_AFTER, QUIET_FRAMES = 40, 12
MOST_GROWTH_KB = 8_000
RULE = SettleRule(
    maximum=Mass.grams(60_000),
    minimum=Mass.grams(200),
    division=Mass.grams(10),
    zero_band=Mass.grams(50),
    change=Mass.grams(50),
    window_ms=300,
)


@dataclass
class Reader:
    """A decoder with the rule of the settled load behind it, as the driver of a scale puts them together."""

    decoder: ScaleDecoder
    unit: str
    watch: Watch = field(default_factory=Watch)
    at_ms: int = 0
    # What single frames called stable: the decoder's word, before the rule has judged it.
    shown: Counter[Mass] = field(default_factory=Counter)

    def take(self, raw: bytes, every_ms: int = EVERY_MS) -> Iterator[Mass]:
        """Every weight taken out of these bytes."""
        self.at_ms += every_ms
        for frame in self.decoder.feed(raw):
            if isinstance(frame, Answer) or (isinstance(frame, Weight) and frame.kind is Kind.TARE):
                continue
            mass = self._mass(frame) if isinstance(frame, Weight) and not frame.total else None
            if mass is None or not isinstance(frame, Weight):
                self.watch = settle.interrupted(self.watch)
                continue
            if frame.stable:
                self.shown[mass] += 1
            seen = Seen(mass, bool(frame.stable), self.at_ms, frame.raw)
            self.watch, standing = settle.step(RULE, self.watch, seen)
            if standing is Standing.SETTLED:
                yield mass

    def _mass(self, frame: Weight) -> Mass | None:
        unit = (frame.unit or self.unit).lower()
        return _mass_of(frame.value, unit) if unit == self.unit else None


def _mass_of(value: str, unit: str) -> Mass | None:
    try:
        return Mass.parse(value, unit)
    except ValueError:
        return None


def readable() -> dict[str, tuple[bytes, Mass | None, str]]:
    """Every language with a frame of its simulated scale, the weight in it, and the unit the hub would declare for that scale.

    The weight is None where the frame's pounds are no whole milligrams: then nothing at all may be taken.
    """
    found = {}
    for name in languages():
        raw = next(frames(name, [LOAD_GRAMS]))
        reader = protocols()[name]()
        reader.feed(raw)
        first = next(one for one in reader.feed(raw) if isinstance(one, Weight))
        unit = (first.unit or "kg").lower()
        found[name] = (raw, _mass_of(first.value, unit), unit)
    return found


def spoil(raw: bytes, dice: random.Random) -> bytes:
    """What cables do: flip bits, lose bytes, cut, double, add noise, set the parity bit."""
    spoilt = bytearray(raw)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(spoilt)) if spoilt else 0
        match dice.randrange(6):
            case 0 if spoilt:
                spoilt[at] ^= 1 << dice.randrange(8)
            case 1 if spoilt:
                del spoilt[at]
            case 2:
                del spoilt[at:]
            case 3:
                spoilt[at:at] = dice.randbytes(dice.randint(1, 4))
            case 4:
                spoilt[at:at] = spoilt[at : at + dice.randint(1, 8)]
            case _ if spoilt:
                spoilt[at] |= 0x80
            case _:
                pass
    return bytes(spoilt)


@dataclass(frozen=True, slots=True)
class Result:
    """What was taken as a settled load, and how many single frames showed a stable weight that does not lie there."""

    taken: frozenset[Mass]
    misread: int


def corrupted(name: str, raw: bytes, unit: str, right: Mass | None, count: int) -> Result:
    """This many spoilt frames, each followed by a whole one as often as not, and now and then a quiet line for a whole load."""
    dice = random.Random(1)
    reader, taken, misread = Reader(protocols()[name](), unit), set[Mass](), 0
    for number in range(count):
        if number % QUIET_AFTER == 0:
            # Another load: what was taken before does not keep this one from being taken.
            reader.watch = Watch()
            for _ in range(QUIET_FRAMES):
                taken.update(reader.take(raw))
            misread += sum(times for mass, times in reader.shown.items() if mass != right)
            reader.shown.clear()
        taken.update(reader.take(spoil(raw, dice)))
        if dice.random() < 0.5:  # noqa: PLR2004
            taken.update(reader.take(raw))
    misread += sum(times for mass, times in reader.shown.items() if mass != right)
    return Result(frozenset(taken), misread)


def noise(name: str, unit: str, amount: int, seed: int = 2) -> set[Mass]:
    """The weights taken from this many random bytes."""
    dice = random.Random(seed)
    reader, taken = Reader(protocols()[name](), unit), set()
    for _ in range(0, amount, PIECE):
        taken |= set(reader.take(dice.randbytes(PIECE)))
        reader.shown.clear()
    return taken


def fuzz(frames_in_all: int, bytes_in_all: int, say: Callable[[str], None]) -> list[str]:
    """What went wrong, in words; nothing when all is well. The counts are divided over the languages."""
    chosen = readable()
    wrong = []
    before = resident_kb()
    for number, (name, (raw, right, unit)) in enumerate(chosen.items(), start=1):
        result = corrupted(name, raw, unit, right, -(-frames_in_all // len(chosen)))
        heard = noise(name, unit, -(-bytes_in_all // len(chosen)))
        if wrongly := (result.taken - {right}) | heard:
            wrong.append(f"{name}: wrong weights {sorted(wrongly)}")
        # What the first language needed is there for all; a leak would go on growing with each.
        before = resident_kb() if number == 1 else before
        says = "right loads taken" if right in result.taken else "nothing taken: it has no word for rest"
        say(
            f"{number} of {len(chosen)} {name}: {says}; {result.misread} single frames misread;"
            f" {len(heard)} taken from noise; memory {resident_kb()} kB"
        )
    if resident_kb() - before > MOST_GROWTH_KB:
        wrong.append(f"memory grew by {resident_kb() - before} kB")
    return wrong


def resident_kb() -> int:
    """What of the memory is this process's own now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="10^7 corrupted frames and 10^8 random bytes")
    count, amount = (10**7, 10**8) if parser.parse_args().long else (200_000, 2_000_000)
    begun = monotonic()
    wrong = fuzz(count, amount, lambda line: print(line, flush=True))
    took = f"{(monotonic() - begun) / 60:.0f} minutes, {len(languages())} languages"
    print("\n".join(wrong) or f"{count} corrupted frames and {amount} random bytes: no wrong weight ({took})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
