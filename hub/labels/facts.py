"""What a label says, from plain content: texts in the receiver's language, and the symbols that carry the same.

Not for: how content is read (`label_values`), what stands in codes (`label_codes`), where things stand (config/labels), or which
printer draws them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hub.kernel.ids import is_sscc
from hub.kernel.words import Language
from hub.labels.content import short_code
from hub.labels.fact_names import HEADINGS
from hub.labels.label_codes import codes_of
from hub.labels.label_values import LabelValues, read_values
from hub.labels.marks import Facts
from hub.labels.mentions import mentions_of
from hub.labels.note_phrases import quality_class
from hub.labels.phrases import (
    ALLERGENS,
    CLIMATES,
    COUNTRIES,
    GRADES,
    Phrase,
    day,
    grouped,
    kilograms,
    pieces,
    say,
    term,
)


def facts_of(kind: str, plain: Mapping[str, Any], *, language: Language | None = None) -> Facts:
    """Raises LabelContentWrong for what cannot be read, LabelFactWrong for a number that must not be printed."""
    content = read_values(kind, plain, language)
    return Facts(
        texts={name: text for name, text in _texts(content).items() if text},
        headings={name: say(phrase, content.language) for name, phrase in _headings(content).items()},
        codes=codes_of(kind, content),
        pictures={"storage": next(iter(_storages(content)), "")},
    )


def _headings(content: LabelValues) -> Mapping[str, Phrase]:
    """The hub knows when it fetched the goods, and of a harvest only what it was told."""
    return {**HEADINGS, "harvested": Phrase.COLLECTED} if _only_collected(content) else HEADINGS


def _only_collected(content: LabelValues) -> bool:
    return content.day("harvested") is None and content.day("collected") is not None


# ---- texts


def _texts(content: LabelValues) -> dict[str, str]:
    language = content.language
    made = {key: value for key, value in content.values.items() if isinstance(value, str)}
    made |= {key: day(value, language) for key, value in content.values.items() if isinstance(value, date)}
    if _only_collected(content):
        made["harvested"] = made["collected"]
    made |= {key: str(value) for key, value in content.values.items() if type(value) is int}
    made |= {
        "allergens": ", ".join(term(ALLERGENS, one, language).upper() for one in content.many("allergens"))
    }
    made |= {"contents": ", ".join(content.many("contents"))}
    made |= {key: _kilograms(content, f"{key}_kg") for key in ("net", "tare", "gross")}
    if made["net"] and content.yes("typed"):
        made["net"] += "*"
        made["weight_note"] = f"* {say(Phrase.TYPED, language)}"
    count, copy = content.count("count"), content.count("copy")
    sscc = content.text("sscc")
    return made | {
        "grade": term(GRADES, content.text("grade"), language),
        "organic": say(Phrase.ORGANIC, language) if content.yes("organic") else "",
        "quality_class": quality_class(content.text("quality_class"), language),
        "origin": term(COUNTRIES, content.text("origin"), language),
        "storage": " · ".join(term(CLIMATES, one, language) for one in _storages(content)),
        "count": pieces(count, language) if count is not None else "",
        "tare_line": _joined(say(Phrase.TARE, language), content.text("tare_kind"), made["tare"])
        if made["tare"]
        else "",
        "net_word": say(Phrase.NET, language) if made["net"] else "",
        "alibi_line": _weighing(content.text("alibi"), language),
        "stop_line": f"{say(Phrase.STOP, language)} {content.text('stop')}" if content.text("stop") else "",
        "allergens_line": f"{say(Phrase.ALLERGENS, language)}: {made['allergens']}"
        if made["allergens"]
        else "",
        "approval_line": _joined(say(Phrase.APPROVAL, language), content.text("approval"))
        if content.text("approval")
        else "",
        "copy_line": f"{say(Phrase.COPY, language)} {copy}" if copy is not None and copy > 1 else "",
        "number_of": _number_of(content),
        "sscc": f"(00) {grouped(sscc)}" if is_sscc(sscc) else sscc,
        "short": _short(sscc),
        "ginc": f"(401) {content.text('ginc')}" if content.text("ginc") else "",
        "parent_short": _short(content.text("parent")),
        "replaces": _other(content, "replaces", Phrase.REPLACES),
        "parent": _other(content, "parent", Phrase.FROM_CRATE),
        "demo": say(Phrase.DEMO, language) if content.yes("made_up") else "",
        "mentions": mentions_of(content),
    }


def _kilograms(content: LabelValues, key: str) -> str:
    mass = content.mass(key)
    return kilograms(mass, content.language) if mass is not None else ""


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def _storages(content: LabelValues) -> tuple[str, ...]:
    """One class of goods, or the several that a place or a mixed package has."""
    one = content.text("storage_class")
    return (one,) if one else content.many("storage_class")


def _number_of(content: LabelValues) -> str:
    number, of = content.count("number"), content.count("of")
    if number is None:
        return ""
    return f"{number} / {of}" if of is not None else str(number)


def _short(code: str) -> str:
    return short_code(code) if code else ""


def _other(content: LabelValues, key: str, phrase: Phrase) -> str:
    """Another crate, by the end of its number as people say it: the whole of it stands on that crate."""
    code = content.text(key)
    return f"{say(phrase, content.language)} {short_code(code)}" if code else ""


def _weighing(alibi: str, language: Language) -> str:
    """The number of the record; where it comes with its scale ("Varemottak, nr. 128") it has its word already."""
    if f", {say(Phrase.NUMBER, language).lower()} " in alibi:
        return say(Phrase.WEIGHING, language).format(weighing=alibi)
    return f"{say(Phrase.ALIBI, language)} {alibi}" if alibi else ""
