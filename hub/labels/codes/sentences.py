"""What a code is and what is wrong with it, in sentences: nb, sv and en. Each says what to do where that is not plain."""

from __future__ import annotations

from collections.abc import Mapping

from hub.kernel.words import Language, Words
from hub.labels.codes.found import CodeFault, CodeKind, FaultKind

KINDS: Mapping[CodeKind, Words] = {
    CodeKind.GS1: Words("opplysninger med GS1s identifikatorer", "uppgifter med GS1:s identifierare", "GS1 element strings"),
    CodeKind.DIGITAL_LINK: Words("GS1 Digital Link", "GS1 Digital Link", "GS1 Digital Link"),
    CodeKind.SSCC: Words(
        "nummeret til en kasse, en pakke, en pall eller et annet kolli (SSCC)",
        "numret på en back, ett paket, en pall eller ett annat kolli (SSCC)",
        "the number of a crate, package, pallet or other logistic unit (SSCC)",
    ),
    CodeKind.GTIN_14: Words(
        "et varenummer på 14 sifre (GTIN-14)",
        "ett artikelnummer på 14 siffror (GTIN-14)",
        "the number of an article, 14 digits (GTIN-14)",
    ),
    CodeKind.EAN_13: Words(
        "et varenummer på 13 sifre (EAN-13)",
        "ett artikelnummer på 13 siffror (EAN-13)",
        "the number of an article, 13 digits (EAN-13)",
    ),
    CodeKind.EAN_8: Words(
        "et varenummer på 8 sifre (EAN-8)",
        "ett artikelnummer på 8 siffror (EAN-8)",
        "the number of an article, 8 digits (EAN-8)",
    ),
    CodeKind.UPC_A: Words(
        "et varenummer på 12 sifre (UPC-A)",
        "ett artikelnummer på 12 siffror (UPC-A)",
        "the number of an article, 12 digits (UPC-A)",
    ),
    CodeKind.RESTRICTED: Words(
        "et nummer som bare gjelder der det ble gitt (butikk, kjede eller land)",
        "ett nummer som bara gäller där det gavs (butik, kedja eller land)",
        "a number that is valid only where it was given out (shop, chain or country)",
    ),
    CodeKind.CRATE: Words(
        "en kasse, et rullebur eller en pakke fra en hub uten GS1-prefiks",
        "en back, en rullbur eller ett paket från en hubb utan GS1-prefix",
        "a crate, roll cage or package of a hub without a GS1 prefix",
    ),
    CodeKind.PLACE: Words(
        "koden til en plass, eller et annet kort ord som huset bruker",
        "koden till en plats, eller ett annat kort ord som huset använder",
        "a place's code, or another short word of the house",
    ),
    CodeKind.BADGE: Words("et adgangskort", "ett passerkort", "a badge"),
    CodeKind.CRATE_PAGE: Words("siden til en kasse", "sidan för en back", "the page of a crate"),
    CodeKind.PLACE_PAGE: Words("siden til en plass", "sidan för en plats", "the page of a place"),
    CodeKind.WEB: Words("en nettadresse uten GS1-data", "en webbadress utan GS1-data", "a web address without GS1 data"),
    CodeKind.UNKNOWN: Words("ikke noe som er kjent her", "inget som är känt här", "nothing that is known here"),
}  # fmt: skip
PACKAGE = Words(
    "en pakke i en forsendelse: dens eget nummer (SSCC) og forsendelsens (GINC)",
    "ett paket i en försändelse: dess eget nummer (SSCC) och försändelsens (GINC)",
    "a package of a consignment: its own number (SSCC) and the consignment's (GINC)",
)
SAYS: Mapping[FaultKind, Words] = {
    FaultKind.EMPTY: Words("Det står ingenting i den.", "Det står inget i den.", "There is nothing in it."),
    FaultKind.UNKNOWN_TEXT: Words(
        "«{text}» er verken et GS1-nummer, en adresse eller en av husets koder.",
        "”{text}” är varken ett GS1-nummer, en adress eller en av husets koder.",
        "“{text}” is no GS1 number, no address and no code of the house.",
    ),
    FaultKind.UNKNOWN_IDENTIFIER: Words(
        "«{text}» begynner ikke med noen av GS1s identifikatorer.",
        "”{text}” börjar inte med någon av GS1:s identifierare.",
        "“{text}” begins with no application identifier of GS1.",
    ),
    FaultKind.TOO_SHORT: Words(
        "({ai}) har {length} tegn og skal ha minst {least}.",
        "({ai}) har {length} tecken och ska ha minst {least}.",
        "({ai}) needs at least {least} characters; it has {length}.",
    ),
    FaultKind.TOO_LONG: Words(
        "({ai}) har {length} tegn; høyst {most} er tillatt. Kanskje mangler skilletegnet etter den.",
        "({ai}) har {length} tecken; högst {most} är tillåtna. Kanske saknas skiljetecknet efter den.",
        "({ai}) may have {most} characters at most; it has {length}. Perhaps the separator after it is missing.",
    ),
    FaultKind.NOT_DIGITS: Words(
        "({ai}) skal bare ha sifre, men har «{signs}».",
        "({ai}) ska bara ha siffror, men har ”{signs}”.",
        "({ai}) takes digits only, and holds “{signs}”.",
    ),
    FaultKind.WRONG_SIGN: Words(
        "({ai}) har «{signs}», som ikke er blant GS1s tegn.",
        "({ai}) har ”{signs}”, som inte är bland GS1:s tecken.",
        "({ai}) holds “{signs}”, which is not among GS1's characters.",
    ),
    FaultKind.CHECK_DIGIT: Words(
        "Kontrollsifferet i {value} er feil: det er lest eller skrevet feil. Skann på nytt, eller se på nummeret.",
        "Kontrollsiffran i {value} är fel: det är felläst eller felskrivet. Skanna igen, eller se efter numret.",
        "The check digit of {value} is wrong: it was misread or mistyped. Scan again, or look at the number.",
    ),
    FaultKind.PREFIX: Words(
        "({ai}) begynner ikke med et foretaksprefiks fra GS1.",
        "({ai}) börjar inte med ett företagsprefix från GS1.",
        "({ai}) does not begin with a company prefix.",
    ),
    FaultKind.NO_DATE: Words(
        "({ai}) har {value}, som ikke er noen dato (ÅÅMMDD).",
        "({ai}) har {value}, som inte är något datum (ÅÅMMDD).",
        "({ai}) holds {value}, which is no date (YYMMDD).",
    ),
    FaultKind.NO_TIME: Words(
        "({ai}) har {value}, som ikke er noe klokkeslett.",
        "({ai}) har {value}, som inte är något klockslag.",
        "({ai}) holds {value}, which is no time of day.",
    ),
    FaultKind.UNKNOWN_COUNTRY: Words(
        "({ai}) har {value}, som ikke er noe land (ISO 3166-1).",
        "({ai}) har {value}, som inte är något land (ISO 3166-1).",
        "({ai}) holds {value}, which is no country (ISO 3166-1).",
    ),
    FaultKind.WRONG_VALUE: Words(
        "({ai}) kan ikke være «{value}».", "({ai}) kan inte vara ”{value}”.", "({ai}) may not hold “{value}”."
    ),
    FaultKind.NEEDS_COMPANION: Words(
        "({ai}) må ha dette ved siden av seg, på samme ting: {companions}.",
        "({ai}) måste ha detta bredvid sig, på samma sak: {companions}.",
        "({ai}) needs beside it, on the same thing: {companions}.",
    ),
    FaultKind.FORBIDDEN_PAIR: Words(
        "({ai}) og ({other}) kan ikke stå på samme ting.",
        "({ai}) och ({other}) får inte stå på samma sak.",
        "({ai}) and ({other}) may not be on the same thing.",
    ),
    FaultKind.TWICE: Words(
        "({ai}) står to ganger med ulike verdier.",
        "({ai}) står två gånger med olika värden.",
        "({ai}) is there twice with different values.",
    ),
    FaultKind.TOO_MUCH_FOR_128: Words(
        "{size} tegn; én GS1-128 har plass til {most}. Bruk to symboler eller en firkantet kode.",
        "{size} tecken; en GS1-128 rymmer {most}. Använd två symboler eller en fyrkantig kod.",
        "{size} characters; one GS1-128 symbol holds {most}. Two symbols or a square code are needed.",
    ),
    FaultKind.MEASURE_MISSING: Words(
        "({ai}) begynner med 9, varer med ulik vekt, og verken vekt, mål eller antall står ved siden av.",
        "({ai}) börjar med 9, varor med varierande vikt, och varken vikt, mått eller antal står bredvid.",
        "({ai}) begins with 9, goods of varying weight, and no weight, measure or count is with it.",
    ),
    FaultKind.RESTRICTED_NUMBER: Words(
        "({ai}) har {value}: nummer som begynner med 02, 04 og 20 til 29 gjelder bare der de ble gitt.",
        "({ai}) har {value}: nummer som börjar med 02, 04 och 20 till 29 gäller bara där de gavs.",
        "({ai}) holds {value}: numbers 02, 04 and 20 to 29 are valid only where they were given out.",
    ),
    FaultKind.LINK_QUALIFIER: Words(
        "Adressen etter ({ai}) står ikke i GS1s rekkefølge, eller har noe som ikke hører hjemme der: {qualifiers}.",
        "Adressen efter ({ai}) står inte i GS1:s ordning, eller har något som inte hör hemma där: {qualifiers}.",
        "The path after ({ai}) is not in GS1's order, or holds what does not belong there: {qualifiers}.",
    ),
    FaultKind.LINK_ATTRIBUTE: Words(
        "({ai}) kan ikke stå etter spørsmålstegnet i en Digital Link.",
        "({ai}) får inte stå efter frågetecknet i en Digital Link.",
        "({ai}) may not stand after the question mark of a Digital Link.",
    ),
    FaultKind.LINK_KEY: Words(
        "Adressen har ingen GS1-nøkkel i stien.",
        "Adressen har ingen GS1-nyckel i sökvägen.",
        "The address has no GS1 key in its path.",
    ),
    FaultKind.LINK_GTIN: Words(
        "En Digital Link har 14 sifre etter /01/, ikke {value}.",
        "En Digital Link har 14 siffror efter /01/, inte {value}.",
        "A Digital Link carries 14 digits after /01/, not {value}.",
    ),
}
NOTES: Mapping[FaultKind, Words] = {
    FaultKind.MEASURE_MISSING: Words(
        "({ai}) begynner med {indicator}: varer som alltid veier det samme. En vekt ved siden av er uvanlig.",
        "({ai}) börjar med {indicator}: varor som alltid väger lika. En vikt bredvid är ovanlig.",
        "({ai}) begins with {indicator}: goods that always weigh the same. A weight beside it is unusual.",
    ),
    FaultKind.TOO_MUCH_FOR_128: Words(
        "{size} tegn: en firkantet kode har plass til dem; i streker har én GS1-128 plass til {most}, og det måtte være to.",
        "{size} tecken: en fyrkantig kod rymmer dem; i streck rymmer en GS1-128 {most}, och det skulle behövas två.",
        "{size} characters: a square code holds them; in bars, one GS1-128 symbol holds {most}, and two would be needed.",
    ),
}
SHOP_NOTE = Words(
    "Lest etter GS1 Swedens mønster for varer som veies i butikken; norske butikker bruker det samme av vane.",
    "Läst efter GS1 Swedens mönster för varor som vägs i butiken; norska butiker använder samma av vana.",
    "Read by GS1 Sweden's pattern for goods weighed in the shop; Norwegian shops use the same pattern by habit.",
)
_OR = Words("eller", "eller", "or")
_WITH = Words("sammen med", "tillsammans med", "together with")


def fault_in(found: CodeFault, language: Language, sentences: Mapping[FaultKind, Words] = SAYS) -> str:
    facts = dict(found.facts)
    if "companions" in facts:
        facts["companions"] = _companions(facts["companions"], language)
    return sentences[found.kind].in_(language).format_map({"ai": found.ai, **facts})


def fault_words(found: CodeFault) -> Words:
    return Words(*(fault_in(found, language) for language in (Language.NB, Language.SV, Language.EN)))


def _companions(groups: str, language: Language) -> str:
    """GS1's dictionary writes them as 00+02 | 8026: that is (00) together with (02), or (8026)."""
    ways = [
        f" {_WITH.in_(language)} ".join(f"({ai})" for ai in group.split("+")) for group in groups.split(" | ")
    ]
    return f", {_OR.in_(language)} ".join(ways)
