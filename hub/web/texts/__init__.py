"""Titles of states and sentences of errors. Each subject has a module here with TITLES and ERRORS; it is found by itself.

TITLES maps each enum to the titles of its members: `{OrderState: {OrderState.OPEN: _l("Open"), …}}`. A flat dict of members is
taken too, but two enums of one module that share a value would then hide each other, because a StrEnum equals its text.
ERRORS maps an error's code to a sentence with its facts: `{"lot_expired": _l("Lot %(lot)s expired on %(day)s.")}`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module

from flask_babel import LazyString, gettext

from hub.kernel.errors import HubError
from hub.web.format import shown


class Titles(Mapping[StrEnum, LazyString]):
    """Titles by member, where members of two enums with the same text are two keys, unlike in a dict."""

    def __init__(self, rows: Iterable[tuple[StrEnum, LazyString]]) -> None:
        self._rows = {(type(member), member.value): (member, words) for member, words in rows}

    def __getitem__(self, member: StrEnum) -> LazyString:
        return self._rows[type(member), member.value][1]

    def __iter__(self) -> Iterator[StrEnum]:
        return iter([member for member, _words in self._rows.values()])

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True, slots=True)
class Texts:
    """Every title and every sentence of the house."""

    titles: Titles
    errors: Mapping[str, LazyString]


@cache
def every_text() -> Texts:
    titles: list[tuple[StrEnum, LazyString]] = []
    errors: dict[str, LazyString] = {}
    for module in pkgutil.iter_modules(__path__):
        found = import_module(f"{__name__}.{module.name}")
        for key, text in getattr(found, "TITLES", {}).items():
            members = text.items() if isinstance(text, Mapping) else [(key, text)]
            titles.extend(members)
        errors.update(getattr(found, "ERRORS", {}))
    return Texts(Titles(titles), errors)


def __getattr__(name: str) -> object:
    """TITLES and ERRORS of all subjects together; read when first asked for, because nothing is read on import."""
    if name == "TITLES":
        return every_text().titles
    if name == "ERRORS":
        return every_text().errors
    raise AttributeError(name)


def title(member: StrEnum) -> str:
    """The title of a state in the reader's language; its plain value when no text was written."""
    text: LazyString | None = every_text().titles.get(member)
    return str(text) if text is not None else member.value


def sentence(error: HubError) -> str:
    """What happened and what to do, in the reader's language."""
    text: LazyString | None = every_text().errors.get(error.code)
    if text is None:
        return str(gettext("This cannot be done (%(code)s). Ask the coordinator.", code=error.code))
    facts = {
        name: title(fact) if isinstance(fact, StrEnum) else shown(fact) for name, fact in error.facts.items()
    }
    return str(text) % _Lenient(facts)


class _Lenient(dict[str, object]):
    """A fact that an error forgot leaves a gap in the sentence, not a broken page."""

    def __missing__(self, key: str) -> str:
        return "…"
