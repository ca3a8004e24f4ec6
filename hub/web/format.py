"""Quantities and times as the reader writes them: decimal comma, local time, grouped crate numbers. The Jinja filters of the house.

Not for: labels and delivery notes, which have a language of their own and are formatted in `hub.labels`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal

from hub.kernel.ids import SSCC_DIGITS
from hub.kernel.quantity import Mass, Money, Temperature
from hub.kernel.words import Language, Words
from hub.labels.layout import first_upper
from hub.labels.phrases import grouped
from hub.labels.room_report_written import percent
from hub.labels.void_reasons import reason_told
from hub.web.access import house
from hub.web.language import language

LOCALES = {Language.NB: "nb_NO", Language.SV: "sv_SE", Language.EN: "en_GB"}
# Babel's own English pattern sets no space between "NOK" and the number.
_MONEY = {
    Language.NB: "#,##0.00\N{NO-BREAK SPACE}¤",
    Language.SV: "#,##0.00\N{NO-BREAK SPACE}¤",
    Language.EN: "¤\N{NO-BREAK SPACE}#,##0.00",
}
CROWNS = frozenset({"NOK", "SEK", "DKK"})
NOTHING = "–"
_QUOTES = {Language.NB: ("«", "»"), Language.SV: ("”", "”"), Language.EN: ("“", "”")}
NO_BREAK = "\N{NO-BREAK SPACE}"


def kg(mass: Mass | None) -> str:
    """At least two decimals, and as many more as the mass really has: 10,45 kg; 0,005 kg."""
    if mass is None:
        return NOTHING
    return f"{_decimal(mass.in_kg(), '#,##0.00####')}{NO_BREAK}kg"


def celsius(temperature: Temperature | None) -> str:
    """One decimal, as on the doors of cold rooms: 3,4 °C."""
    if temperature is None:
        return NOTHING
    return f"{_decimal(temperature.in_celsius(), '#,##0.0')}{NO_BREAK}°C"


def celsius_fine(temperature: Temperature | None) -> str:
    """Two decimals, as certificates have them, and a third where there is one: −0,05 °C."""
    if temperature is None:
        return NOTHING
    return f"{_decimal(temperature.in_celsius(), '#,##0.00#')}{NO_BREAK}°C"


def money(amount: Money | None) -> str:
    if amount is None:
        return NOTHING
    currency = house().settings.hub.currency
    pattern = _MONEY[language()]
    if currency in CROWNS and language() is not Language.EN:
        # A neighbour's crown would be shown as "Nkr", which nobody here writes.
        pattern = pattern.replace("¤", "'kr'")
    return str(format_currency(amount.in_units(), currency, pattern, locale=_locale()))


def number(value: Decimal | int | None) -> str:
    return NOTHING if value is None else str(format_decimal(value, locale=_locale()))


def per_mille(share: int) -> str:
    """As percent, downwards: only what is complete is 100 %."""
    return percent(share, language()).replace(" ", NO_BREAK)


def day(when: date | datetime | None) -> str:
    """Weekday, day and month; the year only when it is not this one."""
    if when is None:
        return NOTHING
    local = _local(when) if isinstance(when, datetime) else when
    this_year = _local(house().clock.now()).year
    pattern = "EEE d. MMM" if local.year == this_year else "EEE d. MMM y"
    if language() is not Language.NB:
        pattern = pattern.replace("d.", "d")
    return str(format_date(local, pattern, locale=_locale()))


def clock_time(when: datetime | None) -> str:
    """Local hours and minutes: 07:05."""
    return NOTHING if when is None else str(format_time(_local(when), "HH:mm", locale=_locale()))


def moment(when: datetime | None) -> str:
    """Day and local time."""
    return NOTHING if when is None else f"{day(when)} {clock_time(when)}"


def machine_time(when: date | datetime) -> str:
    """For the datetime attribute of <time> and for scripts."""
    return when.isoformat()


def sscc(code: str) -> str:
    """By threes, as the label has it, so that who holds the paper and who looks at the screen read the same groups."""
    return grouped(code).replace(" ", NO_BREAK) if len(code) == SSCC_DIGITS else code


def words(text: Words) -> str:
    """A text of the house in the reader's language."""
    return text.in_(language())


def quoted(said: str) -> str:
    """Somebody's own words, between the reader's quotation marks."""
    opened, closed = _QUOTES[language()]
    return f"{opened}{said}{closed}"


def shown(fact: object) -> str:
    """Any fact as the reader writes it, for the sentences of errors."""
    for kind, write in _WRITERS:
        if isinstance(fact, kind):
            return write(fact)
    return str(fact)


def _full_moment(when: datetime) -> str:
    return str(format_datetime(_local(when), "d MMM y HH:mm:ss", locale=_locale()))


_WRITERS: tuple[tuple[type, Callable[..., str]], ...] = (
    (Mass, kg),
    (Temperature, celsius),
    (Money, money),
    (datetime, moment),
    (date, day),
    (Words, words),
    (Decimal, number),
)


def reason_said(reason: str | None) -> str:
    """Why something was taken out of use or back: the house's own reasons in the reader's language, a person's words as they are."""
    return shown(reason_told(reason or ""))


FILTERS: dict[str, Callable[..., str]] = {
    "reason_said": reason_said,
    "kg": kg,
    "celsius": celsius,
    "celsius_fine": celsius_fine,
    "money": money,
    "number": number,
    "per_mille": per_mille,
    "day": day,
    "clock_time": clock_time,
    "moment": moment,
    "full_moment": _full_moment,
    "machine_time": machine_time,
    "sscc": sscc,
    "words": words,
    "first_upper": first_upper,
    "quoted": quoted,
    "shown": shown,
}


def _decimal(value: Decimal, pattern: str) -> str:
    # Babel takes the hyphen of the pattern as it stands; a frost needs a minus that is seen.
    return str(format_decimal(value, pattern, locale=_locale())).replace("-", "\N{MINUS SIGN}")


def _locale() -> str:
    return LOCALES[language()]


def _local(when: datetime) -> datetime:
    return when.astimezone(house().settings.hub.zone)
