"""What the law wants to follow goods of animal origin, as the text of a label: from the plain values of its content.

All of it stands in one box, but for the day of freezing: a cook looks for that, and it has a place of its own (`frozen`).
Source: Regulations (EU) 16/2012, 1337/2013 and 1379/2013 article 35, (EC) 1760/2000.
"""

from __future__ import annotations

from hub.kernel.words import Language
from hub.labels.label_values import LabelValues
from hub.labels.layout import first_upper
from hub.labels.provenance import Provenance
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


def said_together(kind: tuple[str, str, str], told: Provenance, language: Language) -> str:
    """`kind`: way of production, name in Latin and FAO's code."""
    return first_upper(BETWEEN.join((*kind_told(*kind, language), *provenance_told(told, kind[0], language))))


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
