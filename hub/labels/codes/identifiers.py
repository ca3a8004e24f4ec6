"""GS1's application identifiers as they stand in gs1_identifiers.toml: shape, length, and what each needs beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

IDENTIFIER_LENGTHS = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a value: which signs, how many, and what is checked in it."""

    signs: str
    least: int
    most: int
    checks: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Identifier:
    """One application identifier. `needs`: every group list has to be met by one of its groups, written "01+21"."""

    ai: str
    title: str
    parts: tuple[Part, ...]
    fixed: bool
    link: bool
    key: tuple[tuple[str, ...], ...] | None
    needs: tuple[tuple[str, ...], ...]
    never_with: tuple[str, ...]

    @property
    def most(self) -> int:
        return sum(part.most for part in self.parts)


@cache
def identifiers() -> Mapping[str, Identifier]:
    """All of them, by number. Read when first asked for, because nothing is read on import."""
    text = (files("hub.labels.codes") / "gs1_identifiers.toml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, Any]] = tomllib.loads(text)["identifiers"]
    return {ai: _identifier(ai, row) for numbers, row in rows.items() for ai in _each(numbers)}


def identifier_at(text: str, at: int = 0) -> Identifier | None:
    """The identifier that begins here. No identifier is the beginning of another."""
    known = identifiers()
    return next(
        (known[text[at : at + size]] for size in IDENTIFIER_LENGTHS if text[at : at + size] in known), None
    )


def matches(ai: str, pattern: str) -> bool:
    """Whether an identifier is one of a pattern such as "310n"."""
    return len(ai) == len(pattern) and all(
        want in ("n", sign) for sign, want in zip(ai, pattern, strict=True)
    )


def _each(numbers: str) -> Iterator[str]:
    first, _, last = numbers.partition("-")
    for number in range(int(first), int(last or first) + 1):
        yield str(number).zfill(len(first))


def _identifier(ai: str, row: Mapping[str, Any]) -> Identifier:
    key = row.get("key")
    return Identifier(
        ai=ai,
        title=row["title"],
        parts=tuple(_part(text) for text in row["parts"]),
        fixed=row.get("fixed", False),
        link=row.get("link", False),
        key=None if key is None else tuple(tuple(way) for way in key),
        needs=tuple(tuple(group) for group in row.get("needs", ())),
        never_with=tuple(row.get("never_with", ())),
    )


def _part(text: str) -> Part:
    shape, *checks = text.removeprefix("?").split(" ")
    signs, size = shape[0], shape[1:]
    upto = size.startswith("..")
    most = int(size.removeprefix(".."))
    return Part(signs, 1 if upto else most, most, tuple(checks), optional=text.startswith("?"))
