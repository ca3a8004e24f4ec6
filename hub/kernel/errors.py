"""The error tree: a code and the facts. The sentence is made at the edge, in the reader's language.

Garbled bytes and an unstable weight are not errors: they are values of `hub.devices.events`.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.kernel.unfit import Said
from hub.kernel.words import Language


class HubError(Exception):
    """Root of all errors that a person can be told about. `code` is stable, `facts` fill the sentence."""

    code = "hub_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={fact!s}" for name, fact in self.facts.items())
        return f"{self.code}({shown})"


class RuleBroken(HubError):
    """A rule of the house says no, and a person can put it right."""

    code = "rule_broken"


class Conflict(RuleBroken):
    """Somebody else was there first; look again and decide anew."""

    code = "conflict"


class NotFound(HubError):
    """There is no such thing, or it is not yours to see."""

    code = "not_found"


class NotPermitted(HubError):
    """The person is known but has no right to this."""

    code = "not_permitted"


class DeviceTrouble(HubError):
    """A device did not do what it was asked."""

    code = "device_trouble"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a settings file: where, and what to write instead."""

    file: str
    key: str
    line: int | None
    says: Said | str

    def in_(self, language: Language) -> str:
        """For a reader; what a library says stays in the library's words."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        says = self.says.in_(language) if isinstance(self.says, Said) else self.says
        return f"{where}: {self.key}: {says}"

    def __str__(self) -> str:
        return self.in_(Language.EN)


class Misconfigured(HubError):
    """The settings cannot be used. Lists every fault at once, so that one start shows them all."""

    code = "misconfigured"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults=faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)
