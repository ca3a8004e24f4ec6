"""The report of the cold rooms on paper and in a table: every fact in three languages, the same report the same bytes, no row torn."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.alarm_records import AlarmKind
from hub.kernel.words import Language
from hub.labels.curve_frame import frame_around
from hub.labels.dialects.csv_room_report import COLUMNS, room_report_csv
from hub.labels.dialects.pdf_room_curve import lines_through, ticks
from hub.labels.dialects.pdf_room_report import room_report_pdf
from hub.labels.dialects.spreadsheet import safe
from hub.labels.room_report import ReportMark, ReportStretch, RoomReport, mark_of
from hub.labels.room_report_written import lasted, length_up, moment, offsets_of, percent, period_words
from tests.support.golden import check_golden
from tests.support.room_report_factory import BEGINS, ENDS, FREEZER, HOUR, MINUTE, REPORT, WARM, at

GOLDEN = Path(__file__).parents[1] / "golden" / "labels"
DAY = 24 * HOUR
GAPS = tuple(ReportStretch("silent", at(0, 10 * n), at(0, 10 * n + 6 + n % 3)) for n in range(100))
LONG = replace(REPORT, rooms=(replace(WARM, gaps=GAPS, excursions=WARM.excursions * 30), FREEZER))


def pages_of(report: RoomReport, language: Language) -> list[str]:
    document = pypdfium2.PdfDocument(room_report_pdf(report, language))
    pages = [
        "\n".join(document[number].get_textpage().get_text_bounded().splitlines())
        for number in range(len(document))
    ]
    document.close()
    return pages


def rows_of(report: RoomReport, language: Language = Language.NB) -> list[dict[str, str]]:
    text = room_report_csv(report, language)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("language", list(Language))
def test_the_report_says_what_a_person_has_approved(language: Language) -> None:
    text = "\n----\n".join(pages_of(REPORT, language)) + "\n"
    check_golden(GOLDEN / f"room_report.{language.value}.pdf.txt", text)
    head = room_report_csv(REPORT, language).partition("temperature,")[0]
    check_golden(GOLDEN / f"room_report.{language.value}.csv", head.replace("\r\n", "\n"))


def test_the_same_report_gives_the_same_bytes_also_in_another_process_and_after_other_papers() -> None:
    first = room_report_pdf(REPORT, Language.SV)
    assert room_report_pdf(LONG, Language.NB) != first
    assert room_report_pdf(REPORT, Language.SV) == first
    says = (
        "import hashlib, sys; from hub.kernel.words import Language; "
        "from hub.labels.dialects.csv_room_report import room_report_csv; "
        "from hub.labels.dialects.pdf_room_report import room_report_pdf; "
        "from tests.support.room_report_factory import REPORT; "
        "print(hashlib.sha256(room_report_pdf(REPORT, Language.SV)).hexdigest(), "
        "hashlib.sha256(room_report_csv(REPORT, Language.SV).encode()).hexdigest())"
    )
    here = [hashlib.sha256(raw).hexdigest() for raw in (first, room_report_csv(REPORT, Language.SV).encode())]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", says],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=Path(__file__).parents[2],
        )
        assert done.stdout.split() == here


def test_what_a_report_holds_gives_the_same_hash_for_ever() -> None:
    # Typed off once: a report kept today must hold under any later version of the hub.
    assert REPORT.digest == "cf39296695bd8e8c37c27a65f9692d7089a441ce2927abde70325050bd562119"
    # What the hub and its rooms are called is no part of the data; a reading is.
    renamed = replace(REPORT, hub="Another", rooms=(replace(WARM, name=FREEZER.name), FREEZER))
    assert renamed.digest == REPORT.digest
    assert replace(REPORT, rooms=(replace(WARM, lowest_mc=2_899), FREEZER)).digest != REPORT.digest


def test_pdf_and_csv_carry_the_same_hash_and_the_question_they_answer() -> None:
    mark = mark_of(REPORT, Language.EN)
    assert ReportMark.from_text(mark.as_text()) == mark
    [row] = [row for row in rows_of(REPORT, Language.EN) if (row["kind"], row["what"]) == ("report", "mark")]
    assert (row["words"], row["sha256"]) == (mark.as_text(), REPORT.digest)
    assert mark.as_text().encode() in room_report_pdf(REPORT, Language.EN)
    pages = pages_of(REPORT, Language.EN)
    assert REPORT.digest in pages[-1]
    assert all(f"Checksum {REPORT.digest[:16]}…" in page for page in pages)


@pytest.mark.parametrize("text", ["", "form=1", "samlast=room-report", "samlast=room-report&form=x"])
def test_a_text_that_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        ReportMark.from_text(text)


def test_every_page_is_numbered_and_says_that_the_day_changed_after_its_signature() -> None:
    pages = pages_of(LONG, Language.EN)
    assert len(pages) > 4
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert all("CHANGED AFTER SIGNATURE" in page for page in pages)
    # A table that goes on says on each page which it is and of which room.
    assert sum("Cold room 1, Excursions" in page for page in pages) >= 1
    assert "The 40 longest gaps of 100." in "".join(pages)


def test_what_nobody_signed_says_so_on_every_page() -> None:
    [day] = REPORT.days
    unsigned = replace(REPORT, days=(replace(day, signatures=(), changes=()),))
    assert all("IKKE SIGNERT" in page for page in pages_of(unsigned, Language.NB))
    two = replace(REPORT, days=(replace(day, changes=()), replace(day, signatures=(), changes=())))
    assert all("IKKE ALLE DAGER SIGNERT" in page for page in pages_of(two, Language.NB))
    sound = replace(REPORT, days=(replace(day, changes=()),))
    assert not any(
        "SIGNERT\n" in page.partition("Temperaturrapport")[0] for page in pages_of(sound, Language.NB)
    )
    tampered = replace(day.signatures[0], is_whole=False)
    altered = replace(REPORT, days=(replace(day, changes=(), signatures=(tampered,)),))
    text = " ".join("".join(pages_of(altered, Language.NB)).split())
    assert "Det som ble signert, er endret i databasen etterpå." in text
    assert "ENDRET ETTER SIGNATUR" in text


def test_every_alarm_of_the_house_and_every_gap_has_its_words() -> None:
    alarms = tuple(
        replace(REPORT.alarms[1], kind=kind.value, side="high" if kind is AlarmKind.TEMPERATURE else "")
        for kind in AlarmKind
    )
    gaps = tuple(ReportStretch(kind, at(3), at(4)) for kind in ("silent", "no_sensor", "calibrating"))
    whole = replace(REPORT, alarms=alarms, rooms=(replace(WARM, gaps=gaps),))
    for language in Language:
        text = "".join(pages_of(whole, language))
        assert "None" not in text
    text = " ".join("".join(pages_of(whole, Language.EN)).split())
    assert "Temperatures in the database were changed" in text
    assert "The door of " in text
    assert "sensor calibrated" in text
    trail = replace(whole, alarms=(replace(REPORT.alarms[1], kind="chain", entry=7),))
    assert "was changed from entry 7 on" in " ".join("".join(pages_of(trail, Language.EN)).split())


def test_a_report_of_no_rooms_is_a_paper_that_says_so() -> None:
    empty = replace(REPORT, rooms=(), alarms=(), days=())
    assert "No sensor hung in any room in this period." in pages_of(empty, Language.EN)[0]
    assert [row["kind"] for row in rows_of(empty)].count("room") == 0


def test_each_row_of_the_table_names_its_kind_and_has_every_column() -> None:
    rows = rows_of(REPORT)
    assert {row["kind"] for row in rows} == {
        "report", "room", "limit", "sensor", "certificate", "gap", "mark", "excursion", "alarm", "step", "day", "signature",
        "change", "temperature",
    }  # fmt: skip
    assert all(set(row) == set(COLUMNS) and None not in row.values() for row in rows)
    [excursion] = [row for row in rows if row["kind"] == "excursion" and row["level"] == "alarm"]
    assert (excursion["from_earliest"], excursion["from"], excursion["to"]) == (
        "2026-11-23T08:58:00+01:00",
        "2026-11-23T10:00:00+01:00",
        "2026-11-23T10:39:00+01:00",
    )
    assert (excursion["over_s"], excursion["at_most_s"], excursion["highest_c"]) == ("2340", "6060", "9.400")
    assert (excursion["area_c_min"], excursion["covered_percent"], excursion["door_s"]) == (
        "37.050",
        "38.6",
        "840",
    )
    measured = [row for row in rows if row["kind"] == "temperature" and row["room"] == "FREEZER"]
    assert len(measured) == 288
    assert measured[0]["lowest_c"] == "-20.500"


def test_no_cell_of_the_table_runs_as_a_formula() -> None:
    [step] = [row for row in rows_of(REPORT) if row["kind"] == "step" and row["words"]]
    assert step["words"].startswith("'=HYPERLINK(")
    assert [safe(sign + "1") for sign in "=+-@\t\r\n"] == [f"'{sign}1" for sign in "=+-@\t\r\n"]
    assert safe("12-3") == "12-3"


def test_a_warning_and_its_alarm_are_one_event_and_a_later_one_is_another() -> None:
    alarm, later = WARM.excursions
    warning = replace(alarm, level="warn", limit_mc=5_000, start_ms=at(9, 55), earliest_start_ms=at(8, 40))
    cold = replace(alarm, side="low")
    assert replace(WARM, excursions=(warning, alarm)).events == 1
    assert replace(WARM, excursions=(warning, alarm, later)).events == 2
    assert replace(WARM, excursions=(alarm, cold)).events == 2
    # One that is not over takes all that follows in.
    assert replace(WARM, excursions=(replace(alarm, cleared_ms=None), later)).events == 1
    assert replace(WARM, excursions=(replace(alarm, level="legal"),)).events == 0


def test_a_line_breaks_where_nothing_was_measured() -> None:
    first, second = WARM.sensors
    assert [len(line) for line in lines_through(first.measured, 0, first.gap_s)] == [102, 60]
    assert len(lines_through(second.measured, 0, second.gap_s)) == 1
    quarter = tuple((at(0, 15 * n), 1, 2, 3, 15) for n in (0, 1, 2, 5, 6))
    assert [len(line) for line in lines_through(quarter, 900, 900)] == [3, 2]


@given(
    values=st.lists(st.integers(-40_000, 40_000), max_size=20),
    hours=st.integers(1, 9_000),
    beside=st.integers(-(10**9), 10**9),
)
def test_every_value_lies_within_the_frame(values: list[int], hours: int, beside: int) -> None:
    frame = frame_around(values, BEGINS, BEGINS + hours * HOUR, 1_630, 460)
    assert all(0 < frame.y(value) < 460 for value in values)
    assert 0 <= frame.x(BEGINS + beside) <= 1_630
    assert 2 <= len(frame.degrees) <= 7


def test_the_axis_of_time_has_room_for_its_labels_and_follows_the_clock() -> None:
    zoned = replace(REPORT, begin_ms=at(0), end_ms=at(24))
    assert [label for _, label in ticks(zoned, Language.NB)] == [
        "23.11.", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "24.11.",
    ]  # fmt: skip
    month = replace(REPORT, begin_ms=at(0), end_ms=at(0) + 30 * DAY)
    assert [label for _, label in ticks(month, Language.SV)][:3] == ["23/11", "26/11", "29/11"]
    year = replace(REPORT, begin_ms=at(0), end_ms=at(0) + 365 * DAY)
    assert [label for _, label in ticks(year, Language.EN)][:2] == ["1 Dec", "1 Jan"]
    # Summer time ends on 25 October 2026 at 03:00: the day has 25 hours and its noon stands where it was.
    autumn = BEGINS - 29 * DAY - HOUR
    changed = replace(REPORT, begin_ms=autumn, end_ms=autumn + 25 * HOUR)
    assert {label: at_ms for at_ms, label in ticks(changed, Language.EN)}["12:00"] == autumn + 13 * HOUR


def test_the_hour_that_comes_twice_says_which_it_is() -> None:
    oslo = ZoneInfo("Europe/Oslo")
    twice = BEGINS - 29 * DAY + HOUR + 30 * MINUTE
    assert moment(twice, oslo, Language.EN) == "25 Oct 2026 02:30 (UTC+02:00)"
    assert moment(twice + HOUR, oslo, Language.EN) == "25 Oct 2026 02:30 (UTC+01:00)"
    assert moment(twice + 2 * HOUR, oslo, Language.NB) == "25.10.2026 03:30"
    whole = replace(REPORT, begin_ms=BEGINS - 29 * DAY - HOUR, end_ms=BEGINS - 28 * DAY)
    assert offsets_of(whole) == "UTC+02:00, UTC+01:00"
    assert period_words(whole, Language.NB) == "søndag 25.10.2026"


def test_lengths_are_never_one_false_number() -> None:
    assert lasted(39 * MINUTE + 59_000, 101 * MINUTE + 1, Language.NB) == "39 min til 1 t 42 min"
    assert lasted(3 * MINUTE + 59_000, 3 * MINUTE + 59_000, Language.EN) == "3 min"
    assert lasted(0, 2 * HOUR, Language.SV) == "0 min till 2 tim"
    assert length_up(59 * HOUR + 1, Language.NB) == "2 døgn 11 t"
    assert length_up(1, Language.EN) == "1 min"


def test_percent_is_rounded_downwards_and_only_all_of_it_is_a_hundred() -> None:
    assert [percent(one, Language.NB) for one in (0, 7, 999, 1_000)] == ["0,0 %", "0,7 %", "99,9 %", "100 %"]
    assert period_words(replace(REPORT, end_ms=ENDS + 6 * DAY), Language.NB) == "23.11.2026 – 29.11.2026"
    hours = replace(REPORT, begin_ms=at(8), end_ms=at(13, 30))
    assert period_words(hours, Language.SV) == "2026-11-23 08:00 – 2026-11-23 13:30"
