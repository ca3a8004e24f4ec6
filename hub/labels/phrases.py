"""The headings of the papers in nb, sv and en, and the words for codes: grades, climates, allergens, countries.

The paper speaks the receiver's language, not the clerk's, and is drawn far from any request; so these words stand here
and not in the web's translations. A code that is not listed is printed as it is: a fact is never dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from hub.kernel.quantity import Mass
from hub.kernel.words import Language, Words
from hub.labels.content import WeightKind


class Phrase(StrEnum):
    """Every heading a paper may carry."""

    COPY = "copy"
    DEMO = "demo"
    NET = "net"
    TARE = "tare"
    COUNT = "count"
    PIECE = "piece"
    PIECES = "pieces"
    PRODUCER = "producer"
    LOT = "lot"
    LOTS = "lots"
    COLLECTED = "collected"
    PACKED = "packed"
    BEST_BEFORE = "best_before"
    ORIGIN = "origin"
    STORAGE = "storage"
    ALLERGENS = "allergens"
    ORGANIC = "organic"
    APPROVAL = "approval"
    WEIGHING = "weighing"
    TYPED = "typed"
    CALCULATED = "calculated"
    TO = "to"
    STOP = "stop"
    CRATE = "crate"
    CRATES = "crates"
    SCAN_THIS = "scan_this"
    GOODS_CODE = "goods_code"
    REPLACES = "replaces"
    NOTE = "note"
    NUMBER = "number"
    DISPATCHED = "dispatched"
    DELIVERY = "delivery"
    WINDOW = "window"
    ROUTE = "route"
    ORDER = "order"
    REFERENCE = "reference"
    SENDER = "sender"
    RECEIVER = "receiver"
    OWNERS = "owners"
    PHONE = "phone"
    ARTICLE = "article"
    GOODS = "goods"
    ORDERED = "ordered"
    DELIVERED = "delivered"
    REASON = "reason"
    TOTAL = "total"
    TYPED_MARK = "typed_mark"
    RECEIVED = "received"
    SIGNATURE = "signature"
    NAME = "name"
    DATE_TIME = "date_time"
    REMARKS = "remarks"
    CONTACT = "contact"
    PAGE = "page"
    HARVESTED = "harvested"
    ALIBI = "alibi"
    GROSS = "gross"
    FROM_CRATE = "from_crate"
    PLACE = "place"
    UNIT = "unit"
    FROZEN = "frozen"


PHRASES: Mapping[Phrase, Words] = {
    Phrase.COPY: Words("KOPI", "KOPIA", "COPY"),
    Phrase.DEMO: Words(
        "Eksempel: oppdiktede gårder og varer",
        "Exempel: påhittade gårdar och varor",
        "Example: made-up goods",
    ),
    Phrase.NET: Words("Netto", "Netto", "Net"),
    Phrase.TARE: Words("Tara", "Tara", "Tare"),
    Phrase.COUNT: Words("Antall", "Antal", "Count"),
    Phrase.PIECE: Words("stk", "st", "pc"),
    Phrase.PIECES: Words("stk", "st", "pcs"),
    Phrase.PRODUCER: Words("Produsent", "Producent", "Producer"),
    Phrase.LOT: Words("Parti", "Parti", "Lot"),
    Phrase.LOTS: Words("Partier", "Partier", "Lots"),
    Phrase.COLLECTED: Words("Hentet", "Hämtat", "Collected"),
    Phrase.PACKED: Words("Pakket", "Packat", "Packed"),
    Phrase.BEST_BEFORE: Words("Best før", "Bäst före", "Best before"),
    Phrase.ORIGIN: Words("Opphav", "Ursprung", "Origin"),
    Phrase.STORAGE: Words("Oppbevares", "Förvaras", "Keep"),
    Phrase.ALLERGENS: Words("Allergener", "Allergener", "Allergens"),
    Phrase.ORGANIC: Words("Økologisk", "Ekologisk", "Organic"),
    Phrase.APPROVAL: Words("Godkjenningsnr.", "Godkännandenr", "Approval no."),
    Phrase.WEIGHING: Words("Veid på {weighing}", "Vägd på {weighing}", "Weighed at {weighing}"),
    Phrase.TYPED: Words("TASTET VEKT", "INSKRIVEN VIKT", "TYPED WEIGHT"),
    Phrase.CALCULATED: Words("Beregnet vekt", "Beräknad vikt", "Calculated weight"),
    Phrase.TO: Words("Til", "Till", "To"),
    Phrase.STOP: Words("Stopp", "Stopp", "Stop"),
    Phrase.CRATE: Words("Kasse", "Back", "Crate"),
    Phrase.CRATES: Words("Kasser", "Backar", "Crates"),
    Phrase.SCAN_THIS: Words("Kasse: skann denne", "Back: skanna denna", "Crate: scan this"),
    Phrase.GOODS_CODE: Words(
        "Varens kode, ikke kassens", "Varans kod, inte backens", "Code of the goods, not the crate"
    ),
    Phrase.REPLACES: Words("Erstatter kasse", "Ersätter back", "Replaces crate"),
    Phrase.NOTE: Words("Følgeseddel", "Följesedel", "Delivery note"),
    Phrase.NUMBER: Words("Nr.", "Nr", "No."),
    Phrase.DISPATCHED: Words("Sendt", "Avsänt", "Dispatched"),
    Phrase.DELIVERY: Words("Levering", "Leverans", "Delivery"),
    Phrase.WINDOW: Words("Tidsrom", "Tidsfönster", "Time window"),
    Phrase.ROUTE: Words("Rute", "Rutt", "Route"),
    Phrase.ORDER: Words("Bestilling", "Beställning", "Order"),
    Phrase.REFERENCE: Words("Deres ref.", "Er ref.", "Your ref."),
    Phrase.SENDER: Words("Avsender", "Avsändare", "Sender"),
    Phrase.RECEIVER: Words("Mottaker", "Mottagare", "Receiver"),
    Phrase.OWNERS: Words("Varene kommer fra", "Varorna kommer från", "The goods come from"),
    Phrase.PHONE: Words("Tlf.", "Tfn", "Phone"),
    Phrase.ARTICLE: Words("Varenr.", "Artikelnr", "Article"),
    Phrase.GOODS: Words("Varer", "Varor", "Goods"),
    Phrase.ORDERED: Words("Bestilt", "Beställt", "Ordered"),
    Phrase.DELIVERED: Words("Levert", "Levererat", "Delivered"),
    Phrase.REASON: Words("Avvik", "Avvikelse", "Difference"),
    Phrase.TOTAL: Words("I alt", "Totalt", "In all"),
    Phrase.TYPED_MARK: Words(
        "* Tastet inn for hånd, ikke hentet fra en vekt.",
        "* Vikten är inskriven för hand, inte registrerad av vågen.",
        "* The weight was typed by hand, not recorded by the scale.",
    ),
    Phrase.RECEIVED: Words("Mottatt", "Mottaget", "Received"),
    Phrase.SIGNATURE: Words("Underskrift", "Underskrift", "Signature"),
    Phrase.NAME: Words("Navn", "Namn", "Name"),
    Phrase.DATE_TIME: Words("Dato og klokkeslett", "Datum och klockslag", "Date and time"),
    Phrase.REMARKS: Words("Merknader", "Anmärkningar", "Remarks"),
    Phrase.CONTACT: Words("På vakt i dag", "I tjänst i dag", "On duty today"),
    Phrase.PAGE: Words("Side {n} av {m}", "Sida {n} av {m}", "Page {n} of {m}"),
    Phrase.HARVESTED: Words("Høstet", "Skördat", "Harvested"),
    Phrase.ALIBI: Words("Veienr.", "Vägning nr", "Weighing no."),
    Phrase.GROSS: Words("Brutto", "Brutto", "Gross"),
    Phrase.FROM_CRATE: Words("Del av kasse", "Del av back", "Part of crate"),
    Phrase.PLACE: Words("Plass", "Plats", "Place"),
    Phrase.UNIT: Words("Kolli", "Kolli", "Package"),
    Phrase.FROZEN: Words("Frysedato", "Infryst", "Frozen on"),
}

GRADES = {
    "whole": Words("Hel", "Hel", "Whole"),
    "unwashed": Words("Uvasket", "Otvättad", "Unwashed"),
    "washed": Words("Vasket", "Tvättad", "Washed"),
    "peeled": Words("Skrelt", "Skalad", "Peeled"),
    "diced": Words("Terninger", "Tärnad", "Diced"),
    "frozen": Words("Fryst", "Fryst", "Frozen"),
}
CLIMATES = {
    "frozen": Words("fryst, −18 °C eller kaldere", "fryst, −18 °C eller kallare", "frozen, −18 °C or colder"),
    "chilled": Words("kjølt, 0 til 4 °C", "kylt, 0 till 4 °C", "chilled, 0 to 4 °C"),
    "cool": Words("kaldt, 0 til 6 °C", "svalt, 0 till 6 °C", "cool, 0 to 6 °C"),
    "potato": Words("mørkt, 4 til 8 °C", "mörkt, 4 till 8 °C", "dark, 4 to 8 °C"),
    "egg": Words("tørt, inntil 12 °C", "torrt, högst 12 °C", "dry, up to 12 °C"),
    "dry": Words("tørt", "torrt", "dry"),
}
ALLERGENS = {
    "gluten": Words("gluten", "gluten", "gluten"),
    "crustaceans": Words("skalldyr", "kräftdjur", "crustaceans"),
    "eggs": Words("egg", "ägg", "eggs"),
    "fish": Words("fisk", "fisk", "fish"),
    "peanuts": Words("peanøtter", "jordnötter", "peanuts"),
    "soybeans": Words("soya", "soja", "soybeans"),
    "milk": Words("melk", "mjölk", "milk"),
    "nuts": Words("nøtter", "nötter", "nuts"),
    "celery": Words("selleri", "selleri", "celery"),
    "mustard": Words("sennep", "senap", "mustard"),
    "sesame": Words("sesam", "sesam", "sesame"),
    "sulphites": Words("sulfitt", "sulfit", "sulphites"),
    "lupin": Words("lupin", "lupin", "lupin"),
    "molluscs": Words("bløtdyr", "blötdjur", "molluscs"),
}
COUNTRIES = {
    "NO": Words("Norge", "Norge", "Norway"),
    "SE": Words("Sverige", "Sverige", "Sweden"),
    "DK": Words("Danmark", "Danmark", "Denmark"),
    "FI": Words("Finland", "Finland", "Finland"),
    "IS": Words("Island", "Island", "Iceland"),
    "AT": Words("Østerrike", "Österrike", "Austria"),
    "BE": Words("Belgia", "Belgien", "Belgium"),
    "BG": Words("Bulgaria", "Bulgarien", "Bulgaria"),
    "CH": Words("Sveits", "Schweiz", "Switzerland"),
    "CY": Words("Kypros", "Cypern", "Cyprus"),
    "CZ": Words("Tsjekkia", "Tjeckien", "Czechia"),
    "DE": Words("Tyskland", "Tyskland", "Germany"),
    "EE": Words("Estland", "Estland", "Estonia"),
    "ES": Words("Spania", "Spanien", "Spain"),
    "FO": Words("Færøyene", "Färöarna", "Faroe Islands"),
    "FR": Words("Frankrike", "Frankrike", "France"),
    "GB": Words("Storbritannia", "Storbritannien", "United Kingdom"),
    "GR": Words("Hellas", "Grekland", "Greece"),
    "HR": Words("Kroatia", "Kroatien", "Croatia"),
    "HU": Words("Ungarn", "Ungern", "Hungary"),
    "IE": Words("Irland", "Irland", "Ireland"),
    "IT": Words("Italia", "Italien", "Italy"),
    "LT": Words("Litauen", "Litauen", "Lithuania"),
    "LU": Words("Luxembourg", "Luxemburg", "Luxembourg"),
    "LV": Words("Latvia", "Lettland", "Latvia"),
    "MT": Words("Malta", "Malta", "Malta"),
    "NL": Words("Nederland", "Nederländerna", "Netherlands"),
    "NZ": Words("New Zealand", "Nya Zeeland", "New Zealand"),
    "PL": Words("Polen", "Polen", "Poland"),
    "PT": Words("Portugal", "Portugal", "Portugal"),
    "RO": Words("Romania", "Rumänien", "Romania"),
    "SI": Words("Slovenia", "Slovenien", "Slovenia"),
    "SK": Words("Slovakia", "Slovakien", "Slovakia"),
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FEWEST_DECIMALS = 2
_MILLIGRAMS = 1_000_000


def say(phrase: Phrase, language: Language) -> str:
    return PHRASES[phrase].in_(language)


def term(words: Mapping[str, Words], code: str, language: Language) -> str:
    """The word for a code, or the code itself when it is not listed."""
    return words[code].in_(language) if code in words else code


def kilograms(mass: Mass, language: Language) -> str:
    """The exact value: two decimals, or as many more as the scale gave. Never rounded."""
    whole, rest = divmod(abs(mass.milligrams), _MILLIGRAMS)
    decimals = f"{rest:06}".rstrip("0").ljust(_FEWEST_DECIMALS, "0")
    sign = "-" if mass.milligrams < 0 else ""
    return f"{sign}{whole}{'.' if language == Language.EN else ','}{decimals} kg"


def pieces(count: int, language: Language) -> str:
    return f"{count} {say(Phrase.PIECE if count == 1 else Phrase.PIECES, language)}"


def day(on: date, language: Language) -> str:
    """23.11.2026, 2026-11-23, 23 Nov 2026: no form that another country reads the other way round."""
    if language is Language.NB:
        return f"{on.day:02}.{on.month:02}.{on.year}"
    if language is Language.SV:
        return on.isoformat()
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def origin_of_weight(kind: WeightKind, weighing: str, language: Language) -> str:
    """Which record proves the mass, or that none does."""
    if kind is WeightKind.TYPED:
        return say(Phrase.TYPED, language)
    if kind is WeightKind.CALCULATED:
        return say(Phrase.CALCULATED, language)
    return say(Phrase.WEIGHING, language).format(weighing=weighing) if weighing else ""


def counted_crates(count: int, language: Language) -> str:
    return f"{count} {say(Phrase.CRATE if count == 1 else Phrase.CRATES, language).lower()}"


def crates_in_all(count: int, language: Language) -> str:
    return f"{say(Phrase.TOTAL, language)} {counted_crates(count, language)}"


def crate_number(code: str) -> str:
    """What stands beneath the bars: an SSCC with its identifier, or the crate's own code as it is."""
    return f"(00) {grouped(code)}" if code.isdigit() else code


def grouped(sscc: str) -> str:
    """An SSCC by threes; the last two groups are the short code that people read aloud. A crate's own code stays whole."""
    if not sscc.isdigit():
        return sscc
    return " ".join(sscc[at : at + 3] for at in range(0, len(sscc), 3))
