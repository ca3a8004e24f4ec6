"""Where a key stands in a TOML text, so that a fault can name its line: `tomllib` reads values and forgets places.

Not for: checking the text. It is called on text that `tomllib` already accepted, and only has to find its way through it.
"""

from __future__ import annotations

import re
import tomllib
from typing import TypeAlias

Place: TypeAlias = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_OPENING = {"[": "]", "{": "}"}


def key_lines(text: str) -> dict[Place, int]:
    """The line of every table and key, arrays of tables by index: `("scales", 1, "url")` is the second scale's url.

    Keys inside an inline table have no entry of their own; `line_of` falls back to the line that holds them.
    """
    return _Scan(text).places()


def line_of(lines: dict[Place, int], place: Place) -> int | None:
    """The line of a key, or of the nearest thing around it when the key itself is missing."""
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return None


class _Scan:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines: dict[Place, int] = {}
        self._counts: dict[Place, int] = {}

    def places(self) -> dict[Place, int]:
        table: Place = ()
        while self._skip_to_content():
            line = self._line()
            if self._text.startswith("[[", self._at):
                table = self._array_header()
            elif self._text[self._at] == "[":
                self._at += 1
                table = self._resolved(self._dotted_key())
                self._at = self._text.index("]", self._at) + 1
            else:
                self._note((*table, *self._dotted_key()), line)
                self._skip_value()
                continue
            self._note(table, line)
        return self._lines

    def _array_header(self) -> Place:
        self._at += 2
        place = self._resolved(self._dotted_key(), whole=False)
        self._at = self._text.index("]]", self._at) + 2
        index = self._counts.get(place, 0)
        self._counts[place] = index + 1
        self._lines.setdefault(place, self._line())
        return (*place, index)

    def _resolved(self, keys: Place, *, whole: bool = True) -> Place:
        """`[scales.link]` after `[[scales]]` belongs to the scale opened last."""
        place: Place = ()
        for number, key in enumerate(keys, start=1):
            place = (*place, key)
            if place in self._counts and (whole or number < len(keys)):
                place = (*place, self._counts[place] - 1)
        return place

    def _note(self, place: Place, line: int) -> None:
        for length in range(1, len(place) + 1):
            self._lines.setdefault(place[:length], line)

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1

    def _skip_to_content(self) -> bool:
        while self._at < len(self._text):
            here = self._text[self._at]
            if here == "#":
                self._skip_comment()
            elif here.isspace():
                self._at += 1
            else:
                return True
        return False

    def _skip_comment(self) -> None:
        end = self._text.find("\n", self._at)
        self._at = len(self._text) if end < 0 else end

    def _dotted_key(self) -> Place:
        keys: list[str | int] = []
        while True:
            self._skip_blanks()
            if self._text[self._at] in "\"'":
                start = self._at
                self._skip_string()
                keys.append(next(iter(tomllib.loads(f"{self._text[start : self._at]}=0"))))
            else:
                found = _BARE.match(self._text, self._at)
                if found is None:
                    msg = f"no key at {self._at}"
                    raise ValueError(msg)
                keys.append(found.group())
                self._at = found.end()
            self._skip_blanks()
            if self._text[self._at] != ".":
                return tuple(keys)
            self._at += 1

    def _skip_blanks(self) -> None:
        while self._text[self._at] in " \t":
            self._at += 1

    def _skip_value(self) -> None:
        """Past the `=` and the value, which ends at the end of the line unless a bracket or a string is still open."""
        self._at = self._text.index("=", self._at) + 1
        depth = 0
        while self._at < len(self._text):
            here = self._text[self._at]
            if here in "\"'":
                self._skip_string()
                continue
            if here == "#":
                self._skip_comment()
                continue
            if here == "\n" and depth == 0:
                return
            depth += (here in _OPENING) - (here in _OPENING.values())
            self._at += 1

    def _skip_string(self) -> None:
        quote = self._text[self._at]
        fence = quote * 3 if self._text.startswith(quote * 3, self._at) else quote
        self._at += len(fence)
        while not self._text.startswith(fence, self._at):
            self._at += 2 if quote == '"' and self._text[self._at] == "\\" else 1
        self._at += len(fence)
        # A multi-line string may end in one or two quotes of its own: """a quote: "x"""".
        while len(fence) > 1 and self._text.startswith(quote, self._at):
            self._at += 1
