"""What the commands say, in the three languages of the house. The language is that of hub.toml.

Not for: faults in the settings themselves, which are English because no language is known yet.
"""

from __future__ import annotations

from hub.cli.demo_texts import DEMO_TEXTS
from hub.cli.doctor_texts import DOCTOR_TEXTS
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
        nb="Ingen på {url} svarte på noe kjent språk. Se etter strøm, kabel (RX og TX krysset?) og vektens egne innstillinger.",
        sv="Ingen på {url} svarade på något känt språk. Se efter ström, kabel (RX och TX korsade?) och vågens inställningar.",
        en="Nobody on {url} spoke a known language. Look at power, cable (RX and TX crossed?) and the scale's own settings.",
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
    "unknown_revision": Words(
        nb="Databasen eller kommandoen nevner en versjon som dette programmet ikke kjenner: {why}",
        sv="Databasen eller kommandot nämner en version som programmet inte känner till: {why}",
        en="The database or the command names a version that this program does not know: {why}",
    ),
    "weighings": Words(nb="Veiekjeden", sv="Vägningskedjan", en="The chain of weighings"),
    "stock": Words(nb="Lagerregnskapet", sv="Lagerliggaren", en="The stock ledger"),
    "audit": Words(nb="Revisjonskjeden", sv="Granskningskedjan", en="The audit chain"),
    "verify_good": Words(nb="{what} stemmer.", sv="{what} stämmer.", en="{what} is sound."),
    "verify_bad": Words(
        nb="{what} stemmer ikke ({count} funn). Første: {first}",
        sv="{what} stämmer inte ({count} fynd). Första: {first}",
        en="{what} is broken ({count} findings). First bad row: {first}",
    ),
    **DEMO_TEXTS,
    **DOCTOR_TEXTS,
}


def text(language: Language, key: str, **facts: object) -> str:
    return TEXTS[key].in_(language).format(**facts)
