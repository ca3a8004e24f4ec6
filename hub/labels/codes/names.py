"""What GS1's identifiers are called in the house's languages: those that its own papers carry, and their neighbours on goods.

GS1's own titles (`gs1_identifiers.toml`) are English; an identifier without a name here has its title only.
"""

from __future__ import annotations

from collections.abc import Mapping

from hub.kernel.words import Words

NAMES: Mapping[str, Words] = {
    "00": Words("Kollinummer (SSCC)", "Kollinummer (SSCC)", "Number of the package (SSCC)"),
    "01": Words("Varenummer (GTIN)", "Artikelnummer (GTIN)", "Article number (GTIN)"),
    "02": Words("Varenummer for innholdet", "Innehållets artikelnummer", "Article number of the content"),
    "10": Words("Parti", "Parti", "Lot"),
    "11": Words("Produksjonsdato", "Produktionsdatum", "Production date"),
    "13": Words("Pakkedato", "Förpackningsdatum", "Packing date"),
    "15": Words("Best før", "Bäst före", "Best before"),
    "17": Words("Siste forbruksdag", "Sista förbrukningsdag", "Use by"),
    "30": Words("Antall", "Antal", "Count"),
    "310n": Words("Nettovekt", "Nettovikt", "Net weight"),
    "330n": Words("Bruttovekt", "Bruttovikt", "Gross weight"),
    "37": Words("Antall i kolliet", "Antal i kollit", "Count in the package"),
    "401": Words("Forsendelsesnummer", "Försändelsenummer", "Consignment number"),
    "422": Words("Opprinnelsesland", "Ursprungsland", "Country of origin"),
    "7005": Words("Fangstområde (FAO)", "Fångstområde (FAO)", "Catch area (FAO)"),
    "7006": Words("Første frysedato", "Första infrysningsdatum", "Date of first freezing"),
    "7007": Words(
        "Dato for høsting, fangst eller slakt",
        "Datum för skörd, fångst eller slakt",
        "Date of harvest, catch or slaughter",
    ),
    "7008": Words("Fiskeslag (FAO)", "Fiskart (FAO)", "Fish species (FAO)"),
    "7009": Words("Fiskeredskap (FAO)", "Fiskeredskap (FAO)", "Fishing gear (FAO)"),
}
DECIMALS_AT = 3


def names_of(ai: str) -> Words | None:
    """By the whole identifier, or without the digit that counts decimals: 3103 is 310n."""
    return NAMES.get(ai) or NAMES.get(f"{ai[:DECIMALS_AT]}n")
