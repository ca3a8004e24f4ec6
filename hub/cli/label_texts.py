"""What `hub label` says when it refuses, in the three languages of the house."""

from __future__ import annotations

from hub.kernel.words import Words

LABEL_TEXTS: dict[str, Words] = {
    "label_content_wrong": Words(
        nb="Innholdet kan ikke leses ved «{field}»: {expected}.",
        sv="Innehållet kan inte läsas vid ”{field}”: {expected}.",
        en="The content cannot be read at “{field}”: {expected}.",
    ),
    "label_fact_wrong": Words(
        nb="«{field}» ({value}) kan ikke stå på en etikett. {says}",
        sv="”{field}” ({value}) får inte stå på en etikett. {says}",
        en="“{field}” ({value}) must not stand on a label. {says}",
    ),
    "code_too_large": Words(
        nb="Koden {code} får ikke plass på {dots} punkter. Velg en større etikett eller en skriver med finere punkter.",
        sv="Koden {code} får inte plats på {dots} punkter. Välj en större etikett eller en skrivare med finare punkter.",
        en="The code {code} does not fit in {dots} dots. Choose a larger label, or a printer with finer dots.",
    ),
    "square_instead": Words(
        nb="Strekene fikk ikke plass etter standarden; en firkantet kode bærer det samme.",
        sv="Strecken fick inte plats enligt standarden; en fyrkantig kod bär detsamma.",
        en="The bars did not fit as the standard asks; a square code carries the same.",
    ),
    "code_shortened": Words(
        nb="Koden ble for stor for alle opplysninger; de siste av dem står bare i tekst.",
        sv="Koden blev för stor för alla uppgifter; de sista av dem står bara i text.",
        en="The code was too large for all facts; the last of them stand in words only.",
    ),
    "mention_cut": Words(
        nb="En lovpålagt opplysning ble for lang for feltet sitt og er kuttet. Velg en større etikett.",
        sv="En lagstadgad uppgift blev för lång för sitt fält och är avkortad. Välj en större etikett.",
        en="Something that the law wants on the label was too long for its box and was cut. Choose a larger label.",
    ),
    "mention_left_out": Words(
        nb="Oppsettet har ikke noe felt for en lovpålagt opplysning («mentions», «frozen», «variety» eller «quality_class»).",
        sv="Layouten har inget fält för en lagstadgad uppgift (”mentions”, ”frozen”, ”variety” eller ”quality_class”).",
        en="The layout has no box for something that the law wants on the label (“mentions”, “frozen”, “variety” or “quality_class”).",
    ),
    "lot_not_coded": Words(
        nb="Partinummeret har tegn eller en lengde som GS1s koder ikke tar; det står bare i tekst.",
        sv="Partinumret har tecken eller en längd som GS1:s koder inte tar; det står bara i text.",
        en="The lot's number has signs or a length that GS1's codes do not take; it stands in words only.",
    ),
    "boxes_overlap": Words(
        nb="Feltene «{one}» og «{other}» ligger over hverandre på etiketten.",
        sv="Fälten ”{one}” och ”{other}” ligger över varandra på etiketten.",
        en="The fields “{one}” and “{other}” lie over each other on the label.",
    ),
    "wider_than_any_roll": Words(
        nb="Etiketten er {millimetres} mm bred, {dots} punkter. Ingen kvitteringsskriver er bredere enn {widest} mm: velg et annet format eller en smalere etikett.",
        sv="Etiketten är {millimetres} mm bred, {dots} punkter. Ingen kvittoskrivare är bredare än {widest} mm: välj ett annat format eller en smalare etikett.",
        en="The label is {millimetres} mm wide, {dots} dots. No receipt printer is wider than {widest} mm: choose another format, or a narrower label.",
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
