"""Made-up content for every kind of label, to look at a layout with. Not for printing: each says that it is an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SSCC = "195212340000000126"
_GOODS: dict[str, Any] = {
    "gtin": "97090000000014", "product": "Gulrot, vasket", "grade": "washed", "producer": "Øvre Åsgård økologiske grønt",
    "origin": "NO", "organic": True, "allergens": ["celery"], "storage_class": "cool", "made_up": True,
}  # fmt: skip
_CRATE: dict[str, Any] = _GOODS | {
    "sscc": _SSCC, "lot": "26-328-007", "harvested": "2026-11-20", "packed": "2026-11-21", "best_before": "2026-12-01",
    "net_kg": "10.450", "tare_kg": "1.45", "tare_kind": "PT", "kitchen": "Nordhavn skole, kjøkken", "stop": "3",
    "alibi": "Varemottak, nr. 128",
}  # fmt: skip
MADE_UP: Mapping[str, Mapping[str, Any]] = {
    "crate": _CRATE,
    "split_crate": _CRATE | {"parent": "195212340000000119", "net_kg": "3.20", "tare_kg": "0.75"},
    "consignment": {
        "kitchen": "Nordhavn skole, kjøkken 2", "place": "Kaiveien 12, 0150 Oslo", "stop": "3", "route": "Rute Nord",
        "delivery": "2026-11-24", "window": "07:00–08:30", "number": 2, "of": 5, "net_kg": "38.4",
        "sender": "Nordhavn samlast", "crates": 3, "storage_class": ["cool", "frozen"], "ginc": "952123400012261124", "sscc": _SSCC,
        "made_up": True,
    },
    "pallet": {
        "sscc": _SSCC, "sender": "Nordhavn samlast", "kitchen": "Nordhavn skole, kjøkken 2", "route": "Rute Nord", "stop": "3",
        "delivery": "2026-11-24", "crates": 14, "net_kg": "182.35", "gross_kg": "231.10",
        "contents": ["Gulrot, vasket", "Potet", "Hodekål", "Egg"], "storage_class": ["cool"], "made_up": True,
    },
    "place": {"place": "KJ1-A3", "name": "Kjølerom 1, hylle A3", "storage_class": ["cool", "egg"], "made_up": True},
    "badge": {
        "badge": "BADGE-7F3K-91QX", "name": "Åse Grønnås", "role": "Varemottak", "hub": "Nordhavn samlast", "made_up": True,
    },
    "product_card": {
        **{key: _GOODS[key] for key in _GOODS if key != "gtin"},
        "article": "1002", "price": "24,50 kr", "unit": "kg",
    },
}  # fmt: skip
# What a crate may hold instead: goods of which the law wants more on the label.
_MEAT: dict[str, Any] = {
    "product": "Storfekjøttdeig", "grade": "frozen", "producer": "Skogsbeite kjøtt", "organic": False, "allergens": [],
    "storage_class": "frozen", "approval": "NO 1250", "harvested": None, "collected": "2026-11-20", "best_before": "2027-05-20",
    "born_in": ["SE"], "reared_in": ["NO", "SE"], "slaughtered_in": "NO", "slaughterhouse": "NO 1234", "cut_in": "NO",
    "cutting_plant": "NO 1250", "reference": "752 041 633 2026", "produced": "2026-11-17", "frozen": "2026-11-18",
}  # fmt: skip
_FISH: dict[str, Any] = {
    "product": "Torskefilet uten skinn og bein", "grade": "frozen", "producer": "Ytre Holmen fiskelag", "organic": False,
    "allergens": ["fish"], "storage_class": "frozen", "approval": "H 1999", "harvested": None, "collected": "2026-11-20",
    "best_before": "2027-11-12", "method": "caught_at_sea", "scientific_name": "Gadus morhua", "fao_code": "COD",
    "catch_area": "27.2.a", "gear": "hooks_and_lines", "vessel": "Havglytt N-999-XX", "produced": "2026-11-12",
    "frozen": "2026-11-13",
}  # fmt: skip
GOODS: Mapping[str, Mapping[str, Any]] = {"vegetables": {}, "meat": _MEAT, "fish": _FISH}
CRATES = frozenset({"crate", "split_crate"})


def made_up(kind: str, goods: str = "") -> Mapping[str, Any]:
    """`goods` is one of GOODS for the label of a crate; other labels have one content."""
    return {**MADE_UP[kind], **GOODS.get(goods, {})} if kind in CRATES else MADE_UP[kind]
