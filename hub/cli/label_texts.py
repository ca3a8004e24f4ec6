"""What `hub label` says when it refuses, in the three languages of the house."""

from __future__ import annotations

from hub.kernel.words import Words

LABEL_TEXTS: dict[str, Words] = {
    "label_content_wrong": Words(
        nb="Innholdet kan ikke leses ved «{field}»: {why}.",
        sv="Innehållet kan inte läsas vid ”{field}”: {why}.",
        en="The content cannot be read at “{field}”: {why}.",
    ),
    "label_fact_wrong": Words(
        nb="{identifier} {value} kan ikke stå på en etikett ({why}).",
        sv="{identifier} {value} får inte stå på en etikett ({why}).",
        en="{identifier} {value} must not stand on a label ({why}).",
    ),
    "code_too_large": Words(
        nb="Koden {code} får ikke plass på {dots} punkter. Velg en større etikett eller en skriver med finere punkter.",
        sv="Koden {code} får inte plats på {dots} punkter. Välj en större etikett eller en skrivare med finare punkter.",
        en="The code {code} does not fit in {dots} dots. Choose a larger label, or a printer with finer dots.",
    ),
    "not_found": Words(
        nb="Det finnes ingen etikett «{layout}». Det finnes: {known}.",
        sv="Det finns ingen etikett ”{layout}”. Det finns: {known}.",
        en="There is no label “{layout}”. There are: {known}.",
    ),
    "no_json": Words(
        nb="{file} er ikke en JSON-tabell: {why}.",
        sv="{file} är ingen JSON-tabell: {why}.",
        en="{file} is no JSON table: {why}.",
    ),
    "no_picture": Words(
        nb="{file} er ikke et bilde.",
        sv="{file} är ingen bild.",
        en="{file} is no picture.",
    ),
}
