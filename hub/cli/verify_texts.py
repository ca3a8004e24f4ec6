"""What `hub verify` says of a fault in the weighings, their day sheets, the temperatures, the stock or the trail, in three languages."""

from __future__ import annotations

from hub.kernel.words import Words

VERIFY_TEXTS: dict[str, Words] = {
    "chain_gap": Words(
        nb="{scale} nr. {number} mangler i rekken",
        sv="{scale} nr {number} saknas i raden",
        en="{scale} no. {number} is missing from the row",
    ),
    "chain_altered": Words(
        nb="{scale} nr. {number} er endret etter at den ble skrevet",
        sv="{scale} nr {number} har ändrats efter att den skrevs",
        en="{scale} no. {number} was changed after it was written",
    ),
    "chain_unlinked": Words(
        nb="{scale} nr. {number} følger ikke veiingen før den",
        sv="{scale} nr {number} följer inte vägningen före den",
        en="{scale} no. {number} does not follow the weighing before it",
    ),
    "chain_cut_off": Words(
        nb="{scale} nr. {number} er kuttet bort: nummeret er delt ut eller står på en dagsrapport",
        sv="{scale} nr {number} är bortklippt: numret är utdelat eller står på en dagsrapport",
        en="{scale} no. {number} is cut off: the number was given out or stands on a day sheet",
    ),
    "chain_rewritten": Words(
        nb="{scale} nr. {number} er en annen enn den på dagsrapporten",
        sv="{scale} nr {number} är en annan än den på dagsrapporten",
        en="{scale} no. {number} is not the one on the day sheet",
    ),
    "chain_claim_without_weighing": Words(
        nb="noe er laget av veiing {number}, som ikke finnes",
        sv="något är gjort av vägning {number}, som inte finns",
        en="something was made of weighing {number}, which is not there",
    ),
    "chain_claim_altered": Words(
        nb="{scale} nr. {number} ble til noe annet enn dagsrapporten sier",
        sv="{scale} nr {number} blev till något annat än dagsrapporten säger",
        en="{scale} no. {number} became something else than the day sheet says",
    ),
    "chain_sheet_altered": Words(
        nb="dagsrapport nr. {number} er endret etter at den ble signert",
        sv="dagsrapport nr {number} har ändrats efter att den signerades",
        en="day sheet no. {number} was changed after it was signed",
    ),
    "chain_sheet_missing": Words(
        nb="dagsrapport nr. {number} er signert, men finnes ikke",
        sv="dagsrapport nr {number} är signerad, men finns inte",
        en="day sheet no. {number} was signed and is not there",
    ),
    "seal_gap": Words(
        nb="forsegling nr. {number} mangler i rekken",
        sv="försegling nr {number} saknas i raden",
        en="seal no. {number} is missing from the row",
    ),
    "seal_unlinked": Words(
        nb="forsegling nr. {number} er endret, eller følger ikke den før",
        sv="försegling nr {number} har ändrats, eller följer inte den före",
        en="seal no. {number} was changed, or does not follow the one before",
    ),
    "seal_cut_off": Words(
        nb="fra forsegling nr. {number} er resten kuttet bort",
        sv="från försegling nr {number} är resten bortklippt",
        en="from seal no. {number} on the rest is cut off",
    ),
    "seal_rewritten": Words(
        nb="forsegling nr. {number} er en annen enn den i revisjonskjeden",
        sv="försegling nr {number} är en annan än den i granskningskedjan",
        en="seal no. {number} is not the one in the audit chain",
    ),
    "seal_day_altered": Words(
        nb="føler {probe}: målingene fra {day} er endret etter at døgnet ble forseglet",
        sv="givare {probe}: mätvärdena från {day} har ändrats efter att dygnet förseglades",
        en="probe {probe}: the readings of {day} were changed after the day was sealed",
    ),
    "seal_day_missing": Words(
        nb="føler {probe}: målingene fra {day} er forseglet, men finnes ikke",
        sv="givare {probe}: mätvärdena från {day} är förseglade, men finns inte",
        en="probe {probe}: the readings of {day} were sealed and are not there",
    ),
    "seal_day_unsealed": Words(
        nb="føler {probe}: målingene fra {day} har ingen forsegling",
        sv="givare {probe}: mätvärdena från {day} har ingen försegling",
        en="probe {probe}: the readings of {day} have no seal",
    ),
    "seal_open_altered": Words(
        nb="føler {probe}: målingene fra {day} passer ikke til kvartersverdiene",
        sv="givare {probe}: mätvärdena från {day} passar inte till kvartsvärdena",
        en="probe {probe}: the readings of {day} do not give their quarter-hour values",
    ),
    "ledger_negative": Words(
        nb="kasse {where}: mer er tatt ut av et sted enn det som kom dit",
        sv="back {where}: mer har tagits från en plats än det som kom dit",
        en="crate {where}: more left a place than ever came there",
    ),
    "ledger_two_places": Words(
        nb="kasse {where} står på to steder samtidig",
        sv="back {where} står på två platser samtidigt",
        en="crate {where} is in two places at once",
    ),
    "ledger_split_lost": Words(
        nb="{where}: det som gikk ut av en kasse er ikke det som kom i den andre",
        sv="{where}: det som gick ut ur en back är inte det som kom i den andra",
        en="{where}: what left one crate is not what reached the other",
    ),
    "ledger_label_differs": Words(
        nb="kasse {where}: den første bevegelsen er ikke nettovekten på etiketten",
        sv="back {where}: den första rörelsen är inte nettovikten på etiketten",
        en="crate {where}: the first movement is not the net weight on the label",
    ),
    "trail_missing": Words(
        nb="linje nr. {entry} mangler", sv="rad nr {entry} saknas", en="entry no. {entry} is missing"
    ),
    "trail_unlinked": Words(
        nb="linje nr. {entry} følger ikke den før",
        sv="rad nr {entry} följer inte den före",
        en="entry no. {entry} does not follow the one before",
    ),
    "trail_altered": Words(
        nb="linje nr. {entry} er endret etter at den ble skrevet",
        sv="rad nr {entry} har ändrats efter att den skrevs",
        en="entry no. {entry} was changed after it was written",
    ),
    "trail_rewritten": Words(
        nb="linje nr. {entry} er en annen enn den på den signerte dagsrapporten",
        sv="rad nr {entry} är en annan än den på den signerade dagsrapporten",
        en="entry no. {entry} is not the one on the signed day sheet",
    ),
    "trail_cut_off": Words(
        nb="etter linje nr. {entry} er resten kuttet bort",
        sv="efter rad nr {entry} är resten bortklippt",
        en="after entry no. {entry} the rest is cut off",
    ),
}
