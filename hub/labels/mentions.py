"""What the law wants to follow goods of animal origin, as the text of a label and as sentences of a note.

On a label all of it stands in one box, but for the days of freezing and of a harvest, which have places of their own.
Source: Regulations (EU) 16/2012, 1337/2013 and 1379/2013 article 35, (EC) 1760/2000.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent
from hub.labels.label_values import LabelValues
from hub.labels.layout import first_upper
from hub.labels.phrases import Phrase, say
from hub.labels.provenance import LotProvenance, Provenance
from hub.labels.provenance_told import kind_told, provenance_told

BETWEEN = " · "
_KEYS = frozenset(
    {
        "method", "scientific_name", "fao_code", "born_in", "reared_in", "slaughtered_in", "slaughterhouse", "cut_in",
        "cutting_plant", "reference", "catch_area", "gear", "vessel", "produced", "defrosted",
    }
)  # fmt: skip


def mentions_of(content: LabelValues) -> str:
    """Nothing for most goods, which are not of animals."""
    if _KEYS.isdisjoint(content.values):
        return ""
    return said_together(
        (content.text("method"), content.text("scientific_name"), content.text("fao_code")),
        _told(content),
        content.language,
    )


def mentions_of_crate(content: CrateLabelContent, language: Language) -> str:
    """The same of a stored label."""
    kind = (content.method, content.scientific_name, content.fao_code)
    told = content.provenance or Provenance()
    return (
        said_together(kind, replace(told, frozen_on=None, harvested_on=None, best_before=None), language)
        if content.provenance or any(kind)
        else ""
    )


def said_together(kind: tuple[str, str, str], told: Provenance, language: Language) -> str:
    """`kind`: way of production, name in Latin and FAO's code."""
    return first_upper(BETWEEN.join((*kind_told(*kind, language), *provenance_told(told, kind[0], language))))


def lots_told(
    lots: Iterable[LotProvenance], method: str, language: Language, *, named: bool
) -> tuple[str, ...]:
    """A sentence for each lot of the goods with all that is told of it; `named` puts the lot's number in front."""
    return tuple(
        first_upper((f"{say(Phrase.LOT, language)} {lot.lot}: " if named else "") + said)
        for lot in lots
        if (said := BETWEEN.join(provenance_told(lot.told, method, language)))
    )


def _told(content: LabelValues) -> Provenance:
    return Provenance(
        born_in=content.many("born_in"),
        reared_in=content.many("reared_in"),
        slaughtered_in=content.text("slaughtered_in"),
        slaughterhouse=content.text("slaughterhouse"),
        cut_in=content.text("cut_in"),
        cutting_plant=content.text("cutting_plant"),
        reference=content.text("reference"),
        catch_area=content.text("catch_area"),
        gear=content.text("gear"),
        vessel=content.text("vessel"),
        produced_on=content.day("produced"),
        defrosted=content.yes("defrosted"),
    )
