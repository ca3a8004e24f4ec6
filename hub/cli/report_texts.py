"""What `hub coldchain report` and `hub coldchain check` say, in three languages."""

from __future__ import annotations

from hub.kernel.words import Words

REPORT_TEXTS: dict[str, Words] = {
    "report_not_begun": Words(
        nb="Rapporten må slutte etter at den begynner, og begynne før nå.",
        sv="Rapporten måste sluta efter att den börjar, och börja före nu.",
        en="A report must end after it begins, and begin before now.",
    ),
    "report_too_long": Words(
        nb="En rapport rommer høyst {most} dager. Velg et kortere tidsrom.",
        sv="En rapport rymmer högst {most} dagar. Välj en kortare tid.",
        en="A report holds at most {most} days. Choose a shorter time.",
    ),
    "report_no_place": Words(
        nb="Det finnes ingen plass med koden {place}.",
        sv="Det finns ingen plats med koden {place}.",
        en="There is no place with the code {place}.",
    ),
    "no_report": Words(
        nb="Filen er ikke en rapport fra kjølerommene som en hub har laget.",
        sv="Filen är ingen rapport från kylrummen som en hubb har gjort.",
        en="The file is no report of the cold rooms that a hub has made.",
    ),
    "report_matches": Words(
        nb="Stemmer: huben vet det samme, og filen er slik den ble laget.",
        sv="Stämmer: hubben vet detsamma, och filen är som den gjordes.",
        en="Matches: the hub knows the same, and the file is as it was made.",
    ),
    "report_changed": Words(
        nb="Endret siden: huben vet noe annet om dette tidsrommet nå.",
        sv="Ändrad sedan dess: hubben vet något annat om denna tid nu.",
        en="Changed since: the hub knows something else about this time now.",
    ),
    "report_file_differs": Words(
        nb="Dataene stemmer, men filen er ikke slik huben lager den: den er endret eller lagret på nytt, eller huben har fått "
        "et annet navn eller en annen versjon.",
        sv="Datan stämmer, men filen är inte som hubben gör den: den är ändrad eller sparad på nytt, eller så har hubben fått "
        "ett annat namn eller en annan version.",
        en="The data match, but the file is not as the hub makes it: it was changed or saved anew, or the hub has another name or "
        "version now.",
    ),
    "report_other_form": Words(
        nb="Rapporten er laget av en annen versjon av huben og kan ikke sammenlignes.",
        sv="Rapporten är gjord av en annan version av hubben och kan inte jämföras.",
        en="The report was made by another version of the hub and cannot be compared.",
    ),
}
