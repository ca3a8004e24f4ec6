"""A report of two rooms as values: a gap at an excursion's edge, a swapped sensor, every kind of step, a day that changed after its signature."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hub.kernel.words import Words
from hub.labels.room_report import (
    FORM,
    Measured,
    ReportAlarm,
    ReportCertificate,
    ReportChange,
    ReportDay,
    ReportExcursion,
    ReportLimit,
    ReportRoom,
    ReportSensor,
    ReportSignature,
    ReportStep,
    ReportStretch,
    RoomReport,
)

MINUTE = 60_000
HOUR = 60 * MINUTE
BEGINS = int(datetime(2026, 11, 22, 23, tzinfo=UTC).timestamp()) * 1_000
ENDS = BEGINS + 24 * HOUR
SIGNED_AT = ENDS + 8 * HOUR
PLAN = Words(
    "hubens egen plan for kjølevarer, 0 til 4 °C",
    "hubbens egen plan för kylvaror, 0 till 4 °C",
    "the hub's own plan for chilled goods, 0 to 4 °C",
)
LAW = Words(
    "næringsmiddelhygieneforskriften: 4 °C",
    "norska livsmedelshygienförordningen: 4 °C",
    "Norwegian food hygiene regulation: 4 °C",
)


def at(hour: int, minute: int = 0) -> int:
    """Local time of that Monday."""
    return BEGINS + hour * HOUR + minute * MINUTE


def measured(begin_ms: int, end_ms: int, values: tuple[int, ...], every: int = 5) -> tuple[Measured, ...]:
    """Readings as they came, over and over the same values."""
    times = range(begin_ms, end_ms, every * MINUTE)
    return tuple(
        (at_ms, value, value, value, 1)
        for at_ms, value in ((at_ms, values[number % len(values)]) for number, at_ms in enumerate(times))
    )


CERTIFICATE = ReportCertificate(
    number="K-2026-118",
    laboratory="Lab 3",
    calibrated_on=date(2026, 1, 12),
    due_on=date(2027, 1, 12),
    offset_mc=-150,
    from_ms=BEGINS - 300 * 24 * HOUR,
)
OLD = ReportCertificate(
    number="K-2025-004",
    laboratory="Lab 3",
    calibrated_on=date(2025, 11, 1),
    due_on=date(2026, 11, 1),
    offset_mc=200,
    from_ms=BEGINS - 380 * 24 * HOUR,
)
USUAL = (2_900, 3_000, 3_100, 3_050)
WARM = ReportRoom(
    code="COLD-1",
    name=Words("Kjølerom 1", "Kylrum 1", "Cold room 1"),
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    readings=270,
    lowest_mc=2_900,
    highest_mc=9_400,
    known_ms=22 * HOUR + 30 * MINUTE,
    covered_per_mille=937,
    over_ms=39 * MINUTE,
    at_most_ms=101 * MINUTE,
    limits=(
        ReportLimit("alarm", "high", 8_000, 1_800, 600, 1_000, PLAN, BEGINS - 90 * 24 * HOUR, None),
        ReportLimit("warn", "high", 5_000, 1_800, 600, 1_000, PLAN, BEGINS - 90 * 24 * HOUR, at(12)),
        ReportLimit("warn", "high", 4_500, 1_800, 600, 1_000, PLAN, at(12), None),
        ReportLimit("legal", "high", 4_000, 0, 600, 1_000, LAW, BEGINS - 900 * 24 * HOUR, None),
    ),
    sensors=(
        ReportSensor(
            key="ruuvi/C8:25:2D:8E:9C:2C",
            hung_ms=BEGINS - 90 * 24 * HOUR,
            down_ms=at(15, 2),
            gap_s=900,
            readings=165,
            faults=3,
            certificates=(CERTIFICATE,),
            step_s=0,
            measured=(
                *measured(BEGINS, at(8, 30), USUAL),
                *measured(at(10), at(10, 40), (8_600, 9_400, 8_900)),
                *measured(at(10, 40), at(15), USUAL),
            ),
        ),
        ReportSensor(
            key="ruuvi/F4:1F:0C:28:CB:D6",
            hung_ms=at(15, 6),
            down_ms=None,
            gap_s=900,
            readings=105,
            faults=0,
            certificates=(OLD,),
            step_s=0,
            measured=measured(at(15, 10), ENDS, (3_150, 3_250, 3_200)),
        ),
    ),
    gaps=(ReportStretch("silent", at(8, 25), at(10)), ReportStretch("no_sensor", at(15, 2), at(15, 6))),
    marks=(ReportStretch("door", at(10, 5), at(10, 19)), ReportStretch("defrost", at(3), at(3, 20))),
    excursions=(
        ReportExcursion(
            sensor="ruuvi/C8:25:2D:8E:9C:2C",
            level="alarm",
            side="high",
            limit_mc=8_000,
            start_ms=at(10),
            earliest_start_ms=at(8, 58),
            end_ms=at(10, 39),
            latest_end_ms=at(10, 39),
            cleared_ms=at(10, 52),
            over_ms=39 * MINUTE,
            at_most_ms=101 * MINUTE,
            unknown_ms=0,
            peak_mc=9_400,
            peak_ms=at(10, 5),
            area_mc_min=37_050,
            parts=1,
            covered_per_mille=386,
            door_ms=14 * MINUTE,
            defrost_ms=0,
        ),
        ReportExcursion(
            sensor="ruuvi/F4:1F:0C:28:CB:D6",
            level="warn",
            side="high",
            limit_mc=4_500,
            start_ms=at(22, 50),
            earliest_start_ms=at(22, 50),
            end_ms=None,
            latest_end_ms=None,
            cleared_ms=None,
            over_ms=70 * MINUTE,
            at_most_ms=70 * MINUTE,
            unknown_ms=0,
            peak_mc=4_730,
            peak_ms=at(23, 40),
            area_mc_min=9_120,
            parts=3,
            covered_per_mille=1_000,
            door_ms=0,
            defrost_ms=0,
        ),
    ),
)
FREEZER = ReportRoom(
    code="FREEZER",
    name=Words("Fryserom", "Frysrum", "Freezer"),
    digest="60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    readings=288,
    lowest_mc=-21_300,
    highest_mc=-19_800,
    known_ms=24 * HOUR,
    covered_per_mille=1_000,
    over_ms=0,
    at_most_ms=0,
    limits=(ReportLimit("alarm", "high", -15_000, 3_600, 600, 1_000, PLAN, BEGINS - 90 * 24 * HOUR, None),),
    sensors=(
        ReportSensor(
            key="freezer",
            hung_ms=BEGINS - 90 * 24 * HOUR,
            down_ms=None,
            gap_s=900,
            readings=288,
            faults=0,
            certificates=(),
            step_s=0,
            measured=measured(BEGINS, ENDS, (-20_500, -19_800, -21_300)),
        ),
    ),
    gaps=(),
    marks=(),
    excursions=(),
)
REPORT = RoomReport(
    form=FORM,
    hub="Samlast Innlandet SA",
    address="Kjølevegen 4, 2312 Ottestad",
    zone="Europe/Oslo",
    begin_ms=BEGINS,
    end_ms=ENDS,
    as_of_ms=ENDS + 9 * HOUR,
    rooms=(WARM, FREEZER),
    alarms=(
        ReportAlarm(
            number=7,
            kind="temperature",
            level="alarm",
            side="high",
            room="COLD-1",
            sensor="ruuvi/C8:25:2D:8E:9C:2C",
            since_ms=at(10),
            ended_ms=at(10, 39),
            entry=None,
            steps=(
                ReportStep("going", "Kari Nordmann", at(10, 33), (), "", 0),
                ReportStep(
                    "done",
                    "Kari Nordmann",
                    at(10, 58),
                    ("door_closed", "goods_moved"),
                    '=HYPERLINK("http://example.org") døra sto oppe',
                    2,
                ),
            ),
        ),
        ReportAlarm(8, "dark", "alarm", "", "", "", at(13), at(13, 20), None, ()),
        ReportAlarm(
            9,
            "silent",
            "alarm",
            "",
            "FREEZER",
            "freezer",
            at(22),
            None,
            None,
            (ReportStep("going", "Ola Hansen", at(22, 20), (), "", 0),),
        ),
    ),
    days=(
        ReportDay(
            day=date(2026, 11, 23),
            is_over=True,
            signatures=(
                ReportSignature(
                    number=13,
                    by="Kari Nordmann",
                    at_ms=SIGNED_AT + HOUR,
                    meaning="reviewed",
                    open_because="strømmen var borte i hele bygget",
                    replaces=12,
                    again_because="måling for hånd kom til",
                    hash="fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
                    is_whole=True,
                ),
                ReportSignature(
                    number=12,
                    by="Ola Hansen",
                    at_ms=SIGNED_AT,
                    meaning="reviewed",
                    open_because="",
                    replaces=None,
                    again_because="",
                    hash="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                    is_whole=True,
                ),
            ),
            changes=(
                ReportChange("late_readings", "COLD-1", 3),
                ReportChange("new_alarm", "FREEZER", 9),
            ),
        ),
    ),
    made_up=True,
)
