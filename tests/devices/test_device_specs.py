"""config/devices.toml: what is in it, and every fault of it at once with its line."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hub.devices.spec import read_devices
from hub.kernel.errors import Misconfigured
from hub.kernel.quantity import Mass
from tests.support.source import ROOT

SCALE = """\
[[scales]]
key = "goods_in"
name = { nb = "Varemottak", sv = "Godsmottagning", en = "Goods in" }
url = "/dev/serial/by-id/usb-scale"
protocol = "mt_sics"
place = "DOCK"
unit = "kg"
maximum = "60"
division = "0.010"
"""
PRINTER = """\
[[printers]]
key = "labels"
name = { nb = "Etiketter", sv = "Etiketter", en = "Labels" }
url = "socket://127.0.0.1:9100"
width_dots = 576
papers = ["crate_label"]
"""
SENSORS = """\
[sensors]
topics = ["zigbee2mqtt/#", "tele/#"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "devices.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(Misconfigured) as told:
        read_devices(written(folder, text))
    return [str(fault) for fault in told.value.faults]


@pytest.mark.parametrize(
    ("said", "accuracy", "grams"),
    [("", "III", 200), ('class = "II"\n', "II", 500), ('class = "IIII"\n', "IIII", 100)],
)
def test_the_class_of_a_scale_says_how_little_it_may_weigh(
    tmp_path: Path, said: str, accuracy: str, grams: int
) -> None:
    specs = read_devices(written(tmp_path, SCALE + said + PRINTER + SENSORS))
    assert (specs.scales[0].accuracy_class, specs.scales[0].minimum) == (accuracy, Mass.grams(grams))


def test_the_devices_as_delivered_are_without_a_fault() -> None:
    specs = read_devices(ROOT / "config" / "devices.toml")
    assert [scale.key for scale in specs.scales] == ["goods_in", "packing"]
    assert specs.scales[0].verified_until == date(2027, 6, 30)
    assert {paper for printer in specs.printers for paper in printer.papers} == {
        "crate_label",
        "delivery_note",
    }


def test_a_scale_needs_little_and_the_rest_follows_from_its_division(tmp_path: Path) -> None:
    specs = read_devices(written(tmp_path, SCALE + SENSORS))
    scale = specs.scale("goods_in")
    assert scale is not None
    assert (scale.maximum, scale.minimum) == (Mass.grams(60_000), Mass.grams(200))
    assert (scale.zero_band, scale.change) == (Mass.grams(50), Mass.grams(50))
    assert (scale.window_s, scale.poll_s) == (Decimal("0.6"), Decimal("0.1"))
    assert (scale.stream, scale.serial, scale.verified_until) == (False, None, None)
    assert (scale.line.baud, scale.line.bits, scale.line.parity, scale.line.stop) == (9600, 8, "N", 1)


def test_no_device_at_all_is_a_hub_without_devices(tmp_path: Path) -> None:
    specs = read_devices(written(tmp_path, "[sensors]\ntopics = []\n"))
    assert (specs.scales, specs.printers, specs.sensors.topics) == ((), (), ())
    assert specs.printer_for("crate_label") is None


def test_an_address_can_be_replaced(tmp_path: Path) -> None:
    specs = read_devices(written(tmp_path, SCALE + PRINTER + SENSORS))
    moved = specs.with_links({"goods_in": "socket://127.0.0.1:7001"})
    assert moved.scales[0].url == "socket://127.0.0.1:7001"
    assert moved.printers == specs.printers


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('protocol = "mt_sics"', 'protocol = "morse"', "devices.toml:5: scales.0.protocol: this scale"),
        ('maximum = "60"', "maximum = 60.5", "devices.toml:8: scales.0.maximum: write the number as text"),
        ('maximum = "60"', 'maximum = "heavy"', "devices.toml:8: scales.0.maximum: is no number"),
        ('unit = "kg"', 'unit = "stone"', "devices.toml:7: scales.0.unit: write one of"),
        ('unit = "kg"', 'unit = "lb"', "devices.toml:7: scales.0.unit: write one of kg, g, t"),
        ('place = "DOCK"', 'plaice = "DOCK"', "devices.toml:6: scales.0.plaice: is not known here"),
        ('key = "goods_in"', 'key = "Goods in"', "devices.toml:2: scales.0.key: write small letters"),
        ('sv = "Godsmottagning", ', "", "devices.toml:3: scales.0.name: write { nb"),
        ('url = "/dev/serial/by-id/usb-scale"', "", "devices.toml:1: scales.0.url: is missing"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_write(
    tmp_path: Path, was: str, now: str, says: str
) -> None:
    assert was in SCALE
    assert any(fault.startswith(says) for fault in faults_of(tmp_path, SCALE.replace(was, now) + SENSORS))


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = SCALE.replace('"kg"', '"stone"') + PRINTER.replace("576", "5") + "[senses]\n"
    told = " ".join(faults_of(tmp_path, text))
    for part in ("scales.0.unit", "printers.0.width_dots", "senses", "sensors"):
        assert part in told


def test_two_devices_of_one_key_are_a_fault(tmp_path: Path) -> None:
    assert any(
        "two devices are called goods_in" in fault for fault in faults_of(tmp_path, SCALE * 2 + SENSORS)
    )


@pytest.mark.parametrize("text", ["scales = 3", "[scales]\nkey = 'a'", "[[scales]\n", "sensors = []"])
def test_a_file_of_another_shape_is_told_and_not_raised_through(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="not there"):
        read_devices(tmp_path / "devices.toml")


SCANNER = """
[[scanners]]
key = "hand"
name = { nb = "Skanner", sv = "Skanner", en = "Scanner" }
url = "/dev/serial/by-id/usb-scanner"
place = "DOCK"
"""


def test_a_scanner_needs_little_and_is_found_by_its_key(tmp_path: Path) -> None:
    specs = read_devices(written(tmp_path, SCANNER + SENSORS))
    scanner = specs.scanner("hand")
    assert scanner is not None
    assert (scanner.suffix, scanner.silence_s, scanner.line.baud) == ("CR", Decimal("0.1"), 9600)
    assert specs.scanner("other") is None
    assert specs.with_links({"hand": "socket://x:1"}).scanners[0].url == "socket://x:1"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('suffix = "ENTER"', "scanners.0.suffix: write one of CR, LF, CRLF, TAB, silence"),
        ('silence_s = "3"', "scanners.0.silence_s: write seconds from"),
        ('protocol = "hid"', "scanners.0.protocol: is not known here"),
    ],
)
def test_a_fault_of_a_scanner_is_told(tmp_path: Path, line: str, says: str) -> None:
    assert any(says in fault for fault in faults_of(tmp_path, SCANNER + line + "\n" + SENSORS))


def test_a_scanner_cannot_share_its_key_with_a_scale(tmp_path: Path) -> None:
    said = faults_of(tmp_path, SCALE + SCANNER.replace('"hand"', '"goods_in"') + SENSORS)
    assert any("two devices are called goods_in" in fault for fault in said)


def test_the_demos_printers_show_the_serial_numbers_that_the_hub_expects() -> None:
    simulated = tomllib.loads((ROOT / "config" / "simulators.toml").read_text(encoding="utf-8"))
    shown = {one["name"]: one["serial_number"] for one in simulated["printers"]}
    printers = read_devices(ROOT / "config" / "devices.toml").printers
    assert {one.key: one.serial for one in printers} == shown
