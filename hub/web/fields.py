"""Forms of the cold chain read field by field: what cannot be read is a fault at its field, and all faults are told at once.

Not for: judging what was read, which is the subject's own affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from flask import request

from hub.coldchain.errors import FieldsUnfit
from hub.coldchain.faults import FieldFault
from hub.kernel.errors import RuleBroken
from hub.kernel.quantity import Temperature
from hub.kernel.words import Language
from hub.web import floor
from hub.web.access import house
from hub.web.addresses import day_from
from hub.web.language import language
from hub.web.texts import sentence, title

LARGEST_NUMBER = 100_000


class Fields:
    """One form that was sent. `faults` gathers what could not be read, by field."""

    def __init__(self) -> None:
        self.faults: dict[str, FieldFault] = {}

    def text(self, name: str) -> str:
        return request.form.get(name, "").strip()

    def celsius(self, name: str, *, optional: bool = False) -> Temperature | None:
        """Degrees; None when nothing was typed, or nothing that can be read."""
        if not self.text(name):
            if not optional:
                self.faults[name] = FieldFault.MISSING
            return None
        try:
            return floor.typed_celsius(name)
        except RuleBroken:
            self.faults[name] = FieldFault.NOT_A_NUMBER
            return None

    def whole(self, name: str) -> int | None:
        typed = self.text(name)
        if not typed:
            self.faults[name] = FieldFault.MISSING
        elif not (typed.isascii() and typed.isdigit() and int(typed) < LARGEST_NUMBER):
            self.faults[name] = FieldFault.NOT_A_NUMBER
        else:
            return int(typed)
        return None

    def day(self, name: str) -> date | None:
        found = day_from(self.text(name))
        if found is None:
            self.faults[name] = FieldFault.NO_DAY
        return found

    def moment(self, name: str) -> datetime | None:
        """A local day and time as a browser's own field sends them, 2026-11-23T07:05."""
        try:
            found = datetime.fromisoformat(self.text(name))
        except ValueError:
            self.faults[name] = FieldFault.NO_TIME
            return None
        if found.tzinfo is not None or day_from(found.date().isoformat()) is None:
            self.faults[name] = FieldFault.NO_TIME
            return None
        return found.replace(tzinfo=house().settings.hub.zone).astimezone(house().clock.now().tzinfo)

    def counts_from(self) -> datetime | None:
        """From now on, or from the beginning of a local day: what `from` and `valid_on` say."""
        now = house().clock.now()
        if self.text("from") != "day":
            return now
        found = self.day("valid_on")
        return None if found is None else day_begins(found)

    def require_readable(self) -> None:
        """Raises FieldsUnfit."""
        if self.faults:
            raise FieldsUnfit(self.faults)


def day_begins(on: date) -> datetime:
    """Local midnight, as a moment in UTC."""
    local = datetime.combine(on, time(), house().settings.hub.zone)
    return local.astimezone(house().clock.now().tzinfo)


def problems_of(refusal: RuleBroken) -> dict[str, str]:
    """The sentence beside each field, in the reader's language."""
    return (
        {name: title(fault) for name, fault in refusal.faults.items()}
        if isinstance(refusal, FieldsUnfit)
        else {}
    )


def problem_of(refusal: RuleBroken) -> str:
    """The sentence above the form."""
    return sentence(refusal)


def typed_degrees(temperature: Temperature) -> str:
    """As a person would type it: 4, −1,5 with the reader's comma, and no trailing zeros."""
    number = temperature.in_celsius()
    text = str(number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize())
    return text if language() is Language.EN else text.replace(".", ",")


def shown(name: str, otherwise: object, form: Mapping[str, str]) -> str:
    """What was typed into a form that came back, else what stands there to begin with."""
    return form.get(name, "") if form else str(otherwise)
