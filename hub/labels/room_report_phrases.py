"""The words on the report of the cold rooms, in three languages.

Not for: its numbers and moments (`room_report_written`), names of rooms and sources of limits, which the report holds in all languages, nor what people wrote, which stands as written.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from hub.kernel.words import Language, Words


class RoomPhrase(StrEnum):
    """Every sentence and heading of the report."""

    TITLE = "title"
    AS_OF = "as_of"
    TIMES_ARE = "times_are"
    MADE_UP = "made_up"
    UNSIGNED_MARK = "unsigned_mark"
    PARTLY_MARK = "partly_mark"
    CHANGED_MARK = "changed_mark"
    EXCURSIONS = "excursions"
    UNANSWERED = "unanswered"
    LEAST_COVERED = "least_covered"
    DAYS_SIGNED = "days_signed"
    SO_MANY_OF = "so_many_of"
    ROOM = "room"
    LOWEST = "lowest"
    HIGHEST = "highest"
    COVER = "cover"
    BEYOND = "beyond"
    ALARMS = "alarms"
    NO_ROOMS = "no_rooms"
    NOTHING_MEASURED = "nothing_measured"
    NO_SENSOR_HUNG = "no_sensor_hung"
    LINE_IS = "line_is"
    BAND_IS = "band_is"
    SILENT = "silent"
    NO_SENSOR = "no_sensor"
    CALIBRATING = "calibrating"
    DOOR = "door"
    DEFROST = "defrost"
    EXCURSION = "excursion"
    LIMITS = "limits"
    LIMIT = "limit"
    ALLOWED_FOR = "allowed_for"
    SOURCE = "source"
    COUNTED = "counted"
    ALWAYS = "always"
    SINCE = "since"
    UNTIL = "until"
    FROM_TO = "from_to"
    NO_LIMITS = "no_limits"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    SENSORS = "sensors"
    SENSOR = "sensor"
    HUNG = "hung"
    CERTIFICATE = "certificate"
    CORRECTION = "correction"
    DUE = "due"
    DUE_PASSED = "due_passed"
    NO_CERTIFICATE = "no_certificate"
    READINGS = "readings"
    FAULTS = "faults"
    SWAPPED = "swapped"
    GAPS = "gaps"
    GAP_FROM = "gap_from"
    GAP_TO = "gap_to"
    GAP_LENGTH = "gap_length"
    GAP_KIND = "gap_kind"
    NO_GAPS = "no_gaps"
    MORE_GAPS = "more_gaps"
    COL_FROM = "col_from"
    COL_TO = "col_to"
    COL_PEAK = "col_peak"
    COL_AREA = "col_area"
    COL_COVER = "col_cover"
    EARLIEST = "earliest"
    LATEST = "latest"
    GOES_ON = "goes_on"
    PEAK_AT = "peak_at"
    PARTS = "parts"
    UNKNOWN = "unknown"
    DOOR_WAS_OPEN = "door_was_open"
    IN_DEFROST = "in_defrost"
    NO_EXCURSIONS = "no_excursions"
    NONE_IN_ROOM = "none_in_room"
    BETWEEN = "between"
    HOURS = "hours"
    DAYS = "days"
    FULL_HOURS = "full_hours"
    MINUTES = "minutes"
    ALARMS_TITLE = "alarms_title"
    NO_ALARMS = "no_alarms"
    ALARM_SPAN = "alarm_span"
    ALARM_GOES_ON = "alarm_goes_on"
    NOBODY_ANSWERED = "nobody_answered"
    ONLY_GOING = "only_going"
    GOING = "going"
    PHOTOS = "photos"
    SIGNATURES = "signatures"
    DAY = "day"
    SIGNATURE = "signature"
    AFTERWARDS = "afterwards"
    NOT_SIGNED = "not_signed"
    NOT_OVER = "not_over"
    SIGNED_BY = "signed_by"
    SIGNED_AND = "signed_and"
    ALARM_NUMBER = "alarm_number"
    OPEN_BECAUSE = "open_because"
    AGAIN_BECAUSE = "again_because"
    EARLIER = "earlier"
    CHANGED_AFTER = "changed_after"
    UNCHANGED = "unchanged"
    NOT_WHOLE = "not_whole"
    SIGNED_HOW = "signed_how"
    HOW_TO_READ = "how_to_read"
    LEGEND = "legend"
    DATA_HASH = "data_hash"
    HASH_SAYS = "hash_says"
    SHORT_HASH = "short_hash"


PHRASES: Mapping[RoomPhrase, Words] = {
    RoomPhrase.TITLE: Words("Temperaturrapport", "Temperaturrapport", "Temperature report"),
    RoomPhrase.AS_OF: Words(
        "Ikke avsluttet: slik det var {at}. Det som kom senere, er ikke med.",
        "Inte avslutad: som det var {at}. Det som kom senare är inte med.",
        "Not over yet: as it was {at}. What came later is not in it.",
    ),
    RoomPhrase.TIMES_ARE: Words(
        "Alle tider er lokal tid, {zone} ({offset}).",
        "Alla tider är lokal tid, {zone} ({offset}).",
        "All times are local time, {zone} ({offset}).",
    ),
    RoomPhrase.MADE_UP: Words(
        "Eksempel: temperaturene er oppdiktet",
        "Exempel: temperaturerna är påhittade",
        "Example: the temperatures are made up",
    ),
    RoomPhrase.UNSIGNED_MARK: Words("IKKE SIGNERT", "EJ SIGNERAD", "NOT SIGNED"),
    RoomPhrase.PARTLY_MARK: Words(
        "IKKE ALLE DAGER SIGNERT", "EJ ALLA DAGAR SIGNERADE", "NOT EVERY DAY SIGNED"
    ),
    RoomPhrase.CHANGED_MARK: Words(
        "ENDRET ETTER SIGNATUR", "ÄNDRAD EFTER SIGNATUR", "CHANGED AFTER SIGNATURE"
    ),
    RoomPhrase.EXCURSIONS: Words("Avvik", "Avvikelser", "Excursions"),
    RoomPhrase.UNANSWERED: Words("Alarmer uten svar", "Larm utan svar", "Alarms without an answer"),
    RoomPhrase.LEAST_COVERED: Words(
        "Målinger dekker minst", "Mätningar täcker minst", "Readings cover at least"
    ),
    RoomPhrase.DAYS_SIGNED: Words("Dager signert", "Dagar signerade", "Days signed"),
    RoomPhrase.SO_MANY_OF: Words("{count} av {all}", "{count} av {all}", "{count} of {all}"),
    RoomPhrase.ROOM: Words("Rom", "Rum", "Room"),
    RoomPhrase.LOWEST: Words("Lavest", "Lägst", "Lowest"),
    RoomPhrase.HIGHEST: Words("Høyest", "Högst", "Highest"),
    RoomPhrase.COVER: Words("Målinger dekker", "Mätningar täcker", "Readings cover"),
    RoomPhrase.BEYOND: Words("Utenfor grensen", "Utanför gränsen", "Beyond the limit"),
    RoomPhrase.ALARMS: Words("Alarmer", "Larm", "Alarms"),
    RoomPhrase.NO_ROOMS: Words(
        "Ingen føler hang i noe rom i dette tidsrommet.",
        "Ingen givare hängde i något rum under denna tid.",
        "No sensor hung in any room in this period.",
    ),
    RoomPhrase.NOTHING_MEASURED: Words("ikke målt", "inte mätt", "not measured"),
    RoomPhrase.NO_SENSOR_HUNG: Words(
        "Ingen føler hang her i dette tidsrommet.",
        "Ingen givare hängde här under denna tid.",
        "No sensor hung here in this period.",
    ),
    RoomPhrase.LINE_IS: Words("temperatur", "temperatur", "temperature"),
    RoomPhrase.BAND_IS: Words(
        "snitt, og fra laveste til høyeste i {length}",
        "medel, och från lägsta till högsta i {length}",
        "mean, and from lowest to highest in {length}",
    ),
    RoomPhrase.SILENT: Words("ingen målinger", "inga mätningar", "no readings"),
    RoomPhrase.NO_SENSOR: Words("ingen føler", "ingen givare", "no sensor"),
    RoomPhrase.CALIBRATING: Words("føleren kalibrert", "givaren kalibrerad", "sensor calibrated"),
    RoomPhrase.DOOR: Words("dør åpen", "dörr öppen", "door open"),
    RoomPhrase.DEFROST: Words("avriming", "avfrostning", "defrost"),
    RoomPhrase.EXCURSION: Words("avvik", "avvikelse", "excursion"),
    RoomPhrase.LIMITS: Words("Grenser", "Gränser", "Limits"),
    RoomPhrase.LIMIT: Words("Grense", "Gräns", "Limit"),
    RoomPhrase.ALLOWED_FOR: Words("Tillatt i", "Tillåtet i", "Allowed for"),
    RoomPhrase.SOURCE: Words("Kilde", "Källa", "Source"),
    RoomPhrase.COUNTED: Words("Gjaldt", "Gällde", "In force"),
    RoomPhrase.ALWAYS: Words("hele tidsrommet", "hela tiden", "the whole period"),
    RoomPhrase.SINCE: Words("fra {begins}", "från {begins}", "from {begins}"),
    RoomPhrase.UNTIL: Words("til {ends}", "till {ends}", "until {ends}"),
    RoomPhrase.FROM_TO: Words(
        "fra {begins} til {ends}", "från {begins} till {ends}", "from {begins} to {ends}"
    ),
    RoomPhrase.NO_LIMITS: Words(
        "Ingen grenser er satt her.", "Inga gränser är satta här.", "No limits are set here."
    ),
    RoomPhrase.AT_MOST: Words("høyst {limit}", "högst {limit}", "at most {limit}"),
    RoomPhrase.AT_LEAST: Words("minst {limit}", "minst {limit}", "at least {limit}"),
    RoomPhrase.SENSORS: Words("Følere", "Givare", "Sensors"),
    RoomPhrase.SENSOR: Words("Føler (serienummer)", "Givare (serienummer)", "Sensor (serial number)"),
    RoomPhrase.HUNG: Words("Hang her", "Hängde här", "Hung here"),
    RoomPhrase.CERTIFICATE: Words("Kalibrering", "Kalibrering", "Calibration"),
    RoomPhrase.CORRECTION: Words("Korreksjon", "Korrektion", "Correction"),
    RoomPhrase.DUE: Words("Neste frist", "Nästa frist", "Next due"),
    RoomPhrase.DUE_PASSED: Words("OVER FRISTEN", "ÖVER FRISTEN", "OVERDUE"),
    RoomPhrase.NO_CERTIFICATE: Words("ikke oppgitt", "inte angiven", "none entered"),
    RoomPhrase.READINGS: Words("Målinger", "Mätningar", "Readings"),
    RoomPhrase.FAULTS: Words("{count} med feil", "{count} med fel", "{count} faulty"),
    RoomPhrase.SWAPPED: Words(
        "Føleren ble byttet: {before} tatt ned {down}, {after} hengt opp {up}.",
        "Givaren byttes: {before} togs ner {down}, {after} hängdes upp {up}.",
        "The sensor was swapped: {before} taken down {down}, {after} hung up {up}.",
    ),
    RoomPhrase.GAPS: Words("Uten målinger", "Utan mätningar", "Without readings"),
    RoomPhrase.GAP_FROM: Words("Fra", "Från", "From"),
    RoomPhrase.GAP_TO: Words("Til", "Till", "To"),
    RoomPhrase.GAP_LENGTH: Words("Varighet", "Längd", "Length"),
    RoomPhrase.GAP_KIND: Words("Hvorfor", "Varför", "Why"),
    RoomPhrase.NO_GAPS: Words(
        "Ingen hull: det er målinger hele tidsrommet.",
        "Inga luckor: det finns mätningar hela tiden.",
        "No gaps: there are readings throughout.",
    ),
    RoomPhrase.MORE_GAPS: Words(
        "De {count} lengste hullene av {all}. Alle står i CSV-filen; til sammen er de {length}.",
        "De {count} längsta luckorna av {all}. Alla står i CSV-filen; tillsammans är de {length}.",
        "The {count} longest gaps of {all}. All of them stand in the CSV file; together they are {length}.",
    ),
    RoomPhrase.COL_FROM: Words("Fra", "Från", "From"),
    RoomPhrase.COL_TO: Words("Til", "Till", "To"),
    RoomPhrase.COL_PEAK: Words("Lengst unna", "Längst bort", "Furthest"),
    RoomPhrase.COL_AREA: Words("°C · min", "°C · min", "°C · min"),
    RoomPhrase.COL_COVER: Words("Kjent", "Känt", "Known"),
    RoomPhrase.EARLIEST: Words("kanskje fra {at}", "kanske från {at}", "perhaps from {at}"),
    RoomPhrase.LATEST: Words("kanskje til {at}", "kanske till {at}", "perhaps to {at}"),
    RoomPhrase.GOES_ON: Words("pågår", "pågår", "still open"),
    RoomPhrase.PEAK_AT: Words("kl. {at}", "kl. {at}", "at {at}"),
    RoomPhrase.PARTS: Words("{count} deler", "{count} delar", "{count} parts"),
    RoomPhrase.UNKNOWN: Words("ukjent {length}", "okänt {length}", "unknown {length}"),
    RoomPhrase.DOOR_WAS_OPEN: Words("dør åpen {length}", "dörr öppen {length}", "door open {length}"),
    RoomPhrase.IN_DEFROST: Words("avriming {length}", "avfrostning {length}", "defrost {length}"),
    RoomPhrase.NO_EXCURSIONS: Words("ingen", "inga", "none"),
    RoomPhrase.NONE_IN_ROOM: Words(
        "Ingen grense ble brutt lenger enn tillatt.",
        "Ingen gräns överskreds längre än tillåtet.",
        "No limit was broken for longer than allowed.",
    ),
    RoomPhrase.BETWEEN: Words("{least} til {most}", "{least} till {most}", "{least} to {most}"),
    RoomPhrase.HOURS: Words(
        "{hours} t {minutes} min", "{hours} tim {minutes} min", "{hours} h {minutes} min"
    ),
    RoomPhrase.DAYS: Words("{days} døgn {hours} t", "{days} dygn {hours} tim", "{days} d {hours} h"),
    RoomPhrase.FULL_HOURS: Words("{hours} t", "{hours} tim", "{hours} h"),
    RoomPhrase.MINUTES: Words("{minutes} min", "{minutes} min", "{minutes} min"),
    RoomPhrase.ALARMS_TITLE: Words(
        "Alarmer og hva som ble gjort", "Larm och vad som gjordes", "Alarms and what was done"
    ),
    RoomPhrase.NO_ALARMS: Words("Ingen alarmer.", "Inga larm.", "No alarms."),
    RoomPhrase.ALARM_SPAN: Words(
        "fra {begins} til {ends}", "från {begins} till {ends}", "from {begins} to {ends}"
    ),
    RoomPhrase.ALARM_GOES_ON: Words(
        "fra {begins}, pågår", "från {begins}, pågår", "from {begins}, still going on"
    ),
    RoomPhrase.NOBODY_ANSWERED: Words("INGEN HAR SVART.", "INGEN HAR SVARAT.", "NOBODY HAS ANSWERED."),
    RoomPhrase.ONLY_GOING: Words(
        "INGEN HAR SAGT HVA SOM BLE GJORT.",
        "INGEN HAR SAGT VAD SOM GJORDES.",
        "NOBODY HAS SAID WHAT WAS DONE.",
    ),
    RoomPhrase.GOING: Words("{name} gikk dit", "{name} gick dit", "{name} went there"),
    RoomPhrase.PHOTOS: Words("bilder: {count}", "bilder: {count}", "photos: {count}"),
    RoomPhrase.SIGNATURES: Words("Signaturer", "Signaturer", "Signatures"),
    RoomPhrase.DAY: Words("Dag", "Dag", "Day"),
    RoomPhrase.SIGNATURE: Words("Signatur", "Signatur", "Signature"),
    RoomPhrase.AFTERWARDS: Words("Siden signaturen", "Sedan signaturen", "Since the signature"),
    RoomPhrase.NOT_SIGNED: Words("IKKE SIGNERT", "EJ SIGNERAD", "NOT SIGNED"),
    RoomPhrase.NOT_OVER: Words("ikke over ennå", "inte över ännu", "not over yet"),
    RoomPhrase.SIGNED_BY: Words(
        "Nr. {number}: {name}, {at}", "Nr {number}: {name}, {at}", "No. {number}: {name}, {at}"
    ),
    RoomPhrase.SIGNED_AND: Words(
        "Signert som nr. {number} av {name}, {at}: {meaning}.",
        "Signerad som nr {number} av {name}, {at}: {meaning}.",
        "Signed as no. {number} by {name}, {at}: {meaning}.",
    ),
    RoomPhrase.ALARM_NUMBER: Words("Nr. {number}", "Nr {number}", "No. {number}"),
    RoomPhrase.OPEN_BECAUSE: Words(
        "Signert med alarmer uten svar, fordi: {reason}",
        "Signerad med larm utan svar, eftersom: {reason}",
        "Signed with alarms unanswered, because: {reason}",
    ),
    RoomPhrase.AGAIN_BECAUSE: Words(
        "Signert på nytt, fordi: {reason}",
        "Signerad på nytt, eftersom: {reason}",
        "Signed again, because: {reason}",
    ),
    RoomPhrase.EARLIER: Words("Tidligere: {signed}", "Tidigare: {signed}", "Earlier: {signed}"),
    RoomPhrase.CHANGED_AFTER: Words("ENDRET", "ÄNDRAD", "CHANGED"),
    RoomPhrase.UNCHANGED: Words("uendret", "oförändrad", "unchanged"),
    RoomPhrase.NOT_WHOLE: Words(
        "Det som ble signert, er endret i databasen etterpå.",
        "Det som signerades har ändrats i databasen efteråt.",
        "What was signed was altered in the database afterwards.",
    ),
    RoomPhrase.SIGNED_HOW: Words(
        "Signaturen betyr: {meaning}. Den er bekreftet med eget passord eller egen PIN, og gjelder alle rom den dagen.",
        "Signaturen betyder: {meaning}. Den är bekräftad med eget lösenord eller egen PIN och gäller alla rum den dagen.",
        "The signature means: {meaning}. It was confirmed with the signer's password or PIN, and is for all rooms of that day.",
    ),
    RoomPhrase.HOW_TO_READ: Words("Slik leses rapporten", "Så läses rapporten", "How to read this report"),
    RoomPhrase.LEGEND: Words(
        "Temperaturene er korrigert etter følernes sertifikater. Mellom to målinger regnes temperaturen som en rett linje; er det "
        "lenger mellom dem enn tre ganger det vanlige (minst fem minutter), er det et hull, og ingenting gjettes. Ligger starten "
        "eller slutten på et avvik i et hull, er varigheten oppgitt fra det sikre til det mulige. °C · min: hvor langt utenfor grensen "
        "ganger hvor lenge. Kjent: hvor mye av avviket det er målinger for. Lovens grense står for seg og varsler ingen.",
        "Temperaturerna är korrigerade enligt givarnas certifikat. Mellan två mätningar räknas temperaturen som en rät linje; är det "
        "längre mellan dem än tre gånger det vanliga (minst fem minuter) är det en lucka, och ingenting gissas. Ligger början eller "
        "slutet på en avvikelse i en lucka anges längden från det säkra till det möjliga. °C · min: hur långt utanför gränsen gånger "
        "hur länge. Känt: hur mycket av avvikelsen som har mätningar. Lagens gräns står för sig och larmar ingen.",
        "Temperatures are corrected by the sensors' certificates. Between two readings the temperature is taken as a straight line; "
        "where they are further apart than three times the usual (five minutes at least) there is a gap, and nothing is guessed. Where "
        "an excursion begins or ends in a gap, its length is given from what is sure to what is possible. °C · min: how far beyond the "
        "limit times how long. Known: how much of the excursion has readings. The legal limit stands apart and calls nobody.",
    ),
    RoomPhrase.DATA_HASH: Words(
        "Dataenes kontrollsum (SHA-256)", "Datans kontrollsumma (SHA-256)", "Checksum of the data (SHA-256)"
    ),
    RoomPhrase.HASH_SAYS: Words(
        "PDF og CSV har samme sum. Kontroll: «Kontroller en rapport» på siden Temperaturrapporter, eller hub coldchain check <filen>.",
        "PDF och CSV har samma summa. Kontroll: ”Kontrollera en rapport” på sidan Temperaturrapporter, eller hub coldchain check <filen>.",
        "PDF and CSV have the same sum. To check: “Check a report” on the page Temperature reports, or hub coldchain check <the file>.",
    ),
    RoomPhrase.SHORT_HASH: Words("Kontrollsum {hash}…", "Kontrollsumma {hash}…", "Checksum {hash}…"),
}

LEVELS = {
    "legal": Words("Lovens grense", "Lagens gräns", "Legal limit"),
    "warn": Words("Varsel", "Varning", "Warning"),
    "alarm": Words("Alarm", "Larm", "Alarm"),
    "critical": Words("Kritisk", "Kritiskt", "Critical"),
}
DONE = {
    "door_closed": Words("dør lukket", "dörr stängd", "door closed"),
    "goods_moved": Words("varer flyttet", "varor flyttade", "goods moved"),
    "goods_held": Words("varer sperret", "varor spärrade", "goods put on hold"),
    "goods_thrown": Words("varer kastet", "varor kasserade", "goods thrown away"),
    "service_called": Words("service tilkalt", "service tillkallad", "service called"),
    "power_back": Words("strøm slått på", "ström påslagen", "power switched on"),
    "defrosted": Words("is fjernet", "is borttagen", "ice removed"),
    "setting_changed": Words("innstilling endret", "inställning ändrad", "setting changed"),
    "sensor_mended": Words("føler ordnet", "givare åtgärdad", "sensor mended"),
    "nothing_needed": Words(
        "sett på, ikke noe å gjøre", "tittat på, inget att göra", "looked, nothing needed"
    ),
}
MEANINGS = {
    "reviewed": Words(
        "har sett på rommene og på det som ble gjort",
        "har sett på rummen och på det som gjordes",
        "has looked at the rooms and at what was done",
    ),
}
# What an alarm is about, by its kind and side.
HAPPENED = {
    "temperature_high": Words("{room} var for varmt", "{room} var för varmt", "{room} was too warm"),
    "temperature_low": Words("{room} var for kaldt", "{room} var för kallt", "{room} was too cold"),
    "silent": Words(
        "Føleren i {room} sa ingenting", "Givaren i {room} sa ingenting", "The sensor in {room} said nothing"
    ),
    "dark": Words(
        "Ingen føler i huset sa noe", "Ingen givare i huset sa något", "No sensor of the house said anything"
    ),
    "chain": Words(
        "Loggen over hvem som gjorde hva, var endret fra linje {entry}",
        "Loggen över vem som gjorde vad var ändrad från rad {entry}",
        "The record of who did what was changed from entry {entry} on",
    ),
    "seals": Words(
        "Temperaturer i databasen ble endret",
        "Temperaturer i databasen ändrades",
        "Temperatures in the database were changed",
    ),
    "door": Words(
        "Døren til {room} sto åpen", "Dörren till {room} stod öppen", "The door of {room} stood open"
    ),
    "flood": Words(
        "Føleren i {room} sendte altfor mye",
        "Givaren i {room} skickade alldeles för mycket",
        "The sensor in {room} sent far too much",
    ),
}
CHANGES = {
    "late_readings": Words(
        "{room}: målinger kom etter signaturen: {count}",
        "{room}: mätningar kom efter signaturen: {count}",
        "{room}: readings came after the signature: {count}",
    ),
    "limits": Words(
        "{room}: en grense for dagen ble endret",
        "{room}: en gräns för dagen ändrades",
        "{room}: a limit of that day was changed",
    ),
    "calibration": Words(
        "{room}: en føler eller sertifikatet ble endret",
        "{room}: en givare eller dess certifikat ändrades",
        "{room}: a sensor or its certificate was changed",
    ),
    "went_on": Words(
        "{room}: et avvik fortsatte", "{room}: en avvikelse fortsatte", "{room}: an excursion went on"
    ),
    "new_alarm": Words("ny alarm, nr. {count}", "nytt larm, nr {count}", "a new alarm, no. {count}"),
    "altered": Words(
        "{room}: målingene er ikke de som ble signert",
        "{room}: mätningarna är inte de som signerades",
        "{room}: the readings are not those that were signed",
    ),
}


def phrase(name: RoomPhrase, language: Language, /, **facts: object) -> str:
    return PHRASES[name].in_(language).format(**facts)
