"""A short text in the three languages of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    NB = "nb"
    SV = "sv"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Norwegian bokmål, Swedish and English; none may be empty."""

    nb: str
    sv: str
    en: str

    def __post_init__(self) -> None:
        if not (self.nb.strip() and self.sv.strip() and self.en.strip()):
            msg = f"words must be complete in nb, sv and en: {self!r}"
            raise ValueError(msg)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Words:
        return cls(nb=texts["nb"], sv=texts["sv"], en=texts["en"])

    def in_(self, language: Language) -> str:
        if language == Language.NB:
            return self.nb
        return self.sv if language == Language.SV else self.en

    def as_dict(self) -> dict[str, str]:
        return {"nb": self.nb, "sv": self.sv, "en": self.en}
