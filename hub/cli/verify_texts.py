"""What `hub verify` says of a fault in the weighings or their day sheets, in three languages."""

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
}
