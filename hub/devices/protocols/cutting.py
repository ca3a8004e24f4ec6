"""Cutting a byte stream into frames, however the wire chopped it: what every codec of this house shares.

A codec is a function from what has come so far to the next frame; it may only answer what no later byte can change, so the
frames cannot depend on the cuts. Memory is bounded: what is longer than any frame is handed over as garbled, in pieces whose
borders do not depend on the cuts either.
Not for: what a frame means (each language has its own module) and when it counts (`hub.devices.settle`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from hub.devices.protocols.frames import Frame, Garbled

LONGEST_LINE = 160
# Bytes of a line that comes up: no frame, and glued to the front of the first one.
NOISE = b"\x00\x7f\xff"
_SEVEN_BITS = 0x7F
_POINT = 0x2E
_BLANK = b" \r\n\t"


class Codec:
    """Keeps what is unfinished. A language says what to ask, and finds its next frame in `_next`."""

    ask_weight: bytes | None = None
    ask_tare_memory: bytes | None = None
    ask_serial: bytes | None = None
    ask_zero: bytes | None = None
    ask_tare: bytes | None = None
    # Keeps the weight in the scale's own memory and tells the number: only ever asked for a load that has settled.
    ask_alibi: bytes | None = None
    # The refusal by which a scale that hands over each weight only once says that the last one still lies there.
    unmoved: str | None = None
    # What the makers deliver where the frame carries no unit. Only for showing: a scale is used with its declared unit.
    usual_unit: str | None = None
    # Whether a weight that is called net has a tare off. Not where everything the display shows is called so.
    net_means_tared = True
    # Whether gross and tare beside a net weight are printed with it. Not where they only prove that no digit was lost.
    shows_beside = True
    # How much a frame proves that this language is spoken, in percent: a checksum much, a bare number little.
    telling = 50

    def __init__(self) -> None:
        self._pending = b""
        self._request = b""

    def asked(self, request: bytes) -> None:
        """What was sent to the scale last, for answers that do not name their question."""
        self._request = request

    def next_turn(self, answer: Frame) -> bytes | None:  # noqa: ARG002 - most languages answer at once
        """What to say on hearing this, where the weight is handed over in turns; None when the answer is the last word."""
        return None

    def proof(self, frame: Frame) -> int:  # noqa: ARG002 - languages with layouts of different width look at the frame
        """How much this frame proves, in percent."""
        return self.telling

    def feed(self, raw: bytes) -> list[Frame]:
        return self._drain(raw, final=False)

    def flush(self) -> list[Frame]:
        return self._drain(b"", final=True)

    def _drain(self, raw: bytes, *, final: bool) -> list[Frame]:
        seen, at, frames = self._pending + raw, 0, list[Frame]()
        while at < len(seen):
            end, found = self._next(seen, at, final=final)
            if end == at:
                break
            at = end
            frames += found
        self._pending = b"" if final else seen[at:]
        return frames

    def _next(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        """Where the next piece from `at` on ends and what is in it; `at` itself when more bytes are needed."""
        raise NotImplementedError


class LineCodec(Codec):
    """One frame, one line, ended by LF unless a language says otherwise."""

    # Line feed, also with the parity bit that a 7-bit device leaves in bit 7.
    line_end = re.compile(rb"[\n\x8a]")

    def __init__(self) -> None:
        super().__init__()
        self._flooded = False
        self._whole = _whole_line(self.line_end.pattern)

    def _drain(self, raw: bytes, *, final: bool) -> list[Frame]:
        """Lines that are in order are cut off together; what is left goes the long way."""
        frames = list[Frame]()
        if not self._flooded:
            seen = self._pending + raw
            lines: list[bytes] = self._whole.findall(seen)
            in_order = b"".join(lines)
            # Where something too long stands between them, they are not what `seen` begins with.
            if seen.startswith(in_order):
                for line in lines:
                    frames += self._line(line)
                self._pending, raw = seen[len(in_order) :], b""
        return [*bounded(frames), *super()._drain(raw, final=final)]

    def _next(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        ending = self.line_end.search(seen, at, at + LONGEST_LINE + 1)
        if ending:
            raw, flooded = seen[at : ending.end()], self._flooded
            self._flooded = False
            # The end of a flood may look like a frame by chance.
            return ending.end(), [Garbled(raw)] if flooded else bounded(self._line(raw))
        if len(seen) - at > LONGEST_LINE:
            self._flooded = True
            return at + LONGEST_LINE, [Garbled(seen[at : at + LONGEST_LINE])]
        if not final:
            return at, []
        self._flooded = False
        # A line that never ended: its last digits may be missing, so it is no weight.
        rest = seen[at:]
        return len(seen), [Garbled(rest)] if _has_print(rest) else []

    def _line(self, raw: bytes) -> list[Frame]:
        line = raw.lstrip(NOISE)
        text = line.decode("ascii") if line.isascii() else plain(line)
        if text is None:
            return [Garbled(raw)]
        shown = text.strip("\r\n")
        return self._read(shown, raw) if shown.strip() else []

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        raise NotImplementedError


@cache
def _whole_line(end: bytes) -> re.Pattern[bytes]:
    r"""A line with its end, where no line is too long. `end` is a class of bytes, such as `[\n]`."""
    return re.compile(rb"%b{0,%d}%b" % (_none_of(end), LONGEST_LINE, end))


@cache
def _whole_frame(opening: bytes, start: bytes, end: bytes, longest: int) -> re.Pattern[bytes]:
    """A frame from its start to its end, with neither of them inside."""
    return re.compile(rb"%b%b{0,%d}%b" % (opening, _none_of(start, end), longest - 2, end))


def _none_of(*classes: bytes) -> bytes:
    return rb"[^%b]" % b"".join(one[1:-1] for one in classes)


def bounded(frames: list[Frame]) -> list[Frame]:
    """What was read from a piece that came with its end: where it is wrong, it is a wrong frame and no noise."""
    if Garbled not in map(type, frames):
        return frames
    return [replace(frame, bounded=True) if isinstance(frame, Garbled) else frame for frame in frames]


def plain(raw: bytes) -> str | None:
    """The text of 7-bit characters. None when bit 7 is set and is not the parity bit of every single character.

    A 7-bit device on a line that is open with 8 bits leaves its parity in bit 7. Where all characters have the same
    parity it has been checked character by character, and taking it off is no guess; where one differs, that one is wrong.
    The point is left out of the comparison: the columns say where it stands.
    """
    if raw.isascii():
        return raw.decode("ascii")
    if len({byte.bit_count() % 2 for byte in raw if byte & _SEVEN_BITS != _POINT}) > 1:
        return None
    return bytes(byte & _SEVEN_BITS for byte in raw).decode("ascii")


def _has_print(raw: bytes) -> bool:
    return bool(raw.strip(_BLANK + NOISE))


class StartedCodec(Codec):
    """Frames begin with a byte of their own. What stands between them is garbled, line ends excepted."""

    start: re.Pattern[bytes]
    # What the scale says after us between its frames; it is no noise.
    _echo = b""

    def _next(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        begin = self.start.search(seen, at, at + LONGEST_LINE + 1)
        if begin and begin.start() == at:
            return self._from_start(seen, at, final=final)
        if begin:
            end = begin.start()
        elif len(seen) - at > LONGEST_LINE:
            end = at + LONGEST_LINE
        else:
            end = len(seen) if final else at
        between = seen[at:end]
        return end, [Garbled(between)] if between.strip(_BLANK) and between != self._echo else []

    def _from_start(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        raise NotImplementedError


class EndedCodec(StartedCodec):
    """Frames between a start and an end byte. A second start before the end: the first frame was cut off."""

    end: re.Pattern[bytes]
    # The start bytes that wait for an end, where others are an answer by themselves.
    opening: re.Pattern[bytes] | None = None
    longest = 64

    def __init__(self) -> None:
        super().__init__()
        opening = self.opening or self.start
        self._whole = _whole_frame(opening.pattern, self.start.pattern, self.end.pattern, self.longest)

    def _next(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        whole = self._whole.match(seen, at)
        if whole is None:
            return super()._next(seen, at, final=final)
        return whole.end(), self._bounded(whole.group())

    def _bounded(self, raw: bytes) -> list[Frame]:
        text = raw.decode("ascii") if raw.isascii() else plain(raw)
        return bounded([Garbled(raw)] if text is None else self._read(text, raw))

    def _from_start(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        limit = at + self.longest
        ending = self.end.search(seen, at + 1, limit)
        again = self.start.search(seen, at + 1, ending.start() if ending else limit)
        if again:
            return again.start(), [Garbled(seen[at : again.start()])]
        if ending:
            return ending.end(), self._bounded(seen[at : ending.end()])
        if len(seen) >= limit:
            return limit, [Garbled(seen[at:limit])]
        return (len(seen), [Garbled(seen[at:])]) if final else (at, [])

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        raise NotImplementedError
