"""How goods were kept until they were sent, as a paper says it: between which temperatures, for how long, and what is not known.

The bounds are rounded outwards, the time that is known downwards and the time that is not upwards: a paper never promises more
than was measured. Less than a minute that is not known is not told. Not for: measuring (`hub.coldchain.keeping`).
"""

from dataclasses import dataclass

from hub.kernel.words import Language, Words

_TENTH = 100
_MINUTE_S = 60
_HOUR_S = 3_600
_BETWEEN = Words(
    "Holdt mellom {low} og {high} °C i {known}.",
    "Hållits mellan {low} och {high} °C i {known}.",
    "Kept between {low} and {high} °C, {known}.",
)
_AT = Words("Holdt på {low} °C i {known}.", "Hållits vid {low} °C i {known}.", "Kept at {low} °C, {known}.")
_PART = Words("Ikke målt i {unknown}.", "Inte mätt i {unknown}.", "Not measured for {unknown}.")
_NEVER = Words(
    "Temperaturen er ikke målt ({unknown}).",
    "Temperaturen är inte mätt ({unknown}).",
    "Temperature not measured ({unknown}).",
)
_HOURS = Words("{hours} t", "{hours} tim", "{hours} h")
_MINUTES = Words("{minutes} min", "{minutes} min", "{minutes} min")


@dataclass(frozen=True, slots=True)
class KeptBetween:
    """Thousandths of a degree and whole seconds. Without a bound nothing was measured."""

    lowest_mc: int | None
    highest_mc: int | None
    known_s: int
    unknown_s: int


def kept_words(kept: KeptBetween, language: Language) -> str:
    """Two short sentences at most; an empty text of no time at all."""
    unknown = _at_most(kept.unknown_s, language)
    if kept.lowest_mc is None or kept.highest_mc is None or kept.known_s < _MINUTE_S:
        return _NEVER.in_(language).format(unknown=unknown) if kept.unknown_s >= _MINUTE_S else ""
    low, high = kept.lowest_mc // _TENTH, -(-kept.highest_mc // _TENTH)
    form = _AT if low == high else _BETWEEN
    said = form.in_(language).format(
        low=_tenths(low, language), high=_tenths(high, language), known=_at_least(kept.known_s, language)
    )
    return f"{said} {_PART.in_(language).format(unknown=unknown)}" if kept.unknown_s >= _MINUTE_S else said


def degrees(millidegrees: int, language: Language) -> str:
    """One temperature to the tenth, as a thermometer shows it."""
    tenths = (abs(millidegrees) + _TENTH // 2) // _TENTH
    return _tenths(-tenths if millidegrees < 0 else tenths, language)


def _tenths(tenths: int, language: Language) -> str:
    whole, part = divmod(abs(tenths), 10)
    text = f"{'−' if tenths < 0 else ''}{whole}.{part}"
    return text if language is Language.EN else text.replace(".", ",")


def _at_least(seconds: int, language: Language) -> str:
    """Whole hours, under one hour whole minutes."""
    if seconds >= _HOUR_S:
        return _HOURS.in_(language).format(hours=seconds // _HOUR_S)
    return _MINUTES.in_(language).format(minutes=seconds // _MINUTE_S)


def _at_most(seconds: int, language: Language) -> str:
    """Hours and minutes, begun minutes counted whole."""
    hours, minutes = divmod(-(-seconds // _MINUTE_S), _HOUR_S // _MINUTE_S)
    texts = [
        _HOURS.in_(language).format(hours=hours) if hours else "",
        _MINUTES.in_(language).format(minutes=minutes) if minutes else "",
    ]
    return " ".join(text for text in texts if text)
