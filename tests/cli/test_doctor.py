"""`hub doctor`: what is well, what should be looked at, what is broken, and what to do about it."""

import re
import shutil
import sqlite3
import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.cli.doctor_checks import (
    Finding,
    Tone,
    judge_room,
    look_at_clock,
    look_at_database,
    look_at_disk,
    look_at_zones,
)
from hub.cli.doctor_devices import look_at_printers, look_at_scales
from hub.cli.doctor_sensors import look_at_sensors
from hub.cli.texts import TEXTS, text
from hub.devices.events import MessageHeard
from hub.devices.protocols import dialects
from hub.kernel.clock import SystemClock
from hub.kernel.words import Language
from hub.settings import Settings, load
from hub.wiring import open_house
from hub.worker.facts import Facts
from tests.support.answering_device import AnsweringDevice
from tests.support.clock import FakeClock
from tests.support.config_folder import config_folder
from tests.support.hub_process import HubProcess, hub_command
from tests.support.settled_loads import settled

SCALE = """
[[scales]]
key = "goods_in"
name = {{ nb = "Varemottak", sv = "Varumottagning", en = "Goods in" }}
url = "{url}"
protocol = "mt_sics"
place = "GOODS-IN"
unit = "kg"
maximum = "60"
division = "0.02"
verified_until = 2026-11-22

[sensors]
topics = []
"""
PRINTER = """
[[printers]]
key = "labels"
name = {{ nb = "Etiketter", sv = "Etiketter", en = "Labels" }}
url = "{url}"
width_dots = 576
papers = ["crate_label"]

[sensors]
topics = []
"""
# DLE EOT 1 to 4 and a printer that is on, closed, without errors and with paper (Epson: fixed bits 1 and 4).
READY = {b"\x10\x04" + bytes([number]): b"\x12" for number in (1, 2, 3, 4)}


def settings_of(tmp_path: Path, devices: str = "[sensors]\ntopics = []\n", **environment: str) -> Settings:
    folder = config_folder(tmp_path, devices=devices)
    return load(folder, {"SAMLAST_DATA": str(tmp_path / "data"), **environment})


def keys(findings: list[Finding]) -> list[tuple[Tone, str]]:
    return [(finding.tone, finding.key) for finding in findings]


def test_every_sentence_has_the_same_blanks_in_all_three_languages() -> None:
    def blanks(words: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(words) if name}

    for key, words in TEXTS.items():
        assert blanks(words.nb) == blanks(words.sv) == blanks(words.en), key
        assert len({words.nb, words.sv, words.en}) > 1 or "SQLite {version}." in words.en, (
            f"{key} is not translated"
        )


def test_a_sentence_is_said_in_the_language_of_the_house() -> None:
    assert text(Language.NB, "disk_room", free="12.3 GB") == "12.3 GB ledig plass der databasen ligger."
    assert text(Language.SV, "verify_good", what="Lagerliggaren") == "Lagerliggaren stämmer."


@pytest.mark.parametrize(
    ("free_bytes", "tone"),
    [
        (2_000_000_000, Tone.WELL),
        (1_999_999_999, Tone.LOOK),
        (200_000_000, Tone.LOOK),
        (199_999_999, Tone.BROKEN),
    ],
)
def test_little_room_is_looked_at_before_it_is_broken(free_bytes: int, tone: Tone) -> None:
    assert judge_room(free_bytes, Path("data")).tone is tone


def test_a_clock_far_from_any_day_of_the_hub_is_broken(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    for wrong in (datetime(1970, 1, 1, tzinfo=UTC), datetime(2106, 2, 7, tzinfo=UTC)):
        assert keys(list(look_at_clock(settings, FakeClock(wrong)))) == [(Tone.BROKEN, "clock_wrong")]
    assert keys(list(look_at_clock(settings, FakeClock()))) == [(Tone.WELL, "clock_right")]


def test_a_clock_behind_the_newest_weighing_is_broken(tmp_path: Path, clock: FakeClock) -> None:
    settings = settings_of(tmp_path)
    hub_command("--config", settings.config_dir, "--data", settings.data_dir, "migrate")
    house = open_house(settings, clock)
    Facts(house, lambda _message: ()).weigh(settled("1"))
    house.close()
    clock.advance(-60)
    assert keys(list(look_at_clock(settings, clock))) == [(Tone.WELL, "clock_right")]
    clock.advance(-120)
    (found,) = look_at_clock(settings, clock)
    assert (found.tone, found.key) == (Tone.BROKEN, "clock_behind")
    assert found.facts == {"local": "2026-11-23 06:57:00", "newest": "2026-11-23 07:00:00"}


def test_summer_time_is_known(tmp_path: Path) -> None:
    assert keys(list(look_at_zones(settings_of(tmp_path), SystemClock()))) == [(Tone.WELL, "zones_right")]


def test_a_database_that_is_not_there_yet_is_not_made_by_looking(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    assert keys(list(look_at_database(settings, SystemClock()))) == [(Tone.LOOK, "database_missing")]
    assert not settings.data_dir.exists()


def test_a_database_behind_the_program_is_broken(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    settings.data_dir.mkdir()
    with sqlite3.connect(settings.data_dir / "hub.db") as database:
        database.execute("CREATE TABLE something_else (id INTEGER)")
    database.close()
    found = keys(list(look_at_database(settings, SystemClock())))
    assert found == [
        (Tone.WELL, "database_answers"),
        (Tone.BROKEN, "database_behind"),
        (Tone.WELL, "database_sound"),
    ]


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    hub_command("--config", settings.config_dir, "--data", settings.data_dir, "migrate")
    path = settings.data_dir / "hub.db"
    with sqlite3.connect(path) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'weighing'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    database.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 200)
    found = keys(list(look_at_database(settings, SystemClock())))
    assert (Tone.BROKEN, "database_damaged") in found


def test_a_server_that_is_away_is_said_without_the_password(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SAMLAST_DATABASE_URL="postgresql://hub:pearl@127.0.0.1:1/hub")
    (found,) = look_at_database(settings, SystemClock())
    assert found.key == "database_silent"
    assert "pearl" not in str(found.facts)


def test_a_data_folder_that_cannot_be_made_is_broken_and_is_not_made_by_looking(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    (found,) = look_at_disk(settings_of(tmp_path), SystemClock())
    assert (found.tone, found.key, found.facts["why"]) == (
        Tone.BROKEN,
        "data_unwritable",
        "a file is in the way",
    )


def test_a_disk_without_room_is_named_for_the_folder_and_for_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(tmp_path)
    settings.data_dir.mkdir(mode=0o700)
    # Neither a database nor a file that SQLite may open: what it meets on a disk that is full.
    (settings.data_dir / "hub.db").mkdir()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=4096))
    assert keys(list(look_at_disk(settings, SystemClock()))) == [(Tone.BROKEN, "disk_full")]
    (found,) = look_at_database(settings, SystemClock())
    assert (found.key, found.facts["why"]) == ("database_shut", "the disk is full")
    said = text(Language.EN, "disk_full", path="/srv/samlast")
    assert said.startswith("The disk of /srv/samlast is full: no weighing is kept. Delete or move files")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=40_900_000))
    (low,) = look_at_disk(settings, SystemClock())
    assert (low.tone, low.key, low.facts["free"]) == (Tone.BROKEN, "disk_low", "40 MB")


def test_a_data_folder_that_can_only_be_read_is_named_with_what_to_do(tmp_path: Path) -> None:
    # The kernel's own tables refuse root too, as a disk mounted for reading does.
    settings = replace(settings_of(tmp_path), data_dir=Path("/proc/sys"))
    found = [one for one in look_at_disk(settings, SystemClock()) if one.key == "data_unwritable"]
    assert [one.tone for one in found] == [Tone.BROKEN]
    said = text(Language.EN, "data_unwritable", **found[0].facts)
    assert said.endswith("Put its owner or its rights right, or mount the disk for writing.")


def test_what_others_on_the_machine_can_read_is_named(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    settings.data_dir.mkdir(mode=0o700)
    file = settings.data_dir / "hub.db"
    file.touch()
    file.chmod(0o644)
    assert said_open(settings) == [], "a closed folder keeps others from the file"
    settings.data_dir.chmod(0o711)
    assert said_open(settings) == [("data_open", settings.data_dir), ("database_open", file)]
    file.chmod(0o600)
    assert said_open(settings) == [("data_open", settings.data_dir)]


def said_open(settings: Settings) -> list[tuple[str, object]]:
    found = [one for one in look_at_disk(settings, SystemClock()) if one.key.endswith("_open")]
    assert {one.tone for one in found} <= {Tone.LOOK}
    return [(one.key, one.facts["path"]) for one in found]


@pytest.mark.parametrize(
    ("answers", "tone", "shown"),
    [
        ({b"SI\r\n": b"S S      10.45 kg\r\n"}, Tone.WELL, "10.45 kg"),
        ({b"SI\r\n": b"S D      10.40 kg\r\n"}, Tone.WELL, "10.40 kg"),
        ({b"SI\r\n": b"S +\r\n"}, Tone.WELL, "overload"),
        ({b"SI\r\n": b"ES\r\n"}, Tone.BROKEN, "refusal ES"),
        ({b"SI\r\n": b"\xf3\xa0\xf3\r\n"}, Tone.BROKEN, "unreadable answer"),
        ({}, Tone.BROKEN, "no answer"),
    ],
)
def test_a_scale_is_well_when_any_valid_weight_comes(
    tmp_path: Path, answers: Mapping[bytes, bytes], tone: Tone, shown: str
) -> None:
    with AnsweringDevice(answers) as device:
        settings = settings_of(tmp_path, SCALE.format(url=device.url))
        found = list(look_at_scales(settings, SystemClock()))
    assert found[0].tone is tone
    assert shown in text(Language.EN, found[0].key, **found[0].facts)


def test_a_scale_that_is_not_there_is_broken_and_an_old_verification_is_said(
    tmp_path: Path, clock: FakeClock
) -> None:
    settings = settings_of(tmp_path, SCALE.format(url="socket://127.0.0.1:1"))
    found = keys(list(look_at_scales(settings, SystemClock())))
    assert found[0] == (Tone.BROKEN, "scale_silent")
    (first, *_) = look_at_scales(settings, SystemClock())
    assert first.facts["why"] == "nobody takes the connection there"
    assert keys(list(look_at_scales(settings, clock)))[1] == (Tone.LOOK, "scale_unverified")


def test_a_printer_answers_with_its_status(tmp_path: Path) -> None:
    with AnsweringDevice(READY) as device:
        settings = settings_of(tmp_path, PRINTER.format(url=device.url))
        assert keys(list(look_at_printers(settings, SystemClock()))) == [(Tone.WELL, "printer_ready")]


def test_a_printer_without_paper_is_looked_at_and_one_that_is_away_is_broken(tmp_path: Path) -> None:
    paper_out = {**READY, b"\x10\x04\x04": b"\x72"}
    with AnsweringDevice(paper_out) as device:
        settings = settings_of(tmp_path, PRINTER.format(url=device.url))
        (found,) = look_at_printers(settings, SystemClock())
    assert (found.key, found.facts["why"]) == ("printer_troubled", "out of paper")
    (gone,) = look_at_printers(settings, SystemClock())
    assert gone.tone is Tone.BROKEN


def test_the_whole_doctor_on_a_new_house(tmp_path: Path) -> None:
    config = config_folder(tmp_path)
    place = ("--config", config, "--data", tmp_path / "data")
    hub_command(*place, "migrate")
    said = hub_command(*place, "doctor", environment={"SAMLAST_WEB_PORT": "8400"})
    assert said.returncode == 0, said.stdout + said.stderr
    lines = said.stdout.splitlines()
    assert [line for line in lines if line.startswith("✗")] == []
    assert any(line.startswith("✓ The broker (mosquitto) took a message") for line in lines)
    assert any(re.fullmatch(r"  web\.port +8400  \(SAMLAST_WEB_PORT\)", line) for line in lines)
    assert any(re.fullmatch(r"  hub\.language +en  \(hub\.toml:\d+\)", line) for line in lines)
    assert not (tmp_path / "data" / "run.json").exists()


def test_the_doctor_beside_a_running_hub_says_how_each_device_is(tmp_path: Path) -> None:
    paper_out = {**READY, b"\x10\x04\x04": b"\x72"}
    scale = {b"SI\r\n": b"S S      10.45 kg\r\n"}
    with AnsweringDevice(scale) as weighs, AnsweringDevice(paper_out) as prints:
        devices = (
            SCALE.format(url=weighs.url).replace("[sensors]\ntopics = []\n", "")
            + SCALE.format(url="socket://127.0.0.1:1")
            .replace("goods_in", "goods_out")
            .replace("Goods in", "Goods out")
            .replace("[sensors]\ntopics = []\n", "")
            + PRINTER.format(url=prints.url)
        )
        config = config_folder(tmp_path, devices=devices)
        with HubProcess(config, tmp_path / "data") as hub:
            hub.opened()
            said = hub_command("--config", config, "--data", tmp_path / "data", "doctor")
            assert hub.stop() == 0
    assert said.returncode == 1, said.stdout + said.stderr
    assert f"✓ The hub is running (process {hub.process.pid})" in said.stdout
    assert "✓ The broker (given) took a message" in said.stdout
    assert "✓ The scale Goods in answers: 10.45 kg" in said.stdout
    assert (
        "✗ The scale Goods out (socket://127.0.0.1:1) does not answer: nobody takes the connection there."
        in said.stdout
    )
    assert "! The printer Labels answers, but: out of paper." in said.stdout


def test_the_doctor_names_each_sensor_with_when_it_was_heard(tmp_path: Path, clock: FakeClock) -> None:
    settings = settings_of(tmp_path)
    hub_command("--config", settings.config_dir, "--data", settings.data_dir, "migrate")
    assert keys(list(look_at_sensors(settings, clock))) == [(Tone.LOOK, "no_sensors")]
    house = open_house(settings, clock)
    topic, payload = "zigbee2mqtt/kjol-1", b'{"temperature": 3.4}'
    Facts(house, dialects.read).store([MessageHeard(topic, payload, retained=False, qos=1, at=clock.now())])
    house.close()
    (unplaced,) = look_at_sensors(settings, clock)
    assert (unplaced.tone, unplaced.key) == (Tone.LOOK, "sensor_unplaced")
    assert (unplaced.facts["name"], unplaced.facts["at"]) == ("kjol-1", "2026-11-23 07:00:00")


def test_something_broken_is_exit_one(tmp_path: Path) -> None:
    config = config_folder(tmp_path, devices=SCALE.format(url="socket://127.0.0.1:1"))
    said = hub_command("--config", config, "--data", tmp_path / "data", "doctor")
    assert said.returncode == 1
    assert "✗ The scale Goods in (socket://127.0.0.1:1) does not answer: " in said.stdout
    assert said.stdout.rstrip().endswith("Begin at the top.")
