"""Titles of states and sentences of errors. Each subject has a module here with TITLES and ERRORS; it is found by itself.

TITLES maps each enum to the titles of its members: `{OrderState: {OrderState.OPEN: _l("Open"), …}}`. A flat dict of members is
taken too, but two enums of one module that share a value would then hide each other, because a StrEnum equals its text.
ERRORS maps an error's code to a sentence with its facts: `{"lot_expired": _l("Lot %(lot)s expired on %(day)s.")}`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module

from flask_babel import LazyString, gettext

from hub.kernel.errors import HubError
from hub.web.format import shown


@dataclass(frozen=True, slots=True)
class Texts:
    """Every title and every sentence of the house."""

    titles: Mapping[tuple[type[StrEnum], str], LazyString]
    errors: Mapping[str, LazyString]


@cache
def every_text() -> Texts:
    titles: dict[tuple[type[StrEnum], str], LazyString] = {}
    errors: dict[str, LazyString] = {}
    for module in pkgutil.iter_modules(__path__):
        found = import_module(f"{__name__}.{module.name}")
        for key, text in getattr(found, "TITLES", {}).items():
            members = text.items() if isinstance(text, Mapping) else [(key, text)]
            titles.update({(type(member), member.value): words for member, words in members})
        errors.update(getattr(found, "ERRORS", {}))
    return Texts(titles, errors)


def title(member: StrEnum) -> str:
    """The title of a state in the reader's language; its plain value when no text was written."""
    text: LazyString | None = every_text().titles.get((type(member), member.value))
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
