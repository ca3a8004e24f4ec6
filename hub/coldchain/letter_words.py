"""The words of letters about alarms and upkeep, in the reader's language: what is wrong, what to do first, where to answer.

Not for: screens, whose words stand with the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from hub.coldchain.alarm_records import AlarmKind
from hub.coldchain.alarms import AlarmView
from hub.coldchain.calibrations import Due, ProbeDue
from hub.coldchain.levels import Side
from hub.coldchain.readings import from_ms
from hub.kernel.words import Language, Words


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What the sensors need: calibrations that are told, and batteries to change, each as its room and the sensor's key."""

    due: Sequence[ProbeDue]
    batteries: Sequence[tuple[Words, str]]


WARM = Words(nb="{room} er for varmt", sv="{room} är för varmt", en="{room} is too warm")
COLD = Words(nb="{room} er for kaldt", sv="{room} är för kallt", en="{room} is too cold")
SILENT = Words(
    nb="Føleren i {room} sier ingenting",
    sv="Givaren i {room} säger ingenting",
    en="The sensor in {room} says nothing",
)
DARK = Words(
    nb="Ingen føler i huset sier noe", sv="Ingen givare i huset säger något", en="No sensor says anything"
)
DOOR = Words(
    nb="Døra i {room} har stått åpen for lenge",
    sv="Dörren i {room} har stått öppen för länge",
    en="The door of {room} has stood open for too long",
)
FLOOD = Words(
    nb="En føler sender mer enn den kan mene: {topic}",
    sv="En givare sänder mer än den kan mena: {topic}",
    en="A sensor sends more than it can mean: {topic}",
)
CHAIN = Words(
    nb="Loggen over hvem som gjorde hva, eller over temperaturene, er endret",
    sv="Loggen över vem som gjorde vad, eller över temperaturerna, har ändrats",
    en="The record of who did what, or of the temperatures, was changed",
)
FIRST = {
    "warm": Words(
        nb="Lukk døra. Se at kjølingen går. Flytt varer hvis det ikke blir kaldere.",
        sv="Stäng dörren. Se att kylan går. Flytta varor om det inte blir kallare.",
        en="Close the door. See that the cooling runs. Move goods if it does not get colder.",
    ),
    "cold": Words(
        nb="Se om kjølingen er stilt for kaldt. Flytt varer som ikke må fryse.",
        sv="Se om kylan är inställd för kallt. Flytta varor som inte får frysa.",
        en="See whether the cooling is set too cold. Move goods that must not freeze.",
    ),
    "silent": Words(
        nb="Se på føleren: batteri, kabel, avstand. Mål for hånd til den svarer.",
        sv="Se på givaren: batteri, kabel, avstånd. Mät för hand tills den svarar.",
        en="Look at the sensor: battery, cable, distance. Measure by hand until it speaks.",
    ),
    "dark": Words(
        nb="Se om det er strøm, og om nettet går. Mål rommene for hånd.",
        sv="Se om det finns ström, och om nätet går. Mät rummen för hand.",
        en="See whether there is power, and whether the network runs. Measure the rooms by hand.",
    ),
    "door": Words(
        nb="Lukk døra. Lar den seg ikke lukke, flytt varene.",
        sv="Stäng dörren. Går den inte att stänga, flytta varorna.",
        en="Close the door. If it cannot be closed, move the goods.",
    ),
    "flood": Words(
        nb="Slå føleren av og på. Blir det ikke bedre, ta batteriet ut. De andre følerne går som før.",
        sv="Slå av och på givaren. Blir det inte bättre, ta ut batteriet. De andra givarna går som vanligt.",
        en="Switch the sensor off and on. If that does not help, take its battery out. The other sensors go on as ever.",
    ),
    "chain": Words(
        nb="Si fra til administratoren nå. Legg den nyeste sikkerhetskopien til side.",
        sv="Säg till administratören nu. Lägg den nyaste säkerhetskopian åt sidan.",
        en="Tell the administrator now. Keep the newest backup apart.",
    ),
}
DO_FIRST = Words(nb="Gjør dette først:", sv="Gör detta först:", en="Do this first:")
SINCE = Words(nb="Siden {time}", sv="Sedan {time}", en="Since {time}")
LIMIT = Words(
    nb="Grense {limit} °C, lengst utenfor {peak} °C",
    sv="Gräns {limit} °C, längst utanför {peak} °C",
    en="Limit {limit} °C, furthest {peak} °C",
)
ANSWER = Words(
    nb="Trykk «Jeg går» på alarm nr. {number} i {hub}. Til da sendes det flere meldinger.",
    sv="Tryck ”Jag går” på larm nr {number} i {hub}. Till dess skickas fler meddelanden.",
    en="Press “I am going” on alarm no. {number} in {hub}. Until then more messages follow.",
)
CALIBRATE = {
    Due.OVERDUE: Words(
        nb="{room} ({sensor}): kalibreringen gikk ut {day}",
        sv="{room} ({sensor}): kalibreringen gick ut {day}",
        en="{room} ({sensor}): the calibration ran out on {day}",
    ),
    Due.WITHIN_A_MONTH: Words(
        nb="{room} ({sensor}): kalibreres innen {day}, om mindre enn en måned",
        sv="{room} ({sensor}): kalibreras senast {day}, om mindre än en månad",
        en="{room} ({sensor}): to be calibrated by {day}, in less than a month",
    ),
    Due.WITHIN_THREE_MONTHS: Words(
        nb="{room} ({sensor}): kalibreres innen {day}, om mindre enn tre måneder",
        sv="{room} ({sensor}): kalibreras senast {day}, om mindre än tre månader",
        en="{room} ({sensor}): to be calibrated by {day}, in less than three months",
    ),
}
CALIBRATE_SUBJECT = Words(
    nb="Kalibrer føleren i {room} ({hub})",
    sv="Kalibrera givaren i {room} ({hub})",
    en="Calibrate the sensor in {room} ({hub})",
)
CALIBRATE_HOW = Words(
    nb="Bestill laboratoriet, eller sammenlign i isvann. Legg inn sertifikatet på følerens side.",
    sv="Beställ laboratoriet, eller jämför i isvatten. Lägg in certifikatet på givarens sida.",
    en="Order the laboratory, or compare in ice water. Enter the certificate on the sensor's page.",
)
BATTERY = Words(
    nb="{room} ({sensor}): bytt batteri",
    sv="{room} ({sensor}): byt batteri",
    en="{room} ({sensor}): change the battery",
)
TO_SEE_TO = Words(nb="Dette må noen gjøre:", sv="Detta måste någon göra:", en="Somebody has to see to this:")
ALARM = Words(nb="ALARM", sv="LARM", en="ALARM")
ALIVE = Words(
    nb="Kjøleromsvakten er i gang", sv="Kylrumsvakten är igång", en="The watch over the rooms is running"
)
ALIVE_SAYS = Words(
    nb="{day}: {hub} ser på rommene. Alarmer ingen har tatt: {count}.\n\nKommer ikke denne meldingen en morgen, er vakten selv nede.",
    sv="{day}: {hub} ser på rummen. Larm som ingen har tagit: {count}.\n\nKommer inte detta meddelande en morgon är vakten själv nere.",
    en="{day}: {hub} looks at the rooms. Alarms that nobody has taken: {count}.\n\nIf this message does not come one morning, the watch itself is down.",
)


def what(view: AlarmView, language: Language) -> str:
    room = view.place.name.in_(language) if view.place else ""
    words = {
        AlarmKind.TEMPERATURE: COLD if view.alarm.side is Side.LOW else WARM,
        AlarmKind.SILENT: SILENT,
        AlarmKind.DARK: DARK,
        AlarmKind.DOOR: DOOR,
        AlarmKind.FLOOD: FLOOD,
        AlarmKind.CHAIN: CHAIN,
    }[view.alarm.kind]
    return words.in_(language).format(room=room, topic=view.alarm.facts.get("topic", ""))


def first(view: AlarmView, language: Language) -> str:
    if view.alarm.kind is AlarmKind.TEMPERATURE:
        return FIRST["cold" if view.alarm.side is Side.LOW else "warm"].in_(language)
    return FIRST[view.alarm.kind.value].in_(language)


def alarm_subject(view: AlarmView, hub: str, language: Language) -> str:
    return f"{ALARM.in_(language)}: {what(view, language)} ({hub})"


def alarm_body(view: AlarmView, hub: str, zone: ZoneInfo, language: Language) -> str:
    since = from_ms(view.alarm.since_ms).astimezone(zone)
    lines = [
        f"{what(view, language)}.",
        SINCE.in_(language).format(time=f"{since:%d.%m.%Y %H:%M}"),
        *(
            LIMIT.in_(language).format(
                limit=celsius(one["limit_mc"], language), peak=celsius(one["peak_mc"], language)
            )
            for one in view.found
        ),
        "",
        f"{DO_FIRST.in_(language)} {first(view, language)}",
        "",
        ANSWER.in_(language).format(number=view.alarm.id, hub=hub),
    ]
    return "\n".join(lines) + "\n"


def alive_subject(hub: str, language: Language) -> str:
    return f"{ALIVE.in_(language)} ({hub})"


def alive_body(hub: str, day: date, calling: int, upkeep: Upkeep, language: Language) -> str:
    said = ALIVE_SAYS.in_(language).format(hub=hub, day=f"{day:%d.%m.%Y}", count=calling) + "\n"
    to_do = [
        *(calibration_line(one, language) for one in upkeep.due),
        *(
            BATTERY.in_(language).format(room=room.in_(language), sensor=key)
            for room, key in upkeep.batteries
        ),
    ]
    if not to_do:
        return said
    return "\n".join([said, TO_SEE_TO.in_(language), *(f"- {line}" for line in to_do)]) + "\n"


def calibration_line(one: ProbeDue, language: Language) -> str:
    day = "" if one.last is None else f"{one.last.due_on:%d.%m.%Y}"
    return (
        CALIBRATE[one.due]
        .in_(language)
        .format(room=one.place.name.in_(language), sensor=one.probe.sensor_key, day=day)
    )


def calibration_subject(one: ProbeDue, hub: str, language: Language) -> str:
    return CALIBRATE_SUBJECT.in_(language).format(room=one.place.name.in_(language), hub=hub)


def calibration_body(one: ProbeDue, language: Language) -> str:
    return f"{calibration_line(one, language)}.\n\n{CALIBRATE_HOW.in_(language)}\n"


def celsius(millidegrees: int, language: Language) -> str:
    """One decimal, rounded away from zero at the half; a comma but in English."""
    tenths = (abs(millidegrees) + 50) // 100
    sign = "\N{MINUS SIGN}" if millidegrees < 0 and tenths else ""
    mark = "." if language is Language.EN else ","
    return f"{sign}{tenths // 10}{mark}{tenths % 10}"
