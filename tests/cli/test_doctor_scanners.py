"""What `hub doctor` says of a barcode scanner on a line."""

from __future__ import annotations

from pathlib import Path

from hub.cli.doctor_checks import Tone
from hub.cli.doctor_scanners import look_at_scanners
from hub.cli.texts import text
from hub.kernel.clock import SystemClock
from hub.kernel.words import Language
from hub.settings import load
from tests.support.answering_device import AnsweringDevice
from tests.support.config_folder import config_folder

SCANNER = """
[[scanners]]
key = "hand"
name = {{ nb = "Håndskanner", sv = "Handskanner", en = "Hand scanner" }}
url = "{url}"
place = "DOCK"
suffix = "CRLF"

[sensors]
topics = []
"""


def _found(tmp_path: Path, url: str) -> list[tuple[Tone, str]]:
    folder = config_folder(tmp_path, devices=SCANNER.format(url=url))
    settings = load(folder, {"SAMLAST_DATA": str(tmp_path / "data")})
    found = look_at_scanners(settings, SystemClock())
    return [(one.tone, text(Language.EN, one.key, **one.facts)) for one in found]


def test_a_scanner_whose_line_opens_is_well(tmp_path: Path) -> None:
    with AnsweringDevice({}) as device:
        assert _found(tmp_path, device.url) == [
            (
                Tone.WELL,
                "The line of the scanner Hand scanner is open. Scan something to see that it arrives.",
            )
        ]


def test_a_scanner_that_is_not_there_is_broken_and_the_cause_is_said(tmp_path: Path) -> None:
    [(tone, says)] = _found(tmp_path, "/dev/serial/by-id/usb-no-such-scanner")
    assert tone is Tone.BROKEN
    assert says.startswith("The scanner Hand scanner (/dev/serial/by-id/usb-no-such-scanner) is not there: ")
