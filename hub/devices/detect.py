"""Which wire languages fit a capture, and how surely: for the first minutes with a scale nobody has a manual for.

Every language reads the whole capture. What it understood of it, in bytes, is the fit; how much its frame proves (a checksum much,
a bare number little) is the rest of the certainty. A capture begins and ends in the middle of a frame; that is not held against it.
Not for: choosing a language by itself. "=" in two directions fits equally well, and kilograms and pounds look the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.devices.protocols.frames import Answer, Frame, Garbled, Refused
from hub.devices.registry import protocols

# The same frame under two names: the family's own name stands first.
FAMILY = {"kern_kcp": "mt_sics", "kern_ket": "radwag", "kern_tm": "and_16"}
# What a frame's bytes count for, in twentieths: a text or a refusal fits many languages, a weight does not, and a frame whose
# columns fit while its checksum does not is a hint.
_WEIGHT_COUNTS, _WORD_COUNTS, _HINT_COUNTS = 20, 10, 2
_HUNDRED = 100
# Less than this is chance: one acknowledgement in a row of noise.
_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Fit:
    protocol: str
    certainty: float
    frames: int
    garbled: int


def detect(raw: bytes, request: bytes = b"") -> list[Fit]:
    """The languages that make sense of at least one frame, best first; equals in the order of their names."""
    fits = [fit for name in protocols() if (fit := _fit(name, raw, request)) is not None]
    return sorted(fits, key=lambda fit: (-fit.certainty, fit.protocol in FAMILY, fit.protocol))


def _fit(name: str, raw: bytes, request: bytes) -> Fit | None:
    decoder = protocols()[name]()
    if request:
        decoder.asked(request)
    frames = [frame for frame in [*decoder.feed(raw), *decoder.flush()] if frame.raw]
    garbled = sum(isinstance(frame, Garbled) for frame in frames)
    inner = _between_the_cuts(frames)
    understood = sum(len(frame.raw) * _counts(frame) * decoder.proof(frame) for frame in inner)
    whole = sum(len(frame.raw) for frame in inner) * _WEIGHT_COUNTS * _HUNDRED
    certainty = round(understood / whole, 3) if whole else 0
    return Fit(name, certainty, len(frames) - garbled, garbled) if certainty >= _LEAST else None


def _between_the_cuts(frames: list[Frame]) -> list[Frame]:
    """Without the pieces at the ends that the capture cut, as long as something is left."""
    begin = 1 if frames and isinstance(frames[0], Garbled) else 0
    end = len(frames) - 1 if frames and isinstance(frames[-1], Garbled) else len(frames)
    return frames[begin:end] or frames


def _counts(frame: Frame) -> int:
    match frame:
        case Garbled(why=None):
            return 0
        case Garbled():
            return _HINT_COUNTS
        case Answer() | Refused():
            return _WORD_COUNTS
        case _:
            return _WEIGHT_COUNTS
