"""The sentences about a layout of a label: its size, its fields and their boxes."""

from __future__ import annotations

from hub.kernel.words import Words

LAYOUT_WORDS: dict[str, Words] = {
    "layout_empty": Words(
        nb="en etikett har minst ett felt",
        sv="en etikett har minst ett fält",
        en="a label has at least one field",
    ),
    "layout_box_outside": Words(
        nb="boksen går utenfor etiketten",
        sv="rutan går utanför etiketten",
        en="the box leaves the label",
    ),
    "layout_numbers": Words(
        nb="skriv tall i millimeter i hakeparenteser, for eksempel {example}",
        sv="skriv tal i millimeter inom hakparenteser, till exempel {example}",
        en="write numbers of millimetres in square brackets, such as {example}",
    ),
    "layout_millimetres": Words(
        nb="{value} er ikke et tall i millimeter med høyst tre desimaler",
        sv="{value} är inget tal i millimeter med högst tre decimaler",
        en="{value} is no number of millimetres with at most three decimals",
    ),
    "layout_negative": Words(
        nb="{value} er mindre enn 0; skriv 0 eller mer",
        sv="{value} är mindre än 0; skriv 0 eller mer",
        en="{value} is less than 0; write 0 or more",
    ),
    "layout_tables": Words(
        nb="skriv hvert felt under en egen linje [[fields]]",
        sv="skriv varje fält under en egen rad [[fields]]",
        en="write each field below a line [[fields]] of its own",
    ),
    "layout_names": Words(
        nb='skriv et navn i anførselstegn, eller flere i hakeparenteser, for eksempel "lot" eller ["lot", "packed"]',
        sv='skriv ett namn inom citattecken, eller flera inom hakparenteser, till exempel "lot" eller ["lot", "packed"]',
        en='write a name in quotes, or several in square brackets, such as "lot" or ["lot", "packed"]',
    ),
    "layout_name_unknown": Words(
        nb="{value} er ikke noe denne etiketten har; den har {known}",
        sv="{value} är inget som den här etiketten har; den har {known}",
        en="{value} is nothing that this label has; it has {known}",
    ),
    "layout_field": Words(
        nb="et felt har nøyaktig én av {choices}",
        sv="ett fält har exakt en av {choices}",
        en="a field has exactly one of {choices}",
    ),
    "layout_type_nothing": Words(
        nb="en skrift på 0 mm kan ingen lese; skriv mer enn 0",
        sv="en stil på 0 mm kan ingen läsa; skriv mer än 0",
        en="nobody can read type of 0 mm; write more than 0",
    ),
    "layout_type": Words(
        nb="skriv den minste og den største skriften, den minste først",
        sv="skriv den minsta och den största stilen, den minsta först",
        en="write the smallest and the largest type, the smallest first",
    ),
}
