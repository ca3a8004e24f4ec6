"""A stored label as the plain table that layouts are filled from: the door from a print job to `facts`.

Not for: notes. They have no layout; each is a document (`notes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.kernel.quantity import Money
from hub.kernel.words import Language
from hub.labels.all_contents import LabelContent
from hub.labels.content import CrateLabelContent, WeightKind
from hub.labels.label_contents import ConsignmentContent, PalletContent, PlaceContent, ProductCardContent
from hub.labels.phrases import Phrase, say
from hub.labels.provenance import Provenance

CROWNS = frozenset({"NOK", "SEK", "DKK"})


def sheet_kind_of(content: LabelContent) -> str:
    """Which kind of layout the label has: see `sheet.KINDS`."""
    if isinstance(content, CrateLabelContent):
        return "split_crate" if content.parent else "crate"
    return _KINDS[type(content)]


def plain_of(content: LabelContent, *, language: Language, copy: int = 1) -> dict[str, Any]:
    """All that the label says, by the keys of `facts.KEYS`; what is absent is left out by whoever reads it."""
    shared = {"made_up": content.made_up, "language": language.value}
    match content:
        case CrateLabelContent():
            return _crate(content, language) | shared | {"copy": copy}
        case ConsignmentContent():
            return _consignment(content) | shared | {"copy": copy}
        case PalletContent():
            return _pallet(content) | shared | {"copy": copy}
        case PlaceContent():
            # A second sign of a place is no copy of anything: both may hang there.
            return {"place": content.place, "name": content.name, "storage_class": content.storages} | shared
        case ProductCardContent():
            return _product_card(content, language) | shared


_KINDS: Mapping[type[LabelContent], str] = {
    ConsignmentContent: "consignment",
    PalletContent: "pallet",
    PlaceContent: "place",
    ProductCardContent: "product_card",
}


def _crate(content: CrateLabelContent, language: Language) -> dict[str, Any]:
    calculated = content.weight_kind is WeightKind.CALCULATED
    return {
        "sscc": content.sscc,
        "gtin": content.gtin,
        "content_gtin": content.content_gtin,
        "product": content.product,
        "grade": content.grade,
        "variety": content.variety,
        "quality_class": content.quality_class,
        "producer": content.producer,
        "lot": content.lot,
        "harvested": content.harvested_on,
        "collected": content.collected_on,
        "packed": content.packed_on,
        "best_before": content.best_before,
        "net_kg": content.net.in_kg(),
        "tare_kg": content.tare.in_kg() if content.tare is not None else None,
        "tare_kind": content.tare_kind,
        "count": content.count,
        "origin": content.origin_country,
        "organic": content.organic,
        "allergens": content.allergens,
        "storage_class": content.storage,
        "approval": content.approval_number,
        "kitchen": content.kitchen,
        "stop": content.stop,
        "alibi": content.weighing if content.weight_kind is WeightKind.WEIGHED else "",
        "typed": content.weight_kind is WeightKind.TYPED,
        "weight_note": say(Phrase.CALCULATED, language) if calculated else "",
        "replaces": content.replaces,
        "parent": content.parent,
        "address": content.address,
    } | (_of_animals(content) if content.method or content.scientific_name or content.provenance else {})


def _of_animals(content: CrateLabelContent) -> dict[str, Any]:
    told = content.provenance or Provenance()
    return {
        "method": content.method,
        "scientific_name": content.scientific_name,
        "fao_code": content.fao_code,
        "born_in": told.born_in,
        "reared_in": told.reared_in,
        "slaughtered_in": told.slaughtered_in,
        "slaughterhouse": told.slaughterhouse,
        "cut_in": told.cut_in,
        "cutting_plant": told.cutting_plant,
        "reference": told.reference,
        "catch_area": told.catch_area,
        "gear": told.gear,
        "vessel": told.vessel,
        "produced": told.produced_on,
        "frozen": told.frozen_on,
        "defrosted": told.defrosted,
    }


def _consignment(content: ConsignmentContent) -> dict[str, Any]:
    return {
        "kitchen": content.kitchen,
        "place": content.address,
        "stop": content.stop,
        "route": content.route,
        "delivery": content.delivery_on,
        "window": content.window,
        "number": content.number,
        "of": content.of,
        "crates": content.crates,
        "net_kg": content.net.in_kg() if content.net is not None else None,
        "sender": content.sender,
        "note": content.note,
        "storage_class": content.storages,
        "ginc": content.ginc,
        "sscc": content.sscc,
        "address": content.page,
    }


def _pallet(content: PalletContent) -> dict[str, Any]:
    return {
        "sscc": content.sscc,
        "sender": content.sender,
        "kitchen": content.kitchen,
        "route": content.route,
        "stop": content.stop,
        "delivery": content.delivery_on,
        "crates": content.crates,
        "net_kg": content.net.in_kg() if content.net is not None else None,
        "gross_kg": content.gross.in_kg() if content.gross is not None else None,
        "contents": content.contents,
        "storage_class": content.storages,
        "address": content.address,
    }


def _product_card(content: ProductCardContent, language: Language) -> dict[str, Any]:
    return {
        "article": content.article,
        "gtin": content.gtin,
        "product": content.product,
        "grade": content.grade,
        "producer": content.producer,
        "origin": content.origin_country,
        "organic": content.organic,
        "allergens": content.allergens,
        "storage_class": content.storage,
        "price": priced(content.price, content.currency, language) if content.price is not None else "",
        "unit": say(Phrase.PIECES, language) if content.by_count else "kg",
    }


def priced(price: Money, currency: str, language: Language) -> str:
    """24,50 kr; in English with the currency's own name, because crowns are many."""
    text = f"{price.in_units():.2f}"
    if language is Language.EN:
        return f"{currency} {text}"
    return f"{text.replace('.', ',')} {'kr' if currency in CROWNS else currency}"
