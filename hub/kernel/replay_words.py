"""The sentences about files of limits and of readings that `hub coldchain replay` cannot use."""

from __future__ import annotations

from hub.kernel.words import Words

REPLAY_WORDS: dict[str, Words] = {
    "replay_not_toml": Words(
        nb="dette er ikke TOML: {why}", sv="detta är inte TOML: {why}", en="this is no TOML: {why}"
    ),
    "replay_no_limit": Words(
        nb="det finnes ingen tabell [[limit]]; skriv én for hver grense",
        sv="det finns ingen tabell [[limit]]; skriv en för varje gräns",
        en="there is no table [[limit]]; write one for each limit",
    ),
    "replay_other": Words(
        nb="{name} er ikke kjent; bare tabeller [[limit]] leses",
        sv="{name} är inte känt; bara tabeller [[limit]] läses",
        en="{name} is unknown; only tables [[limit]] are read",
    ),
    "replay_key": Words(
        nb="{name} er ikke kjent; kjent er {known} og merge_min",
        sv="{name} är inte känt; kända är {known} och merge_min",
        en="{name} is unknown; known are {known} and merge_min",
    ),
    "replay_sensor": Words(
        nb='{name} er navnet på en føler eller et mønster i anførselstegn, for eksempel "cold-*"',
        sv='{name} är namnet på en givare eller ett mönster inom citattecken, till exempel "cold-*"',
        en='{name} is the name of a sensor or a pattern in quotes, such as "cold-*"',
    ),
    "replay_missing": Words(nb="{name} mangler", sv="{name} saknas", en="{name} is missing"),
    "replay_one_of": Words(
        nb="{name} er én av {known}, ikke {raw}",
        sv="{name} är en av {known}, inte {raw}",
        en="{name} is one of {known}, not {raw}",
    ),
    "replay_number": Words(
        nb="{name} er et tall, ikke {raw}",
        sv="{name} är ett tal, inte {raw}",
        en="{name} is a number, not {raw}",
    ),
    "replay_outside": Words(
        nb="{name} ligger utenfor {least} til {most} °C",
        sv="{name} ligger utanför {least} till {most} °C",
        en="{name} lies outside {least} to {most} °C",
    ),
    "replay_minutes": Words(
        nb="{name} er et antall minutter, høyst et år av dem",
        sv="{name} är ett antal minuter, högst ett år av dem",
        en="{name} is a number of minutes, at most a year of them",
    ),
    "replay_columns": Words(
        nb="linjen har {count} kolonner og trenger {needed}",
        sv="raden har {count} kolumner och behöver {needed}",
        en="the line has {count} columns and needs {needed}",
    ),
    "replay_not_csv": Words(
        nb="dette er ikke CSV: {why}", sv="detta är inte CSV: {why}", en="this is no CSV: {why}"
    ),
    "not_utf8": Words(nb="teksten er ikke UTF-8", sv="texten är inte UTF-8", en="the text is not UTF-8"),
    "replay_titles": Words(
        nb="den første linjen nevner kolonnene sensor, at og value; {missing} mangler",
        sv="den första raden nämner kolumnerna sensor, at och value; {missing} saknas",
        en="the first line names the columns sensor, at and value; {missing} is missing",
    ),
    "replay_time": Words(
        nb="{raw} er ikke noe tidspunkt; skriv det som 2026-11-23T06:00:00+01:00",
        sv="{raw} är ingen tidpunkt; skriv den som 2026-11-23T06:00:00+01:00",
        en="{raw} is no time; write it as 2026-11-23T06:00:00+01:00",
    ),
    "replay_offset": Words(
        nb="{raw} sier ikke avstanden til UTC; skriv det som 2026-11-23T06:00:00+01:00",
        sv="{raw} säger inte avståndet till UTC; skriv den som 2026-11-23T06:00:00+01:00",
        en="{raw} has no offset from UTC; write it as 2026-11-23T06:00:00+01:00",
    ),
    "replay_temperature": Words(
        nb="{raw} er ingen temperatur; skriv grader med punktum, for eksempel 3.25",
        sv="{raw} är ingen temperatur; skriv grader med punkt, till exempel 3.25",
        en="{raw} is no temperature; write degrees with a point, such as 3.25",
    ),
}
