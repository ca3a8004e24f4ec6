"""The sentences about unfit values of the settings, by name, in the three languages of the house."""

from __future__ import annotations

from hub.kernel.described_words import DESCRIBED_WORDS
from hub.kernel.layout_words import LAYOUT_WORDS
from hub.kernel.replay_words import REPLAY_WORDS
from hub.kernel.words import Words

UNFIT_WORDS: dict[str, Words] = {
    "missing": Words(nb="mangler", sv="saknas", en="is missing"),
    "unknown_key": Words(
        nb="er ikke kjent her; kjent er {known}",
        sv="är inte känt här; känt är {known}",
        en="is not known here; known are {known}",
    ),
    "unknown_variable": Words(
        nb="er ikke kjent; kjent er {known}",
        sv="är inte känd; kända är {known}",
        en="is not known; known are {known}",
    ),
    "section": Words(
        nb="er en seksjon: skriv [{section}] og nøklene under",
        sv="är ett avsnitt: skriv [{section}] och nycklarna under",
        en="is a section: write [{section}] and its keys below",
    ),
    "a_text": Words(
        nb='skriv en tekst i anførselstegn, for eksempel "Nordhavn"',
        sv='skriv en text inom citattecken, till exempel "Nordhavn"',
        en='write a text in quotes, such as "Nordhavn"',
    ),
    "text": Words(
        nb="skriv en tekst i anførselstegn", sv="skriv en text inom citattecken", en="write a text in quotes"
    ),
    "whole_number": Words(
        nb="skriv et helt tall fra {lowest} til {highest}, uten anførselstegn",
        sv="skriv ett heltal från {lowest} till {highest}, utan citattecken",
        en="write a whole number from {lowest} to {highest}, without quotes",
    ),
    "yes_or_no": Words(
        nb="skriv true eller false, uten anførselstegn",
        sv="skriv true eller false, utan citattecken",
        en="write true or false, without quotes",
    ),
    "one_of": Words(nb="skriv én av {choices}", sv="skriv en av {choices}", en="write one of {choices}"),
    "some_of": Words(
        nb="skriv noen av {choices}", sv="skriv några av {choices}", en="write some of {choices}"
    ),
    "zone": Words(
        nb='skriv en tidssone med IANA-navnet, for eksempel "Europe/Oslo"',
        sv='skriv en tidszon med IANA-namnet, till exempel "Europe/Oslo"',
        en='write a time zone by its IANA name, such as "Europe/Oslo"',
    ),
    "time_of_day": Words(
        nb='skriv et klokkeslett, for eksempel "22:00"',
        sv='skriv ett klockslag, till exempel "22:00"',
        en='write a time of day, such as "22:00"',
    ),
    "alarm_steps": Words(
        nb='skriv [[alarms.steps]] med after_minutes, to og om ønsket at_night; hver mottaker er {{ mail = "…", language = "nb" }}',
        sv='skriv [[alarms.steps]] med after_minutes, to och om så önskas at_night; varje mottagare är {{ mail = "…", language = "sv" }}',
        en='write [[alarms.steps]] with after_minutes, to and, if wanted, at_night; each recipient is {{ mail = "…", language = "en" }}',
    ),
    "address": Words(
        nb="skriv en adresse, for eksempel {example}",
        sv="skriv en adress, till exempel {example}",
        en="write an address such as {example}",
    ),
    "host": Words(
        nb='skriv en adresse å lytte på, for eksempel "127.0.0.1"',
        sv='skriv en adress att lyssna på, till exempel "127.0.0.1"',
        en='write an address to listen on, such as "127.0.0.1"',
    ),
    "currency": Words(
        nb='skriv tre store bokstaver, for eksempel "NOK"',
        sv='skriv tre stora bokstäver, till exempel "NOK"',
        en='write three capital letters, such as "NOK"',
    ),
    "country": Words(
        nb='skriv to store bokstaver, for eksempel "NO"',
        sv='skriv två stora bokstäver, till exempel "NO"',
        en='write two capital letters, such as "NO"',
    ),
    "company_prefix": Words(
        nb='skriv 4 til 12 sifre i anførselstegn, eller "" uten prefiks',
        sv='skriv 4 till 12 siffror inom citattecken, eller "" utan prefix',
        en='write 4 to 12 digits in quotes, or "" without one',
    ),
    "no_file": Words(
        nb="finnes ikke i {folder}; kopier den fra prosjektets config-mappe",
        sv="finns inte i {folder}; kopiera den från projektets config-mapp",
        en="is not in {folder}; copy it from the project's config folder",
    ),
    "file_missing": Words(nb="filen er ikke der", sv="filen finns inte", en="the file is not there"),
    "not_toml": Words(nb="er ikke TOML: {why}", sv="är inte TOML: {why}", en="is not TOML: {why}"),
    "unreadable": Words(
        nb="kan ikke leses: {why}", sv="går inte att läsa: {why}", en="cannot be read: {why}"
    ),
    "no_such_device": Words(
        nb="det finnes ingen slik enhet; kjent er {known}",
        sv="det finns ingen sådan enhet; kända är {known}",
        en="there is no such device; known are {known}",
    ),
    "key_form": Words(
        nb="skriv små bokstaver, sifre og _ i anførselstegn, for eksempel goods_in",
        sv="skriv små bokstäver, siffror och _ inom citattecken, till exempel goods_in",
        en="write small letters, digits and _ in quotes, such as goods_in",
    ),
    "three_words": Words(
        nb='skriv {{ nb = "…", sv = "…", en = "…" }}, ingen av dem tom',
        sv='skriv {{ nb = "…", sv = "…", en = "…" }}, ingen av dem tom',
        en='write {{ nb = "…", sv = "…", en = "…" }}, none of them empty',
    ),
    "number_as_text": Words(
        nb='skriv tallet som tekst, for eksempel "0.020": en binær brøk ville ikke være nøyaktig',
        sv='skriv talet som text, till exempel "0.020": ett binärt bråk vore inte exakt',
        en='write the number as text, such as "0.020": a binary fraction would not be exact',
    ),
    "no_number": Words(nb="er ikke et tall: {raw}", sv="är inget tal: {raw}", en="is no number: {raw}"),
    "not_negative": Words(
        nb="skriv et tall som ikke er negativt",
        sv="skriv ett tal som inte är negativt",
        en="write a number that is not negative",
    ),
    "silence": Words(
        nb='skriv sekunder fra "0.02" til "2"',
        sv='skriv sekunder från "0.02" till "2"',
        en='write seconds from "0.02" to "2"',
    ),
    "scale_language": Words(
        nb="dette vektspråket er ikke kjent; kjent er {known}",
        sv="detta vågspråk är inte känt; kända är {known}",
        en="this scale language is not known; known are {known}",
    ),
    "a_date": Words(
        nb="skriv en dato uten anførselstegn, for eksempel 2027-06-30",
        sv="skriv ett datum utan citattecken, till exempel 2027-06-30",
        en="write a date without quotes, such as 2027-06-30",
    ),
    "list_of_texts": Words(
        nb='skriv en liste med tekster, for eksempel ["zigbee2mqtt/#"]',
        sv='skriv en lista med texter, till exempel ["zigbee2mqtt/#"]',
        en='write a list of texts, such as ["zigbee2mqtt/#"]',
    ),
    "a_layout": Words(
        nb='skriv hvilket oppsett hvert papir har, for eksempel {{ crate_label = "crate-102x152" }}; oppsett finnes for {papers}',
        sv='skriv vilken layout varje papper har, till exempel {{ crate_label = "crate-102x152" }}; layouter finns för {papers}',
        en='write which layout each paper has, such as {{ crate_label = "crate-102x152" }}; there are layouts for {papers}',
    ),
    "zpl_papers": Words(
        nb="en ZPL-skriver tar bare {papers}; følgesedler skrives på en kvitteringsskriver",
        sv="en ZPL-skrivare tar bara {papers}; följesedlar skrivs på en kvittoskrivare",
        en="a ZPL printer takes only {papers}; notes are printed on a receipt printer",
    ),
    "pdf_queue": Words(
        nb="PDF går bare til en utskriftskø: skriv ipp://maskin:631/printers/navn",
        sv="PDF går bara till en utskriftskö: skriv ipp://maskin:631/printers/namn",
        en="PDF goes to a print queue only: write ipp://machine:631/printers/name",
    ),
    "no_layout": Words(
        nb="det finnes ikke noe oppsett {name} for kasser i config/labels",
        sv="det finns ingen layout {name} för lådor i config/labels",
        en="there is no layout {name} for crates in config/labels",
    ),
    "layout_wide": Words(
        nb="oppsettet {name} er {wide} punkter bredt, hodet bare {head}",
        sv="layouten {name} är {wide} punkter bred, huvudet bara {head}",
        en="the layout {name} is {wide} dots wide, the head only {head}",
    ),
    "described_only": Words(
        nb='beskrives bare der protocol = "{protocol}"',
        sv='beskrivs bara där protocol = "{protocol}"',
        en='is described only where protocol = "{protocol}"',
    ),
    "two_devices": Words(
        nb="to enheter heter {key}; hver nøkkel står én gang",
        sv="två enheter heter {key}; varje nyckel står en gång",
        en="two devices are called {key}; every key stands once",
    ),
    "two_brackets": Words(
        nb="begynner med to klammer: [[{name}]]",
        sv="börjar med två klamrar: [[{name}]]",
        en="begins with two brackets: [[{name}]]",
    ),
    "a_table": Words(
        nb="er en tabell med nøkler og verdier",
        sv="är en tabell med nycklar och värden",
        en="is a table of keys and values",
    ),
    "a_role": Words(
        nb="en rolle er en tabell med name og permissions",
        sv="en roll är en tabell med name och permissions",
        en="a role is a table with name and permissions",
    ),
    "role_key": Words(
        nb="er ikke kjent her; en rolle har name og permissions",
        sv="är inte känt här; en roll har name och permissions",
        en="is not known here; a role has name and permissions",
    ),
    "a_permission": Words(
        nb="nevn minst én rettighet", sv="nämn minst en rättighet", en="list at least one permission"
    ),
    "no_permission": Words(
        nb="det finnes ingen rettighet {text}; se hub/people/permissions.py",
        sv="det finns ingen rättighet {text}; se hub/people/permissions.py",
        en="there is no permission {text}; see hub/people/permissions.py",
    ),
    "some_role": Words(nb="nevn minst én rolle", sv="nämn minst en roll", en="name at least one role"),
    **DESCRIBED_WORDS,
    **LAYOUT_WORDS,
    **REPLAY_WORDS,
}
