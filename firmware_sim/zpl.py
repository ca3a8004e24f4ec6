"""ZPL II cut into label formats, questions and settings: bytes in, whole pieces out. Nothing is drawn here.

Written from Zebra's programming guide. A format waits for its ^XZ; a question that begins with ~ is answered at once, also in the
middle of a format.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 2 * 1024 * 1024
_QUESTION = re.compile(rb"~(HS|HQES|JA)")
_BEGINS = re.compile(rb"\^XA|~(?:HS|HQES|JA)|! U1 ")
_SETTING = re.compile(rb'! U1 getvar "([a-z_.]+)"\r?\n')


@dataclass(frozen=True, slots=True)
class Format:
    """All between ^XA and ^XZ."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Question:
    """HS, HQES, JA (cancel everything), or the name of a setting."""

    name: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a format: its two letters, and what stands behind them."""

    name: str
    body: bytes

    def numbers(self) -> list[int]:
        """Parameters as whole numbers; an empty one is -1."""
        return [int(one) if one.strip().isdigit() else -1 for one in self.body.split(b",")]


class ZplTokenizer:
    """Feed bytes however they come."""

    def __init__(self) -> None:
        self._kept = b""

    @property
    def partial(self) -> bool:
        """A format has begun and not ended."""
        return self._kept.startswith(b"^XA")

    def forget(self) -> None:
        self._kept = b""

    def feed(self, chunk: bytes) -> Iterator[Format | Question]:
        self._kept = (self._kept + chunk)[-LONGEST:]
        while True:
            begins = _BEGINS.search(self._kept)
            if begins is None:
                # The beginning of a command may still lie in the last bytes.
                self._kept = self._kept[-8:]
                return
            self._kept = self._kept[begins.start() :]
            piece = self._piece()
            if piece is None:
                return
            yield piece

    def _piece(self) -> Format | Question | None:
        if self._kept.startswith(b"~"):
            return self._take(_QUESTION)
        if self._kept.startswith(b"!"):
            setting = self._take(_SETTING)
            if setting is None and b"\n" in self._kept:
                self._kept = self._kept.partition(b"\n")[2]
            return setting
        end = self._kept.find(b"^XZ")
        asked = _QUESTION.search(self._kept, 0, end if end >= 0 else len(self._kept))
        if asked and asked[1] == b"JA":
            # What lies before it in the buffer is gone, and only that.
            self._kept = self._kept[asked.end() :]
            return Question("JA")
        if asked:
            self._kept = self._kept[: asked.start()] + self._kept[asked.end() :]
            return Question(asked[1].decode("ascii"))
        if end < 0:
            return None
        body, self._kept = self._kept[3:end], self._kept[end + 3 :]
        return Format(body)

    def _take(self, expected: re.Pattern[bytes]) -> Question | None:
        found = expected.match(self._kept)
        if found is None:
            return None
        self._kept = self._kept[found.end() :]
        return Question(found[1].decode("ascii"))


def commands(body: bytes) -> Iterator[Command]:
    """^FO24,40 and the like, in order; line ends between commands mean nothing."""
    for piece in body.split(b"^")[1:]:
        yield Command(piece[:2].decode("latin-1"), piece[2:].rstrip(b"\r\n"))
