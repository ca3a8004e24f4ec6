"""Spoilt frames and noise into every scale language: no wrong weight taken, nothing raised, memory flat.

`python -m benchmarks.fuzz_scales` takes a minute; with `--long` it sends 10^7 corrupted frames and 10^8 random bytes. The frames
come from the simulated scales, which were written from the manuals and not from the decoders.
"""

from __future__ import annotations

import argparse
import random
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field

from firmware_sim.languages.catalogue import LANGUAGES
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from hub.devices import settle
from hub.devices.ports import ScaleDecoder
from hub.devices.protocols.frames import Answer, Kind, Weight
from hub.devices.registry import protocols
from hub.devices.settle import Seen, SettleRule, Standing, Watch
from hub.kernel.quantity import Mass

LOAD_GRAMS = 10_450
EVERY_MS = 50
PIECE = 4_096
MOST_GROWTH = 2_000_000
RULE = SettleRule(
    maximum=Mass.grams(60_000),
    minimum=Mass.grams(200),
    division=Mass.grams(10),
    zero_band=Mass.grams(50),
    change=Mass.grams(50),
    window_ms=600,
)


@dataclass
class Reader:
    """A decoder with the rule of the settled load behind it, as the driver of a scale puts them together."""

    decoder: ScaleDecoder
    unit: str
    watch: Watch = field(default_factory=Watch)
    at_ms: int = 0

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
            seen = Seen(mass, bool(frame.stable), self.at_ms, frame.raw)
            self.watch, standing = settle.step(RULE, self.watch, seen)
            if standing is Standing.SETTLED:
                yield mass

    def _mass(self, frame: Weight) -> Mass | None:
        unit = (frame.unit or self.unit).lower()
        try:
            return Mass.parse(frame.value, unit) if unit == self.unit else None
        except ValueError:
            return None


def spoken(name: str) -> bytes | None:
    """One whole answer of a simulated scale with the load on it; None where no simulated scale speaks this language."""
    if name not in LANGUAGES:
        return None
    scale = ScaleDevice(ScaleSpec("fuzzed", Platform(60_000, 10), protocol=name))
    scale.set_load(LOAD_GRAMS)
    scale.tick(10)
    session = scale.open_session()
    session.poll()
    ask = getattr(protocols()[name](), "ask_weight", None)
    said = session.receive(ask) if ask else b""
    if not said:
        scale.tick(0.11)
        said = session.poll()
    return said or None


def readable() -> dict[str, tuple[bytes, Mass, str]]:
    """Languages whose simulated scale is read without a fault: a frame, the weight in it, and its unit."""
    found = {}
    for name, decoder in sorted(protocols().items()):
        raw = spoken(name)
        if raw is None:
            continue
        reader = decoder()
        reader.feed(raw)
        weights = [one for one in reader.feed(raw) if isinstance(one, Weight) and one.stable]
        if weights:
            unit = (weights[0].unit or "kg").lower()
            found[name] = (raw, Mass.parse(weights[0].value, unit), unit)
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


def corrupted(name: str, raw: bytes, unit: str, count: int, seed: int = 1) -> set[Mass]:
    """The weights taken from this many spoilt frames, each followed by a whole one as often as not."""
    dice = random.Random(seed)  # noqa: S311 - the same frames at every run
    reader, taken = Reader(protocols()[name](), unit), set()
    for _ in range(count):
        taken |= set(reader.take(spoil(raw, dice)))
        if dice.random() < 0.5:  # noqa: PLR2004
            taken |= set(reader.take(raw))
    return taken


def noise(name: str, unit: str, amount: int, seed: int = 2) -> set[Mass]:
    """The weights taken from this many random bytes."""
    dice = random.Random(seed)  # noqa: S311 - as above
    reader, taken = Reader(protocols()[name](), unit), set()
    for _ in range(0, amount, PIECE):
        taken |= set(reader.take(dice.randbytes(PIECE)))
    return taken


def fuzz(frames: int, amount: int) -> list[str]:
    """What went wrong, in words; nothing when all is well. The counts are divided over the languages."""
    languages = readable()
    wrong = []
    for name, (raw, right, unit) in languages.items():
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        taken = corrupted(name, raw, unit, frames // len(languages)) - {right}
        heard = noise(name, unit, amount // len(languages))
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        if taken or heard:
            wrong.append(f"{name}: wrong weights {sorted(taken | heard)}")
        if after - before > MOST_GROWTH:
            wrong.append(f"{name}: memory grew by {after - before} bytes")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="10^7 corrupted frames and 10^8 random bytes")
    frames, amount = (10**7, 10**8) if parser.parse_args().long else (200_000, 2_000_000)
    wrong = fuzz(frames, amount)
    print("\n".join(wrong) or f"{frames} corrupted frames and {amount} random bytes: no wrong weight")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
