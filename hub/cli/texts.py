"""What the commands say, in the three languages of the house. The language is that of hub.toml, else the terminal's.

Not for: faults in the settings themselves (hub.kernel.unfit_words) and help (hub.cli.help_texts).
"""

from __future__ import annotations

from hub.cli.decode_texts import DECODE_TEXTS
from hub.cli.demo_texts import DEMO_TEXTS
from hub.cli.doctor_texts import DOCTOR_TEXTS
from hub.cli.label_texts import LABEL_TEXTS
from hub.cli.person_texts import PERSON_TEXTS
from hub.cli.report_texts import REPORT_TEXTS
from hub.cli.verify_texts import VERIFY_TEXTS
from hub.kernel.words import Language, Words

TEXTS: dict[str, Words] = {
    "address": Words(
        nb="Samlast er åpen på {url}",
        sv="Samlast är öppen på {url}",
        en="Samlast is open at {url}",
    ),
    "address_moved": Words(
        nb="Port {taken} er opptatt; Samlast er åpen på {url}",
        sv="Port {taken} är upptagen; Samlast är öppen på {url}",
        en="Port {taken} is taken; Samlast is open at {url}",
    ),
    "worker_open": Words(
        nb="Enhetene er åpne. Megler: {broker}",
        sv="Enheterna är öppna. Mäklare: {broker}",
        en="The devices are open. Broker: {broker}",
    ),
    "listener_open": Words(
        nb="Lytter til følerne. Megler: {broker}",
        sv="Lyssnar på givarna. Mäklare: {broker}",
        en="Listening to the sensors. Broker: {broker}",
    ),
    "too_many_listeners": Words(
        nb="Det er ingen lytter nr. {number}. Skriv broker.listeners = {number} i hub.toml, og start «hub work» på nytt.",
        sv="Det finns ingen lyssnare nr {number}. Skriv broker.listeners = {number} i hub.toml, och starta om ”hub work”.",
        en="There is no listener no. {number}. Write broker.listeners = {number} in hub.toml, and start `hub work` anew.",
    ),
    "how_to_stop": Words(
        nb="Stopp med Ctrl-C.",
        sv="Stoppa med Ctrl-C.",
        en="Stop with Ctrl-C.",
    ),
    "stopping": Words(nb="Stopper …", sv="Stoppar …", en="Stopping …"),
    "stopped": Words(
        nb="Stoppet. Alt som ble bekreftet, er lagret.",
        sv="Stoppad. Allt som bekräftades är sparat.",
        en="Stopped. Everything that was confirmed is stored.",
    ),
    "in_use": Words(
        nb="Databasen {path} er i bruk av prosess {pid} ({role}). På SQLite kan bare én prosess være åpen: stopp den andre "
        "først, eller bruk PostgreSQL (database.url i hub.toml).",
        sv="Databasen {path} används av process {pid} ({role}). På SQLite kan bara en process vara öppen: stoppa den andra "
        "först, eller använd PostgreSQL (database.url i hub.toml).",
        en="The database {path} is in use by process {pid} ({role}). On SQLite only one process may be open: stop the other "
        "one first, or use PostgreSQL (database.url in hub.toml).",
    ),
    "sides_need_postgresql": Words(
        nb="«{role}» alene trenger PostgreSQL, for på SQLite er det bare én prosess. Bruk «hub run», eller skriv "
        "database.url i hub.toml.",
        sv="”{role}” ensamt behöver PostgreSQL, för på SQLite finns bara en process. Använd ”hub run”, eller skriv "
        "database.url i hub.toml.",
        en="`{role}` alone needs PostgreSQL, because on SQLite there is one process. Use `hub run`, or write database.url "
        "in hub.toml.",
    ),
    "no_broker_known": Words(
        nb="«hub web» vet ikke hvor megleren er. Start «hub work» først, eller skriv broker.url i hub.toml.",
        sv="”hub web” vet inte var mäklaren är. Starta ”hub work” först, eller skriv broker.url i hub.toml.",
        en="`hub web` does not know where the broker is. Start `hub work` first, or write broker.url in hub.toml.",
    ),
    "detect_owned": Words(
        nb="{url} tilhører {name} i devices.toml. Bare porter som ingen eier, blir prøvd.",
        sv="{url} tillhör {name} i devices.toml. Bara portar som ingen äger prövas.",
        en="{url} belongs to {name} in devices.toml. Only ports that nobody owns are probed.",
    ),
    "detect_nothing": Words(
        nb="Ingen på {url} svarte på noe kjent språk. Se etter strøm, kabel (RX og TX krysset?) og vektens egne innstillinger. En vekt som bare skriver ut: trykk på utskriftstasten mens dette går.",
        sv="Ingen på {url} svarade på något känt språk. Se efter ström, kabel (RX och TX korsade?) och vågens inställningar. En våg som bara skriver ut: tryck på utskriftsknappen medan detta pågår.",
        en="Nobody on {url} spoke a known language. Look at power, cable (RX and TX crossed?) and the scale's own settings. A scale that only prints: press its print key meanwhile.",
    ),
    "detect_paste": Words(
        nb="Lim dette inn i devices.toml, og se over det:",
        sv="Klistra in detta i devices.toml och se över det:",
        en="Paste this into devices.toml, and look it over:",
    ),
    "not_migrated": Words(
        nb="Databasen har ikke den formen dette programmet trenger. Kjør «hub migrate».",
        sv="Databasen har inte den form som programmet behöver. Kör ”hub migrate”.",
        en="The database does not have the form this program needs. Run `hub migrate`.",
    ),
    "database_unreachable": Words(
        nb="Databasen {url} svarer ikke: {why}",
        sv="Databasen {url} svarar inte: {why}",
        en="The database {url} does not answer: {why}",
    ),
    "migrated": Words(
        nb="Databasen er på versjon {revision}.",
        sv="Databasen är på version {revision}.",
        en="The database is at version {revision}.",
    ),
    "migrated_down": Words(
        nb="Databasen er tatt tilbake til versjon {revision}.",
        sv="Databasen är tillbaka på version {revision}.",
        en="The database is back at version {revision}.",
    ),
    "draft_database": Words(
        nb="Databasen {url} er laget av et tidligere utkast av denne versjonen: den mangler {lacks}. Flytt den bort, så "
        "lager huben en ny; demoens data ligger i mappen var/demo.",
        sv="Databasen {url} är gjord av ett tidigare utkast av den här versionen: den saknar {lacks}. Flytta bort den, så "
        "gör hubben en ny; demons data ligger i mappen var/demo.",
        en="The database {url} was made by an earlier draft of this version: it lacks {lacks}. Move it away, and the hub "
        "makes a new one; the data of the demo lie in the folder var/demo.",
    ),
    "unknown_revision": Words(
        nb="Databasen eller kommandoen nevner en versjon som dette programmet ikke kjenner: {revision}.",
        sv="Databasen eller kommandot nämner en version som programmet inte känner till: {revision}.",
        en="The database or the command names a version that this program does not know: {revision}.",
    ),
    "settings_unusable": Words(
        nb="Innstillingene kan ikke brukes:",
        sv="Inställningarna kan inte användas:",
        en="The settings cannot be used:",
    ),
    "os_refuses": Words(
        nb="Maskinen sier nei ({what}): {why}.",
        sv="Datorn säger nej ({what}): {why}.",
        en="The machine refuses ({what}): {why}.",
    ),
    "database_refuses": Words(
        nb='Databasen tok det ikke imot: {why}. Kjør «hub doctor»; med log.level = "debug" står alt i loggen.',
        sv='Databasen tog inte emot det: {why}. Kör ”hub doctor”; med log.level = "debug" står allt i loggen.',
        en='The database did not take it: {why}. Run `hub doctor`; with log.level = "debug" the log has all of it.',
    ),
    "data_unusable": Words(
        nb="Datamappen {path} kan ikke brukes: {why}. Velg en annen med SAMLAST_DATA, eller rett eieren og rettighetene.",
        sv="Datamappen {path} går inte att använda: {why}. Välj en annan med SAMLAST_DATA, eller rätta ägaren och "
        "rättigheterna.",
        en="The data folder {path} cannot be used: {why}. Choose another with SAMLAST_DATA, or put its owner and its "
        "rights right.",
    ),
    "down_deletes": Words(
        nb="Å gå tilbake til {revision} sletter {count} poster i {url}, og de kan ikke hentes tilbake.",
        sv="Att gå tillbaka till {revision} raderar {count} poster i {url}, och de går inte att få tillbaka.",
        en="Going back to {revision} deletes {count} records in {url}, and they cannot be brought back.",
    ),
    "down_may_delete": Words(
        nb="Å gå tilbake til {revision} kan slette noe av de {count} postene i {url}, og de kan ikke hentes tilbake.",
        sv="Att gå tillbaka till {revision} kan radera något av de {count} posterna i {url}, och de går inte att få tillbaka.",
        en="Going back to {revision} may delete some of the {count} records in {url}, and they cannot be brought back.",
    ),
    "down_type_count": Words(
        nb="Skriv antallet ({count}) for å gå videre",
        sv="Skriv antalet ({count}) för att fortsätta",
        en="Type that number ({count}) to go on",
    ),
    "down_needs_yes": Words(
        nb="Ingenting ble endret. Skriv --yes hvis det er meningen.",
        sv="Inget ändrades. Skriv --yes om det är meningen.",
        en="Nothing was changed. Write --yes if you mean it.",
    ),
    "weighings": Words(nb="Veiekjeden", sv="Vägningskedjan", en="The chain of weighings"),
    "stock": Words(nb="Lagerregnskapet", sv="Lagerliggaren", en="The stock ledger"),
    "readings": Words(nb="Temperaturloggen", sv="Temperaturloggen", en="The temperature log"),
    "audit": Words(nb="Revisjonskjeden", sv="Granskningskedjan", en="The audit chain"),
    "verify_good": Words(nb="{what} stemmer.", sv="{what} stämmer.", en="{what} is sound."),
    "verify_bad": Words(
        nb="{what} stemmer ikke ({count} funn). Første: {first}",
        sv="{what} stämmer inte ({count} fynd). Första: {first}",
        en="{what} is broken ({count} findings). First bad row: {first}",
    ),
    "rows_without_value": Words(
        nb="{count} rader har ingen temperatur og teller som ikke målt",
        sv="{count} rader har ingen temperatur och räknas som inte mätta",
        en="{count} rows hold no temperature and count as nothing measured",
    ),
    "until_how": Words(
        nb="Skriv --until med tidssone, for eksempel 2026-11-23T06:00:00+01:00.",
        sv="Skriv --until med tidszon, till exempel 2026-11-23T06:00:00+01:00.",
        en="Write --until with its offset, such as 2026-11-23T06:00:00+01:00.",
    ),
    **DECODE_TEXTS,
    **DEMO_TEXTS,
    **DOCTOR_TEXTS,
    **LABEL_TEXTS,
    **PERSON_TEXTS,
    **REPORT_TEXTS,
    **VERIFY_TEXTS,
}


def text(language: Language, key: str, **facts: object) -> str:
    return TEXTS[key].in_(language).format(**facts)
