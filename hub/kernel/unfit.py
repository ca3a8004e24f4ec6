"""What is wrong with a value of the settings: the name of a sentence and its facts. The words are chosen where somebody reads them.

Not for: rules that people break on pages (hub.kernel.errors.RuleBroken), whose sentences the pages make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hub.kernel.unfit_words import UNFIT_WORDS
from hub.kernel.words import Language


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence by its name, in any of the three languages; `str` is the English one, for logs."""

    key: str
    facts: Mapping[str, object]

    def in_(self, language: Language) -> str:
        return UNFIT_WORDS[self.key].in_(language).format(**self.facts)

    def __str__(self) -> str:
        return self.in_(Language.EN)


class Unfit(ValueError):
    """A value that a reader of the settings does not take."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.said = Said(key, facts)

    def __str__(self) -> str:
        return str(self.said)


def said_of(error: ValueError) -> Said | str:
    """The sentence of an error; one of a library, or not of ours, keeps its own words."""
    return error.said if isinstance(error, Unfit) else str(error)
