"""Content for every kind of label, made up; one value for each key, and in the words of each language."""

from __future__ import annotations

from typing import Any

SSCC = "195212340000000126"

_CRATE: dict[str, Any] = {
    "sscc": SSCC,
    "gtin": "97090000000014",
    "product": "Gulrot, vasket",
    "grade": "washed",
    "producer": "Nordgard økologiske grønnsaker AS",
    "lot": "26-328-007",
    "harvested": "2026-11-20",
    "best_before": "2026-12-01",
    "net_kg": "10.450",
    "tare_kg": "1.45",
    "count": 12,
    "origin": "NO",
    "organic": True,
    "allergens": ["celery"],
    "storage_class": "cool",
    "kitchen": "Nordhavn skole, kjøkken",
    "stop": "3",
    "alibi": "goods_in 128",
    "language": "nb",
}
CONTENTS: dict[str, dict[str, Any]] = {
    "crate": _CRATE,
    "split_crate": {**_CRATE, "parent": "195212340000000119", "net_kg": "3.20", "tare_kg": "0.75"},
    "consignment": {
        "kitchen": "Nordhavn skole, kjøkken 2",
        "place": "Kaiveien 12, 0150 Oslo",
        "stop": "3",
        "route": "Rute Nord",
        "delivery": "2026-11-24",
        "window": "07:00–08:30",
        "number": 2,
        "of": 5,
        "net_kg": "38.4",
        "sender": "Nordhavn samlast",
        "crates": 3,
        "ginc": "952123400012261124",
        "sscc": SSCC,
        "storage_class": ["cool", "frozen"],
    },
    "pallet": {
        "sscc": SSCC,
        "sender": "Nordhavn samlast, Kaiveien 12, 0150 Oslo",
        "kitchen": "Nordhavn skole, kjøkken 2",
        "route": "Rute Nord",
        "stop": "3",
        "delivery": "2026-11-24",
        "crates": 14,
        "net_kg": "182.35",
        "gross_kg": "231.10",
        "contents": ["Gulrot, vasket", "Potet", "Hodekål", "Egg"],
        "storage_class": "cool",
    },
    "place": {
        "place": "KJ1-A3",
        "name": "Kjølerom 1, hylle A3",
        "storage_class": "cool",
        "address": "https://hub.example/places/KJ1-A3",
    },
    "badge": {
        "badge": "BADGE-7F3K-91QX",
        "name": "Åse Grønnås",
        "role": "Varemottak",
        "hub": "Nordhavn samlast",
    },
    "product_card": {
        "gtin": "07090000000011",
        "article": "GUL-V",
        "product": "Gulrot, vasket",
        "grade": "washed",
        "producer": "Nordgard økologiske grønnsaker AS",
        "origin": "NO",
        "organic": True,
        "allergens": ["celery"],
        "storage_class": "cool",
        "price": "24,50 kr",
        "unit": "kg",
    },
}
