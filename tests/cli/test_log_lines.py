"""Log lines: one line each, in UTC, and nobody outside can begin a line of their own."""

import logging
import sys

from hub.cli.log_lines import OneLine, escaped


def _record(message: str, *words: object) -> logging.LogRecord:
    record = logging.LogRecord("hub.web", logging.WARNING, "x.py", 1, message, words, None)
    record.created, record.msecs = 1_795_413_600.25, 250
    record.threadName = "web"
    return record


def test_a_line_carries_utc_time_level_thread_and_name() -> None:
    said = OneLine().format(_record("%s is lost", "goods_in"))
    assert said == "2026-11-23T06:00:00.250Z WARNING web hub.web goods_in is lost"


def test_a_line_break_from_outside_stays_inside_the_line() -> None:
    said = OneLine().format(_record("unknown login %s", "x\r\n2026-11-23 INFO all well\x1b[31m\u2028"))
    assert "\n" not in said
    assert "\r" not in said
    assert said.endswith(r"unknown login x\r\n2026-11-23 INFO all well\x1b[31m\u2028")


def test_a_traceback_is_one_line_too() -> None:
    record = _record("failed")
    try:
        int("first\nsecond")
    except ValueError:
        record.exc_info = sys.exc_info()
    said = OneLine().format(record)
    assert "\n" not in said
    assert "ValueError: invalid literal" in said
    assert said.count("Traceback") == 1


def test_letters_of_the_north_are_left_as_they_are() -> None:
    assert escaped("Rødløk 2 °C – Åse") == "Rødløk 2 °C – Åse"
