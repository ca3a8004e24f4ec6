"""`hub coldchain replay` as a process: JSON on one side, words about what is wrong on the other."""

import json
from pathlib import Path

from tests.support.hub_process import hub_command

NO_HOUSE = ("--config", "nowhere")  # so that the terminal decides the language

LIMITS = """[[limit]]
sensor = "cold-*"
level = "alarm"
side = "high"
limit_c = 5
on_delay_min = 0
off_delay_min = 0
hysteresis_c = 0
gap_min = 5
"""
READINGS = """sensor,at,value
cold-1,2026-01-01T01:00:00+01:00,4
cold-1,2026-01-01T01:01:00+01:00,6
cold-1,2026-01-01T01:02:00+01:00,
freezer,2026-01-01T00:03:00Z,9
cold-1,2026-01-01T00:03:00Z,4
"""


def test_excursions_are_one_json_list(tmp_path: Path) -> None:
    limits, readings = tmp_path / "limits.toml", tmp_path / "readings.csv"
    limits.write_text(LIMITS)
    readings.write_text(READINGS)
    said = hub_command(*NO_HOUSE, "coldchain", "replay", "--limits", limits, readings)
    assert said.returncode == 0
    assert said.stderr == "1 rows hold no temperature and count as nothing measured\n"
    assert json.loads(said.stdout) == [
        {
            "sensor": "cold-1",
            "level": "alarm",
            "start": "2026-01-01T00:00:30Z",
            "start_earliest": "2026-01-01T00:00:30Z",
            "end": "2026-01-01T00:02:00Z",
            "end_latest": "2026-01-01T00:02:00Z",
            "over_s": 90,
            "unknown_s": 0,
            "peak": 6.0,
            "at_peak": "2026-01-01T00:01:00Z",
            "area_c_min": 0.75,
            "parts": 1,
        }
    ]


def test_a_file_that_cannot_be_used_is_told_with_its_line(tmp_path: Path) -> None:
    limits, readings = tmp_path / "limits.toml", tmp_path / "readings.csv"
    limits.write_text(LIMITS)
    readings.write_bytes(READINGS.encode().replace(b"+01:00,6", b",6"))
    said = hub_command(*NO_HOUSE, "coldchain", "replay", "--limits", limits, readings)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("readings.csv:3: '2026-01-01T01:01:00' has no offset from UTC")
    readings.write_bytes(b"sensor,at,value\n\xff\xfe\n")
    said = hub_command(*NO_HOUSE, "coldchain", "replay", "--limits", limits, readings)
    assert (said.returncode, said.stderr) == (2, "readings.csv:2: the text is not UTF-8\n")
