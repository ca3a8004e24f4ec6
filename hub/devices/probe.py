"""Finding out what a scale on a live port speaks: line settings and languages tried one after the other, most usual first.

Listens first, because a scale that streams needs no question; then asks for the weight in every language, and nothing but the
weight: no word that could zero or tare a scale is ever sent. Not for: ports that somebody owns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from hub.devices.detect import Fit, detect
from hub.devices.ports import ScaleDecoder, Stream
from hub.devices.registry import protocols
from hub.devices.spec import LineSettings
from hub.devices.turns import next_turn
from hub.kernel.clock import Clock

# The settings that scales leave their factories with, as their manuals name them, the most usual first.
USUAL_LINES = (
    LineSettings(9600, 8, "N", 1),
    LineSettings(9600, 7, "E", 1),
    LineSettings(4800, 7, "E", 1),
    LineSettings(2400, 7, "E", 1),
    LineSettings(4800, 8, "N", 1),
    LineSettings(2400, 8, "N", 1),
    LineSettings(19_200, 8, "N", 1),
    LineSettings(1200, 7, "O", 1),
    LineSettings(9600, 7, "O", 1),
    LineSettings(38_400, 8, "N", 1),
    LineSettings(115_200, 8, "N", 1),
)
LISTEN_S = 1.0
ANSWER_S = 0.3
MOST_BYTES = 4_096
MOST_TURNS = 4
SURE = 0.8
FEWEST_FRAMES = 2

Open = Callable[[LineSettings], Stream]


@dataclass(frozen=True, slots=True)
class Found:
    """What was heard with one setting of the line, after one question (b"" is listening), and what it may be."""

    line: LineSettings
    request: bytes
    raw: bytes
    fits: tuple[Fit, ...]

    @property
    def certainty(self) -> float:
        return self.fits[0].certainty if self.fits else 0


def is_network(url: str) -> bool:
    """Over a plain socket the far end has its line settings itself; a port server (RFC 2217) is told them."""
    return url.startswith("socket:")


def questions() -> tuple[bytes, ...]:
    """How each language asks for the weight, each spelling once."""
    asked = [getattr(decoder, "ask_weight", None) for decoder in protocols().values()]
    return tuple(dict.fromkeys(word for word in asked if word))


def probe(open_line: Open, lines: tuple[LineSettings, ...], clock: Clock) -> Iterator[Found]:
    """Everything that was heard, as it is heard. Ends early when a language fits surely. Raises OSError when nobody is there."""
    opened = False
    for line in lines:
        try:
            stream = open_line(line)
        except OSError:
            # Not every port has every setting.
            if not opened:
                raise
            continue
        opened = True
        with closing(stream):
            for found in _with(stream, line, clock):
                yield found
                if found.certainty >= SURE and found.fits[0].frames >= FEWEST_FRAMES:
                    return


def _with(stream: Stream, line: LineSettings, clock: Clock) -> Iterator[Found]:
    heard = _hear(stream, LISTEN_S, clock)
    if heard:
        yield Found(line, b"", heard, tuple(detect(heard)))
        return
    before = b"\r"
    for request in questions():
        # Asked twice: the first question may have met the rest of another one, such as its line feed.
        raw = _converse(stream, request, clock)
        if raw or request.endswith(b"\r") > before.endswith(b"\r"):
            raw += _converse(stream, request, clock)
        before = request
        if raw:
            yield Found(line, request, raw, tuple(detect(raw, request)))


def _converse(stream: Stream, request: bytes, clock: Clock) -> bytes:
    """All that is answered, with the turns that the languages of this question take before they hand over a weight."""
    said, raw = request, b""
    speakers = [new() for new in protocols().values() if getattr(new, "ask_weight", None) == request]
    for _ in range(MOST_TURNS):
        stream.write(said)
        heard = _hear(stream, ANSWER_S, clock)
        raw += heard
        turns = [turn for speaker in speakers if (turn := _turn_of(speaker, said, heard))]
        if not turns:
            break
        said = turns[0]
    return raw


def _turn_of(speaker: ScaleDecoder, said: bytes, heard: bytes) -> bytes | None:
    speaker.asked(said)
    return next((turn for frame in speaker.feed(heard) if (turn := next_turn(speaker, frame))), None)


def _hear(stream: Stream, for_s: float, clock: Clock) -> bytes:
    raw, deadline = b"", clock.monotonic() + for_s
    while (left := deadline - clock.monotonic()) > 0 and len(raw) < MOST_BYTES:
        raw += stream.read(min(left, 0.1))
    return raw


def best(found: list[Found]) -> Found | None:
    """What fits most surely; of equals the first that was heard."""
    return max((one for one in found if one.fits), key=lambda one: one.certainty, default=None)


def as_table(url: str, found: Found) -> str:
    """A table for devices.toml. What a port cannot tell is left to be filled in from the scale's plate."""
    line = found.line
    streams = "stream = true\n" if not found.request else ""
    return (
        "[[scales]]\n"
        'key = "scale_1"\n'
        'name = { nb = "Vekt", sv = "Våg", en = "Scale" }\n'
        f"url = {_quoted(url)}\n"
        f'baud = {line.baud}\nbits = {line.bits}\nparity = "{line.parity}"\nstop = {line.stop}\n'
        f'protocol = "{found.fits[0].protocol}"\n'
        f"{streams}"
        'place = "GOODS-IN"\n'
        "# From the plate on the scale: Max, e, its unit and the date of its verification.\n"
        'unit = "kg"\nmaximum = "60"\ndivision = "0.02"\n'
        "# verified_until = 2027-06-30\n"
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
