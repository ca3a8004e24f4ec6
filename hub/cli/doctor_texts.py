"""What `hub doctor` says, each with what to do about it."""

from __future__ import annotations

from hub.kernel.words import Words

DOCTOR_TEXTS: dict[str, Words] = {
    "doctor_title": Words(
        nb="Samlast {version} ser etter",
        sv="Samlast {version} ser efter",
        en="Samlast {version} takes a look",
    ),
    "doctor_all_well": Words(
        nb="Alt er i orden.",
        sv="Allt är i ordning.",
        en="All is well.",
    ),
    "doctor_warnings": Words(
        nb="Ingenting er i stykker; {count} ting bør ses på.",
        sv="Inget är trasigt; {count} saker bör ses över.",
        en="Nothing is broken; {count} things should be looked at.",
    ),
    "doctor_broken": Words(
        nb="{count} ting er i stykker. Begynn øverst.",
        sv="{count} saker är trasiga. Börja överst.",
        en="{count} things are broken. Begin at the top.",
    ),
    "doctor_settings": Words(
        nb="Innstillinger som gjelder, og hvor de kommer fra:",
        sv="Inställningar som gäller, och varifrån de kommer:",
        en="The settings in force, and where they come from:",
    ),
    "database_answers": Words(
        nb="Databasen svarer: {url}",
        sv="Databasen svarar: {url}",
        en="The database answers: {url}",
    ),
    "database_silent": Words(
        nb="Databasen {url} svarer ikke: {why}. Start den, eller rett database.url.",
        sv="Databasen {url} svarar inte: {why}. Starta den, eller rätta database.url.",
        en="The database {url} does not answer: {why}. Start it, or put database.url right.",
    ),
    "database_missing": Words(
        nb="Databasen {url} finnes ikke ennå. «hub run» lager den.",
        sv="Databasen {url} finns inte ännu. ”hub run” skapar den.",
        en="The database {url} does not exist yet. `hub run` makes it.",
    ),
    "database_current": Words(
        nb="Databasen har den formen programmet trenger ({revision}).",
        sv="Databasen har den form som programmet behöver ({revision}).",
        en="The database has the form this program needs ({revision}).",
    ),
    "database_behind": Words(
        nb="Databasen er på {revision}, programmet trenger {newest}. Kjør «hub migrate».",
        sv="Databasen är på {revision}, programmet behöver {newest}. Kör ”hub migrate”.",
        en="The database is at {revision}, this program needs {newest}. Run `hub migrate`.",
    ),
    "database_sound": Words(
        nb="Databasefilen er hel.",
        sv="Databasfilen är hel.",
        en="The database file is sound.",
    ),
    "database_damaged": Words(
        nb="Databasefilen er skadet: {why}. Stopp huben, behold filen, og hent den siste gode sikkerhetskopien.",
        sv="Databasfilen är skadad: {why}. Stoppa hubben, behåll filen och hämta den senaste goda säkerhetskopian.",
        en="The database file is damaged: {why}. Stop the hub, keep the file, and fetch the last good backup.",
    ),
    "sqlite_old": Words(
        nb="SQLite {version} kan skade loggen når to prosesser skriver (rettet i 3.51.3). Huben bruker derfor én skriver; åpne "
        "ikke filen for skriving med andre programmer.",
        sv="SQLite {version} kan skada loggen när två processer skriver (rättat i 3.51.3). Hubben använder därför en enda "
        "skrivare; öppna inte filen för skrivning med andra program.",
        en="SQLite {version} can damage its log when two processes write (fixed in 3.51.3). The hub therefore uses one writer; "
        "do not open the file for writing with other programs.",
    ),
    "sqlite_new": Words(
        nb="SQLite {version}.",
        sv="SQLite {version}.",
        en="SQLite {version}.",
    ),
    "broker_answers": Words(
        nb="Megleren ({kind}) tok imot en melding og leverte den tilbake.",
        sv="Mäklaren ({kind}) tog emot ett meddelande och lämnade det tillbaka.",
        en="The broker ({kind}) took a message and handed it back.",
    ),
    "broker_silent": Words(
        nb="Megleren {url} svarer ikke: {why}. Start den, eller rett broker.url.",
        sv="Mäklaren {url} svarar inte: {why}. Starta den, eller rätta broker.url.",
        en="The broker {url} does not answer: {why}. Start it, or put broker.url right.",
    ),
    "scale_answers": Words(
        nb="Vekten {name} svarer: {shown}",
        sv="Vågen {name} svarar: {shown}",
        en="The scale {name} answers: {shown}",
    ),
    "scale_silent": Words(
        nb="Vekten {name} ({url}) svarer ikke: {why}. Se etter strøm, kabel, adresse, protokoll og hastighet i devices.toml.",
        sv="Vågen {name} ({url}) svarar inte: {why}. Se efter ström, kabel, adress, protokoll och hastighet i devices.toml.",
        en="The scale {name} ({url}) does not answer: {why}. Look at power, cable, address, protocol and speed in devices.toml.",
    ),
    "scale_unverified": Words(
        nb="Verifiseringen av vekten {name} gikk ut {date}. Bestill ny verifisering.",
        sv="Verifieringen av vågen {name} gick ut {date}. Beställ ny verifiering.",
        en="The verification of the scale {name} ended on {date}. Order a new one.",
    ),
    "scale_due": Words(
        nb="Verifiseringen av vekten {name} går ut {date}. Bestill ny verifisering nå.",
        sv="Verifieringen av vågen {name} går ut {date}. Beställ ny verifiering nu.",
        en="The verification of the scale {name} ends on {date}. Order a new one now.",
    ),
    "no_scales": Words(
        nb="Ingen vekter står i devices.toml; vekt må da skrives inn for hånd.",
        sv="Inga vågar står i devices.toml; vikter måste då skrivas in för hand.",
        en="There are no scales in devices.toml; weights then have to be typed.",
    ),
    "printer_ready": Words(
        nb="Skriveren {name} er klar.",
        sv="Skrivaren {name} är klar.",
        en="The printer {name} is ready.",
    ),
    "printer_troubled": Words(
        nb="Skriveren {name} svarer, men: {why}. Se etter papir, deksel og kniv.",
        sv="Skrivaren {name} svarar, men: {why}. Se efter papper, lucka och kniv.",
        en="The printer {name} answers, but: {why}. Look at paper, cover and cutter.",
    ),
    "printer_silent": Words(
        nb="Skriveren {name} ({url}) svarer ikke: {why}. Se etter strøm, nettverk og adresse i devices.toml.",
        sv="Skrivaren {name} ({url}) svarar inte: {why}. Se efter ström, nätverk och adress i devices.toml.",
        en="The printer {name} ({url}) does not answer: {why}. Look at power, network and address in devices.toml.",
    ),
    "no_printers": Words(
        nb="Ingen skrivere står i devices.toml; etiketter og følgesedler blir liggende i kø.",
        sv="Inga skrivare står i devices.toml; etiketter och följesedlar blir liggande i kö.",
        en="There are no printers in devices.toml; labels and notes stay in the queue.",
    ),
    "scanner_there": Words(
        nb="Linjen til skanneren {name} er åpen. Skann noe for å se at det kommer fram.",
        sv="Linjen till skannern {name} är öppen. Skanna något för att se att det kommer fram.",
        en="The line of the scanner {name} is open. Scan something to see that it arrives.",
    ),
    "scanner_lost": Words(
        nb="Skanneren {name} ({url}) er ikke der: {why}. Se etter strøm, kabel og adresse i devices.toml.",
        sv="Skannern {name} ({url}) är inte där: {why}. Se efter ström, kabel och adress i devices.toml.",
        en="The scanner {name} ({url}) is not there: {why}. Look at power, cable and address in devices.toml.",
    ),
    "devices_held": Words(
        nb="Huben går (prosess {pid}) og holder vekter og skrivere; dette sier den om dem:",
        sv="Hubben är igång (process {pid}) och håller vågar och skrivare; så här säger den om dem:",
        en="The hub is running (process {pid}) and holds scales and printers; this is what it says of them:",
    ),
    "device_not_said": Words(
        nb="{name}: huben har ikke sagt noe om den. Starttid? Kjør «hub doctor» igjen om litt.",
        sv="{name}: hubben har inte sagt något om den. Nystartad? Kör ”hub doctor” igen om en stund.",
        en="{name}: the hub has said nothing of it. Just started? Run `hub doctor` again in a moment.",
    ),
    "sensor_heard": Words(
        nb="Føleren {name} ({place}) ble hørt {at}: {shown}",
        sv="Givaren {name} ({place}) hördes {at}: {shown}",
        en="The sensor {name} ({place}) was heard {at}: {shown}",
    ),
    "sensor_silent": Words(
        nb="Føleren {name} ({place}) har vært taus siden {at}. Se etter batteri, avstand og gateway.",
        sv="Givaren {name} ({place}) har varit tyst sedan {at}. Se efter batteri, avstånd och gateway.",
        en="The sensor {name} ({place}) has been silent since {at}. Look at battery, distance and gateway.",
    ),
    "sensor_fault": Words(
        nb="Føleren {name} ({place}) ble hørt {at} med en feil: {why}. Se etter kabel og probe.",
        sv="Givaren {name} ({place}) hördes {at} med ett fel: {why}. Se efter kabel och prob.",
        en="The sensor {name} ({place}) was heard {at} with a fault: {why}. Look at cable and probe.",
    ),
    "sensor_unplaced": Words(
        nb="Føleren {name} ble hørt {at}, men henger ikke noe sted ennå. Plasser den på siden for kjølerom.",
        sv="Givaren {name} hördes {at}, men hänger ingenstans ännu. Placera den på sidan för kylrum.",
        en="The sensor {name} was heard {at} but hangs nowhere yet. Place it on the cold rooms' page.",
    ),
    "no_sensors": Words(
        nb="Ingen føler er hørt ennå. Huben lytter på: {topics}.",
        sv="Ingen givare har hörts ännu. Hubben lyssnar på: {topics}.",
        en="No sensor was heard yet. The hub listens to: {topics}.",
    ),
    "disk_room": Words(
        nb="{free} ledig plass der databasen ligger.",
        sv="{free} ledigt utrymme där databasen ligger.",
        en="{free} of room where the database lies.",
    ),
    "disk_low": Words(
        nb="Bare {free} ledig plass i {path}. Slett eller flytt filer som ikke er hubens, før disken er full; en full disk tar ikke imot veiinger.",
        sv="Bara {free} ledigt utrymme i {path}. Radera eller flytta filer som inte är hubbens, innan disken är full; en full disk tar inte emot vägningar.",
        en="Only {free} of room in {path}. Delete or move files that are not the hub's before the disk is full; a full disk takes no weighings.",
    ),
    "disk_full": Words(
        nb="Disken med {path} er full: ingen veiing blir lagret. Slett eller flytt filer som ikke er hubens, og spør igjen.",
        sv="Disken med {path} är full: ingen vägning sparas. Radera eller flytta filer som inte är hubbens, och fråga igen.",
        en="The disk of {path} is full: no weighing is kept. Delete or move files that are not the hub's, then ask again.",
    ),
    "database_shut": Words(
        nb="Databasefilen {path} kan ikke åpnes: {why}. Rett mappen eller disken, og spør igjen; det som er lagret, blir ikke rørt.",
        sv="Databasfilen {path} går inte att öppna: {why}. Rätta mappen eller disken, och fråga igen; det som är sparat rörs inte.",
        en="The database file {path} cannot be opened: {why}. Put the folder or the disk right, then ask again; what is stored is left alone.",
    ),
    "data_unwritable": Words(
        nb="Datamappen {path} kan ikke skrives til: {why}. Rett eieren eller rettighetene, eller monter disken for skriving.",
        sv="Datamappen {path} går inte att skriva i: {why}. Rätta ägaren eller rättigheterna, eller montera disken för skrivning.",
        en="The data folder {path} cannot be written: {why}. Put its owner or its rights right, or mount the disk for writing.",
    ),
    "data_open": Words(
        nb="Andre på maskinen kommer inn i datamappen {path}. Kjør: chmod 700 {path}",
        sv="Andra på datorn kommer in i datamappen {path}. Kör: chmod 700 {path}",
        en="Others on this machine can get into the data folder {path}. Run: chmod 700 {path}",
    ),
    "database_open": Words(
        nb="Andre på maskinen kan lese databasen {path}. Kjør: chmod 600 {path}*",
        sv="Andra på datorn kan läsa databasen {path}. Kör: chmod 600 {path}*",
        en="Others on this machine can read the database {path}. Run: chmod 600 {path}*",
    ),
    "clock_right": Words(
        nb="Klokken: {local} ({zone}).",
        sv="Klockan: {local} ({zone}).",
        en="The clock: {local} ({zone}).",
    ),
    "clock_wrong": Words(
        nb="Klokken viser {local}, og det kan ikke stemme. Still klokken (NTP) før noe veies.",
        sv="Klockan visar {local}, och det kan inte stämma. Ställ klockan (NTP) innan något vägs.",
        en="The clock shows {local}, which cannot be right. Set the clock (NTP) before anything is weighed.",
    ),
    "clock_behind": Words(
        nb="Klokken viser {local}, men det siste lagrede er fra {newest}. Still klokken (NTP).",
        sv="Klockan visar {local}, men det senast sparade är från {newest}. Ställ klockan (NTP).",
        en="The clock shows {local}, but the newest stored fact is from {newest}. Set the clock (NTP).",
    ),
    "zones_right": Words(
        nb="Tidssonene er på plass.",
        sv="Tidszonerna finns på plats.",
        en="Time zones are in place.",
    ),
    "zones_wrong": Words(
        nb="Tidssonene mangler eller er gamle. Installer pakken tzdata på nytt.",
        sv="Tidszonerna saknas eller är gamla. Installera paketet tzdata på nytt.",
        en="Time zones are missing or old. Install the package tzdata again.",
    ),
}
