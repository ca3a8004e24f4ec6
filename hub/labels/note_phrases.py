"""What the notes say besides the headings that labels have, too: in nb, sv and en, on A4 and on the roll alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from hub.kernel.words import Language, Words
from hub.labels.phrases import day


class NotePhrase(StrEnum):
    """Every word of a note that no label has."""

    PRINTOUT = "printout"
    GIVEN_COUNT = "given_count"
    GIVEN_WEIGHT = "given_weight"
    SPECIES = "species"
    VARIETY = "variety"
    CLASS = "class"
    RETURNABLES = "returnables"
    CRATE_TYPE = "crate_type"
    OUT = "out"
    BACK = "back"
    CAGES = "cages"
    ON_CAGE = "on_cage"
    NOTE_LINK = "note_link"
    NOT_DELIVERED = "not_delivered"
    MADE_AT = "made_at"
    PICK_LIST = "pick_list"
    FOR_KITCHEN = "for_kitchen"
    TO_FETCH = "to_fetch"
    NOTHING_TO_FETCH = "nothing_to_fetch"
    WHOLE = "whole"
    TAKE = "take"
    WEIGHED = "weighed"
    MISSING = "missing"
    WHY = "why"
    DONE = "done"
    COLLECTION_ORDER = "collection_order"
    COLLECT_ON = "collect_on"
    AT_HUB = "at_hub"
    BRING = "bring"
    PACKS = "packs"
    AMOUNT = "amount"
    UNANSWERED_ONE = "unanswered_one"
    UNANSWERED = "unanswered"
    HANDED_OVER = "handed_over"
    HUB = "hub"
    NOTHING_PROMISED = "nothing_promised"
    LOAD_LIST = "load_list"
    DELIVERIES = "deliveries"
    LAST_FIRST = "last_first"
    KITCHEN = "kitchen"
    NOTES = "notes"
    STOPS = "stops"
    NOTHING_TO_LOAD = "nothing_to_load"
    STILL_OPEN_ONE = "still_open_one"
    STILL_OPEN = "still_open"
    NO_NOTE = "no_note"
    RECEIVING_SLIP = "receiving_slip"
    ANNOUNCED = "announced"
    TAKEN_COUNT = "taken_count"
    TAKEN_WEIGHT = "taken_weight"
    REFUSED = "refused"
    MORE_MAY_COME = "more_may_come"
    NOTHING_CAME = "nothing_came"
    MEASURED_AT = "measured_at"
    MEASURED_LIMIT = "measured_limit"
    OF_CRATE = "of_crate"
    REFUSED_AT_DOOR = "refused_at_door"
    IN_DRIVING_ORDER = "in_driving_order"
    WEIGHING_TICKET = "weighing_ticket"
    SCALE = "scale"
    SERIAL = "serial"
    SCALE_CLASS = "scale_class"
    RANGE = "range"
    VERIFIED_UNTIL = "verified_until"
    ALIBI = "alibi"
    TIME = "time"
    SHOWN = "shown"
    LAY_THERE = "lay_there"
    CRATE_TARE = "crate_tare"
    GOODS_NET = "goods_net"
    UNVERIFIED = "unverified"
    TAKEN_BACK = "taken_back"
    SET_ASIDE = "set_aside"
    WITH_FURTHER = "with_further"
    HASH = "hash"
    NOBODYS = "nobodys"
    DAY_NOTES = "day_notes"


NOTE_PHRASES: Mapping[NotePhrase, Words] = {
    NotePhrase.PRINTOUT: Words("UTSKRIFT {n}", "UTSKRIFT {n}", "PRINTOUT {n}"),
    NotePhrase.GIVEN_COUNT: Words("Levert, antall", "Levererat, antal", "Delivered, count"),
    NotePhrase.GIVEN_WEIGHT: Words("Levert, vekt", "Levererat, vikt", "Delivered, weight"),
    NotePhrase.SPECIES: Words("Dyreart", "Djurslag", "Species"),
    NotePhrase.VARIETY: Words("Sort", "Sort", "Variety"),
    NotePhrase.CLASS: Words("Klasse", "Klass", "Class"),
    NotePhrase.RETURNABLES: Words("Returkasser", "Returbackar", "Returnable crates"),
    NotePhrase.CRATE_TYPE: Words("Kassetype", "Backtyp", "Type of crate"),
    NotePhrase.OUT: Words("Levert ut", "Utlämnade", "Out"),
    NotePhrase.BACK: Words("Tatt i retur", "Återtagna", "Taken back"),
    NotePhrase.CAGES: Words("Rullebur", "Rullburar", "Roll cages"),
    NotePhrase.ON_CAGE: Words("Står på rullebur {cage}", "Står på rullbur {cage}", "On roll cage {cage}"),
    NotePhrase.NOTE_LINK: Words("Følgeseddelen på nett", "Följesedeln på nätet", "This note online"),
    NotePhrase.NOT_DELIVERED: Words("Ikke levert", "Ej levererat", "Not delivered"),
    NotePhrase.MADE_AT: Words("Skrevet ut", "Utskrivet", "Printed"),
    # The pick list.
    NotePhrase.PICK_LIST: Words("Plukkliste", "Plocklista", "Pick list"),
    NotePhrase.FOR_KITCHEN: Words("Til kjøkken", "Till kök", "For the kitchen"),
    NotePhrase.TO_FETCH: Words("Hent disse kassene", "Hämta de här backarna", "Fetch these crates"),
    NotePhrase.NOTHING_TO_FETCH: Words(
        "Ingen kasse står klar til å hentes nå.",
        "Ingen back står klar att hämtas nu.",
        "No crate is ready to be fetched now.",
    ),
    NotePhrase.WHOLE: Words("hele kassen", "hela backen", "the whole crate"),
    NotePhrase.TAKE: Words("Ta", "Ta", "Take"),
    NotePhrase.WEIGHED: Words("Veid del", "Vägd del", "Weighed part"),
    NotePhrase.MISSING: Words("Mangler", "Saknas", "Missing"),
    NotePhrase.WHY: Words("Hvorfor", "Varför", "Why"),
    NotePhrase.DONE: Words("Plukket alt", "Redan plockat", "Picked already"),
    # The collection order.
    NotePhrase.COLLECTION_ORDER: Words("Henteliste", "Hämtlista", "Collection order"),
    NotePhrase.COLLECT_ON: Words("Hentedag", "Hämtningsdag", "Collection day"),
    NotePhrase.AT_HUB: Words("Ved huben innen", "Vid hubben senast", "At the hub by"),
    NotePhrase.BRING: Words(
        "Produsenten kjører selv til huben",
        "Producenten kör själv till hubben",
        "The producer brings it to the hub",
    ),
    NotePhrase.PACKS: Words("Pakninger", "Förpackningar", "Packs"),
    NotePhrase.AMOUNT: Words("Mengde", "Mängd", "Amount"),
    NotePhrase.UNANSWERED_ONE: Words(
        "1 bestillingslinje er ikke besvart ennå og kan komme i tillegg.",
        "1 beställningsrad är inte besvarad än och kan komma till.",
        "1 order line is not answered yet and may be added.",
    ),
    NotePhrase.UNANSWERED: Words(
        "{n} bestillingslinjer er ikke besvart ennå og kan komme i tillegg.",
        "{n} beställningsrader är inte besvarade än och kan komma till.",
        "{n} order lines are not answered yet and may be added.",
    ),
    NotePhrase.HANDED_OVER: Words("Hentet", "Hämtat", "Collected"),
    NotePhrase.HUB: Words("Hub", "Hubb", "Hub"),
    NotePhrase.NOTHING_PROMISED: Words(
        "Ingenting er bekreftet for denne dagen ennå.",
        "Inget är bekräftat för den här dagen än.",
        "Nothing is confirmed for this day yet.",
    ),
    # The load list.
    NotePhrase.LOAD_LIST: Words("Lasteliste", "Lastlista", "Load list"),
    NotePhrase.DELIVERIES: Words("Leveringer", "Leveranser", "Deliveries"),
    NotePhrase.LAST_FIRST: Words(
        "Siste stopp lastes først og står innerst.",
        "Sista stoppet lastas först och står längst in.",
        "The last stop is loaded first and stands innermost.",
    ),
    NotePhrase.IN_DRIVING_ORDER: Words("I kjørerekkefølge.", "I körordning.", "In driving order."),
    NotePhrase.KITCHEN: Words("Kjøkken", "Kök", "Kitchen"),
    NotePhrase.NOTES: Words("Følgeseddel", "Följesedel", "Note"),
    NotePhrase.STOPS: Words("Stopp", "Stopp", "Stops"),
    NotePhrase.NOTHING_TO_LOAD: Words(
        "Ingenting er pakket til denne ruten ennå.",
        "Inget är packat till den här rutten än.",
        "Nothing is packed for this route yet.",
    ),
    NotePhrase.STILL_OPEN_ONE: Words(
        "1 linje er ikke plukket ferdig", "1 rad är inte färdigplockad", "1 line is not picked yet"
    ),
    NotePhrase.STILL_OPEN: Words(
        "{n} linjer er ikke plukket ferdig",
        "{n} rader är inte färdigplockade",
        "{n} lines are not picked yet",
    ),
    NotePhrase.NO_NOTE: Words("ikke skrevet ennå", "inte skriven än", "not written yet"),
    # The receiving slip.
    NotePhrase.RECEIVING_SLIP: Words("Mottaksseddel", "Mottagningssedel", "Receiving slip"),
    NotePhrase.ANNOUNCED: Words("Varslet", "Aviserat", "Announced"),
    NotePhrase.TAKEN_COUNT: Words("Mottatt, antall", "Mottaget, antal", "Received, count"),
    NotePhrase.TAKEN_WEIGHT: Words("Mottatt, vekt", "Mottaget, vikt", "Received, weight"),
    NotePhrase.REFUSED: Words("Avvist", "Avvisat", "Refused"),
    NotePhrase.MORE_MAY_COME: Words(
        "Mottaket er ikke avsluttet: mer kan komme til.",
        "Mottagningen är inte avslutad: mer kan komma till.",
        "Receiving is not closed: more may be added.",
    ),
    NotePhrase.NOTHING_CAME: Words(
        "Ingenting er tatt imot.", "Inget är mottaget.", "Nothing has been received."
    ),
    NotePhrase.MEASURED_AT: Words("Målt {shown} °C", "Mätt {shown} °C", "Measured {shown} °C"),
    NotePhrase.MEASURED_LIMIT: Words(
        "Målt {shown} °C, grense {limit} °C",
        "Mätt {shown} °C, gräns {limit} °C",
        "Measured {shown} °C, limit {limit} °C",
    ),
    NotePhrase.OF_CRATE: Words("kasse {crate}", "back {crate}", "crate {crate}"),
    # The weighing ticket.
    NotePhrase.WEIGHING_TICKET: Words("Veieseddel", "Vågsedel", "Weighing ticket"),
    NotePhrase.SCALE: Words("Vekt", "Våg", "Scale"),
    NotePhrase.SERIAL: Words("Serienr.", "Serienr", "Serial no."),
    NotePhrase.SCALE_CLASS: Words("Nøyaktighetsklasse", "Noggrannhetsklass", "Accuracy class"),
    NotePhrase.RANGE: Words("Maks / Min / e", "Max / Min / e", "Max / Min / e"),
    NotePhrase.VERIFIED_UNTIL: Words("Verifisert til", "Verifierad till", "Verified until"),
    NotePhrase.ALIBI: Words("Alibinr.", "Alibinr", "Alibi no."),
    NotePhrase.TIME: Words("Veid", "Vägt", "Weighed"),
    NotePhrase.SHOWN: Words("Vist på vekten", "Visat på vågen", "Shown by the scale"),
    NotePhrase.LAY_THERE: Words("Lå der fra før", "Låg där sedan förut", "Lay there before"),
    NotePhrase.CRATE_TARE: Words("Kassens vekt", "Backens vikt", "The crate's weight"),
    NotePhrase.GOODS_NET: Words("Varens netto", "Varans netto", "Net of the goods"),
    NotePhrase.UNVERIFIED: Words(
        "Verifiseringen av vekten var utløpt. Begrunnelse: {why}",
        "Vågens verifiering hade gått ut. Skäl: {why}",
        "The scale's verification had run out. Reason: {why}",
    ),
    NotePhrase.TAKEN_BACK: Words(
        "Kassen er tatt tilbake: {why}", "Backen är återtagen: {why}", "The crate was taken back: {why}"
    ),
    NotePhrase.SET_ASIDE: Words(
        "Ikke brukt til noen kasse: {why}", "Inte använd till någon back: {why}", "Used for no crate: {why}"
    ),
    NotePhrase.REFUSED_AT_DOOR: Words(
        "Varene ble avvist ved mottaket.",
        "Varorna avvisades vid mottagningen.",
        "The goods were refused at the hub.",
    ),
    NotePhrase.WITH_FURTHER: Words(
        "Samme kasse ble veid flere ganger: nr. {numbers}.",
        "Samma back vägdes flera gånger: nr {numbers}.",
        "The same crate was weighed several times: no. {numbers}.",
    ),
    NotePhrase.HASH: Words("Kontrollsum", "Kontrollsumma", "Checksum"),
    NotePhrase.NOBODYS: Words(
        "Vektverdien er ikke brukt til noen kasse ennå.",
        "Vikten är inte använd till någon back än.",
        "The weight is not used for any crate yet.",
    ),
    NotePhrase.DAY_NOTES: Words("Følgesedler {day}", "Följesedlar {day}", "Delivery notes {day}"),
}
# Why goods were refused at the hub's door, and what somebody saw at them: the codes of receiving.
REFUSAL_REASONS = {
    "too_warm": Words("for varm", "för varm", "too warm"),
    "quality": Words("ikke god nok kvalitet", "inte tillräckligt god kvalitet", "not good enough"),
    "packaging": Words("skadet emballasje", "skadad förpackning", "damaged packaging"),
    "not_ordered": Words("ikke bestilt", "inte beställd", "not ordered"),
    "wrong_goods": Words("feil vare", "fel vara", "wrong goods"),
    "best_before": Words("for kort holdbarhet", "för kort hållbarhet", "best before too soon"),
    "other": Words("annet", "annat", "other"),
}
REMARKS = {
    "bruised": Words("Støtskadd", "Stötskadad", "Bruised"),
    "dirty": Words("Skitten", "Smutsig", "Dirty"),
    "wet": Words("Våt", "Våt", "Wet"),
    "wrong_grade": Words("Ikke som bestilt", "Inte som beställt", "Not as ordered"),
    "packaging": Words("Emballasje", "Förpackning", "Packaging"),
    "ripe": Words("Svært moden", "Mycket mogen", "Very ripe"),
    "other": Words("Merknad", "Anmärkning", "Remark"),
}
# Why a pick list lacks something: the codes of the pick plan, and goods that have not come yet.
MISSING_WHY = {
    "waiting": Words(
        "varene er ikke kommet ennå", "varorna har inte kommit än", "the goods have not come yet"
    ),
    "none_in_house": Words("ingen i huset", "ingen i huset", "none is in the house"),
    "all_expired": Words(
        "ingen holder til leveringsdagen",
        "ingen håller till leveransdagen",
        "none keeps until the delivery day",
    ),
    "used_up": Words(
        "andre linjer trenger det som er", "andra rader behöver det som finns", "other lines need it"
    ),
    "on_hold": Words("resten er sperret", "resten är spärrad", "the rest is on hold"),
}
SPECIES = {
    "cattle": Words("storfe", "nötkreatur", "cattle"),
    "pig": Words("svin", "svin", "pig"),
    "sheep": Words("sau", "får", "sheep"),
    "goat": Words("geit", "get", "goat"),
    "poultry": Words("fjørfe", "fjäderfä", "poultry"),
    "reindeer": Words("rein", "ren", "reindeer"),
    "game": Words("vilt", "vilt", "game"),
}


def note(phrase: NotePhrase, language: Language, **facts: object) -> str:
    return NOTE_PHRASES[phrase].in_(language).format(**facts)


def quality_class(named: str, language: Language) -> str:
    """Of fruit and vegetables: "Klasse I"; nothing where there is none."""
    return f"{note(NotePhrase.CLASS, language)} {named}" if named else ""


def moment(at: datetime, language: Language) -> str:
    """A day with its time of day, as the hub's clock on the wall had it."""
    return f"{day(at.date(), language)} {at:%H:%M}"
