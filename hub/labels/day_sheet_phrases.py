"""The words on the day sheet of weighings, in three languages: a paper drawn far from any request speaks its reader's language.

Not for: goods, scales and reasons, which the sheet holds as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from hub.kernel.words import Language, Words
from hub.labels.day_sheet import Became
from hub.labels.phrases import day as written_day


class SheetPhrase(StrEnum):
    TITLE = "title"
    SHORT_TITLE = "short_title"
    NOT_SIGNED = "not_signed"
    NUMBER = "number"
    REPLACES = "replaces"
    BECAUSE = "because"
    WEIGHINGS = "weighings"
    NOBODYS = "nobodys"
    TYPED = "typed"
    TAKEN_BACK = "taken_back"
    TO_SETTLE = "to_settle"
    NOTHING_TO_SETTLE = "nothing_to_settle"
    OPEN_BECAUSE = "open_because"
    SCALE = "scale"
    SERIAL = "serial"
    CLASS = "class"
    VERIFIED = "verified"
    NOT_DECLARED = "not_declared"
    RANGE = "range"
    ONLY_ONE = "only_one"
    NO_GAPS = "no_gaps"
    GAPS = "gaps"
    OVERRIDE = "override"
    NO_WEIGHINGS = "no_weighings"
    COL_NUMBER = "col_number"
    COL_TIME = "col_time"
    COL_GROSS = "col_gross"
    COL_TARE = "col_tare"
    COL_NET = "col_net"
    COL_SHOWN = "col_shown"
    COL_ALIBI = "col_alibi"
    COL_BECAME = "col_became"
    COL_CRATE = "col_crate"
    COL_GOODS = "col_goods"
    COL_REASON = "col_reason"
    BASE = "base"
    LEGEND = "legend"
    TYPED_TITLE = "typed_title"
    TAKEN_BACK_TITLE = "taken_back_title"
    RECEIPT = "receipt"
    WAS_TAKEN_BACK = "was_taken_back"
    FILLED_IN_HOUSE = "filled_in_house"
    SIGNED = "signed"
    SIGNED_BY = "signed_by"
    SIGNED_HOW = "signed_how"
    HEADS = "heads"
    HEADS_SAY = "heads_say"
    AUDIT_HEAD = "audit_head"
    HASH = "hash"
    UNSIGNED_SAY = "unsigned_say"


PHRASES: Mapping[SheetPhrase, Words] = {
    SheetPhrase.TITLE: Words("Dagsrapport for veiing", "Dagsrapport för vägning", "Day sheet of weighings"),
    SheetPhrase.SHORT_TITLE: Words("Dagsrapport", "Dagsrapport", "Day sheet"),
    SheetPhrase.NOT_SIGNED: Words("IKKE SIGNERT", "EJ SIGNERAD", "NOT SIGNED"),
    SheetPhrase.NUMBER: Words("nr. {number}", "nr {number}", "no. {number}"),
    SheetPhrase.REPLACES: Words(
        "Erstatter dagsrapport nr. {number}",
        "Ersätter dagsrapport nr {number}",
        "Replaces day sheet no. {number}",
    ),
    SheetPhrase.BECAUSE: Words("Begrunnelse", "Skäl", "Reason"),
    SheetPhrase.WEIGHINGS: Words("Veiinger", "Vägningar", "Weighings"),
    SheetPhrase.NOBODYS: Words("Ikke brukt ennå", "Inte använda ännu", "Nobody's yet"),
    SheetPhrase.TYPED: Words("Tastede vekter", "Inskrivna vikter", "Typed weights"),
    SheetPhrase.TAKEN_BACK: Words("Angrede mottak", "Ångrade mottagningar", "Receipts taken back"),
    SheetPhrase.TO_SETTLE: Words(
        "Å avklare: veiinger ingen har brukt",
        "Att reda ut: vägningar ingen har använt",
        "To settle: weighings nobody has used",
    ),
    SheetPhrase.NOTHING_TO_SETTLE: Words(
        "Alle veiinger er brukt, eller merket som ikke en kasse.",
        "Alla vägningar är använda, eller märkta som inte en back.",
        "Every weighing is used or set aside.",
    ),
    SheetPhrase.OPEN_BECAUSE: Words(
        "Signert med disse åpne, fordi",
        "Signerad med dessa öppna, eftersom",
        "Signed with these open, because",
    ),
    SheetPhrase.SCALE: Words("Vekt", "Våg", "Scale"),
    SheetPhrase.SERIAL: Words("serienr. {serial}", "serienr {serial}", "serial no. {serial}"),
    SheetPhrase.CLASS: Words("klasse {name}", "klass {name}", "class {name}"),
    SheetPhrase.VERIFIED: Words("verifisert til {day}", "verifierad till {day}", "verified until {day}"),
    SheetPhrase.NOT_DECLARED: Words(
        "ingen verifisering oppgitt", "ingen verifiering angiven", "no verification declared"
    ),
    SheetPhrase.RANGE: Words(
        "Nr. {first} til {last}: {count} veiinger",
        "Nr {first} till {last}: {count} vägningar",
        "No. {first} to {last}: {count} weighings",
    ),
    SheetPhrase.ONLY_ONE: Words("Nr. {first}: 1 veiing", "Nr {first}: 1 vägning", "No. {first}: 1 weighing"),
    SheetPhrase.NO_GAPS: Words("ingen mangler", "inga saknas", "none missing"),
    SheetPhrase.GAPS: Words("MANGLER NR. {numbers}", "SAKNAR NR {numbers}", "MISSING NO. {numbers}"),
    SheetPhrase.OVERRIDE: Words(
        "Nr. {numbers} brukt etter utløpt verifisering",
        "Nr {numbers} använd efter utgången verifiering",
        "No. {numbers} used after the verification had ended",
    ),
    SheetPhrase.NO_WEIGHINGS: Words(
        "Ingen vekt veide noe denne dagen.",
        "Ingen våg vägde något denna dag.",
        "No scale weighed anything on this day.",
    ),
    SheetPhrase.COL_NUMBER: Words("Nr.", "Nr", "No."),
    SheetPhrase.COL_TIME: Words("Kl.", "Kl.", "Time"),
    SheetPhrase.COL_GROSS: Words("Brutto", "Brutto", "Gross"),
    SheetPhrase.COL_TARE: Words("Tara", "Tara", "Tare"),
    SheetPhrase.COL_NET: Words("Netto", "Netto", "Net"),
    SheetPhrase.COL_SHOWN: Words("Vist", "Visat", "Shown"),
    SheetPhrase.COL_ALIBI: Words("Alibinr.", "Alibinr", "Alibi no."),
    SheetPhrase.COL_BECAME: Words("Ble til", "Blev till", "Became"),
    SheetPhrase.COL_CRATE: Words("Kasse", "Back", "Crate"),
    SheetPhrase.COL_GOODS: Words("Varer", "Varor", "Goods"),
    SheetPhrase.COL_REASON: Words("Begrunnelse", "Skäl", "Reason"),
    SheetPhrase.BASE: Words("{mass} lå der fra før", "{mass} låg där innan", "{mass} lay there before"),
    SheetPhrase.LEGEND: Words(
        "Netto = brutto - tara - det som lå der fra før. T: tara veid av vekten. PT: forhåndsinnstilt tara. "
        "Kassens egen vekt er ikke trukket fra. Vist: slik vekten sendte det.",
        "Netto = brutto - tara - det som låg där innan. T: tara vägd av vågen. PT: förinställd tara. "
        "Backens egen vikt är inte avdragen. Visat: som vågen sände det.",
        "Net = gross - tare - what lay there before. T: tare weighed by the scale. PT: preset tare. "
        "The crate's own weight is not taken off. Shown: as the scale sent it.",
    ),
    SheetPhrase.TYPED_TITLE: Words(
        "Tastede vekter: ingen vekt har registrert dem",
        "Inskrivna vikter: ingen våg har registrerat dem",
        "Typed weights: no scale recorded them",
    ),
    SheetPhrase.TAKEN_BACK_TITLE: Words(
        "Mottak angret denne dagen",
        "Mottagningar ångrade denna dag",
        "Receipts taken back on this day",
    ),
    SheetPhrase.RECEIPT: Words("Mottak {number}", "Mottagning {number}", "Receipt {number}"),
    SheetPhrase.WAS_TAKEN_BACK: Words("angret: {reason}", "ångrad: {reason}", "taken back: {reason}"),
    SheetPhrase.FILLED_IN_HOUSE: Words("Fylt i huset", "Fylld i huset", "Filled in the house"),
    SheetPhrase.SIGNED: Words("Signatur", "Signatur", "Signature"),
    SheetPhrase.SIGNED_BY: Words(
        "Signert av {name}, {at}", "Signerad av {name}, {at}", "Signed by {name}, {at}"
    ),
    SheetPhrase.SIGNED_HOW: Words(
        "Bekreftet med eget passord eller egen PIN.",
        "Bekräftad med eget lösenord eller egen PIN.",
        "Confirmed with the signer's password or PIN.",
    ),
    SheetPhrase.HEADS: Words(
        "Siste ledd i kjedene da rapporten ble laget",
        "Sista länken i kedjorna när rapporten gjordes",
        "The chains' last links when the sheet was made",
    ),
    SheetPhrase.HEADS_SAY: Words(
        "Kontroll: hub verify weighings --head <linjen>. Er noe endret, lagt til eller kuttet bort før dette leddet, "
        "stemmer det ikke med papiret.",
        "Kontroll: hub verify weighings --head <raden>. Är något ändrat, tillagt eller bortklippt före denna länk "
        "stämmer det inte med papperet.",
        "To check: hub verify weighings --head <the line>. If anything before that link was changed, added or cut off, "
        "it does not fit this paper.",
    ),
    SheetPhrase.AUDIT_HEAD: Words("Revisjonssporet", "Granskningsspåret", "Audit trail"),
    SheetPhrase.HASH: Words(
        "Rapportens kontrollsum (SHA-256)",
        "Rapportens kontrollsumma (SHA-256)",
        "The sheet's checksum (SHA-256)",
    ),
    SheetPhrase.UNSIGNED_SAY: Words(
        "Utkast. Ingen har signert denne dagen ennå, og mer kan komme til.",
        "Utkast. Ingen har signerat denna dag ännu, och mer kan tillkomma.",
        "Draft. Nobody has signed this day yet, and more may come.",
    ),
}

BECAME: Mapping[Became, Words] = {
    Became.NOBODYS: Words("IKKE BRUKT ENNÅ", "INTE ANVÄND ÄNNU", "NOBODY'S YET"),
    Became.RECEIVING: Words("Mottak", "Mottagning", "Receipt"),
    Became.PICKING: Words("Plukk", "Plock", "Pick"),
    Became.REPACKING: Words("Ompakking", "Ompackning", "Repacking"),
    Became.REFUSED: Words("Avvist ved mottak", "Avvisad vid mottagning", "Refused at the door"),
    Became.SET_ASIDE: Words("Ikke en kasse", "Inte en back", "Set aside"),
}

WEEKDAYS = (
    Words("mandag", "måndag", "Monday"),
    Words("tirsdag", "tisdag", "Tuesday"),
    Words("onsdag", "onsdag", "Wednesday"),
    Words("torsdag", "torsdag", "Thursday"),
    Words("fredag", "fredag", "Friday"),
    Words("lørdag", "lördag", "Saturday"),
    Words("søndag", "söndag", "Sunday"),
)


def phrase(name: SheetPhrase, language: Language, /, **facts: object) -> str:
    return PHRASES[name].in_(language).format(**facts)


def day_with_weekday(on: date, language: Language) -> str:
    return f"{WEEKDAYS[on.weekday()].in_(language)} {written_day(on, language)}"


def moment(at: datetime, language: Language) -> str:
    """Day and time to the second, with the offset from UTC: a paper is read in other places too."""
    offset = at.strftime("%z")
    return f"{written_day(at.date(), language)} {at:%H:%M:%S} (UTC{offset[:3]}:{offset[3:]})"


def ranges(numbers: tuple[int, ...]) -> str:
    """3, 5-7: many numbers in little room."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
