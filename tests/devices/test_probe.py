"""Finding out what speaks on a port: streaming and silent scales on real lines, and ports that the hub owns are left alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from errno import EINVAL
from functools import partial
from pathlib import Path

import pytest

from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice
from firmware_sim.scale_device import ScaleSpec as SimulatedScale
from hub.devices.links.streams import open_stream
from hub.devices.ports import Stream
from hub.devices.probe import USUAL_LINES, as_table, best, is_network, probe, questions
from hub.devices.spec import LineSettings, devices_from
from hub.kernel.clock import SystemClock
from tests.support.clock import FakeClock
from tests.support.config_folder import config_folder
from tests.support.hub_process import hub_command


@pytest.fixture
def simulated(tmp_path: Path) -> Iterator[ScaleDevice]:
    with ExitStack() as stack:
        device = ScaleDevice(SimulatedScale("goods_in", Platform(60_000, 10), pty=tmp_path / "scale", tcp=0))
        stack.callback(device.stop)
        device.start()
        device.set_load(10_450)
        yield device


def test_only_questions_about_the_weight_are_asked() -> None:
    asked = questions()
    assert b"SI\r\n" in asked
    assert not {b"Z\r\n", b"T\r\n", b"Z", b"T", b"t", b"ZERO\r\n", b"TARE\r\n"} & set(asked)


def test_a_scale_that_waits_to_be_asked_is_found_and_its_table_is_whole(simulated: ScaleDevice) -> None:
    url = simulated.links()["pty"]
    found = list(probe(partial(open_stream, url), USUAL_LINES[:2], SystemClock()))
    likely = best(found)
    assert likely is not None
    assert (likely.fits[0].protocol, likely.line) == ("mt_sics", USUAL_LINES[0])
    table = as_table(url, likely)
    specs, faults = devices_from(tomllib.loads(table + "[sensors]\ntopics = []\n"), "devices.toml", {})
    assert faults == ()
    assert (specs.scales[0].protocol, specs.scales[0].url, specs.scales[0].line) == (
        "mt_sics",
        url,
        USUAL_LINES[0],
    )


class _Line:
    """A line on which one question is answered and time passes only while somebody listens."""

    def __init__(self, clock: FakeClock, answers: dict[bytes, bytes]) -> None:
        self.clock = clock
        self.answers = answers
        self._waiting = b""

    def read(self, timeout_s: float) -> bytes:
        self.clock.advance(timeout_s)
        heard, self._waiting = self._waiting, b""
        return heard

    def write(self, raw: bytes) -> None:
        self._waiting += self.answers.get(raw, b"")

    def close(self) -> None:
        """Nothing to give back."""


def test_the_line_feed_of_another_question_does_not_hide_a_scale_that_knows_none() -> None:
    clock = FakeClock()
    heard = list(probe(lambda _line: _Strict(clock), USUAL_LINES[:1], clock))
    likely = best(heard)
    assert likely is not None
    assert (likely.request, likely.fits[0].protocol) == (b"SGW\r", "sterling_7600")


class _Strict(_Line):
    """Takes everything up to CR for the command."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock, {})
        self._heard = b""

    def write(self, raw: bytes) -> None:
        *commands, self._heard = (self._heard + raw).split(b"\r")
        for command in commands:
            if command == b"SGW":
                self._waiting += b"SGWGross   0.010 lb\r\n"


def test_a_setting_that_the_port_does_not_have_is_left_out() -> None:
    clock, (silent, refused, spoken) = FakeClock(), USUAL_LINES[:3]

    def with_a_gap(line: LineSettings) -> Stream:
        if line == refused:
            raise OSError(EINVAL, "Invalid argument")
        return _Line(clock, {b"SI\r\n": b"S S      10.45 kg\r\n"} if line == spoken else {})

    assert [found.line for found in probe(with_a_gap, (silent, refused, spoken), clock)] == [spoken]
    with pytest.raises(OSError, match="Invalid"):
        list(probe(with_a_gap, (refused, spoken), clock))


def test_a_network_line_has_no_settings_to_try() -> None:
    assert is_network("socket://127.0.0.1:4001")
    assert not is_network("rfc2217://127.0.0.1:4001")
    assert not is_network("/dev/ttyUSB0")


def test_the_command_prints_what_fits_and_the_table_to_paste(simulated: ScaleDevice, tmp_path: Path) -> None:
    said = hub_command(
        "--config", tmp_path / "none", "devices", "detect", f"socket://{simulated.links()['tcp']}"
    )
    assert said.returncode == 0, said.stderr
    assert "mt_sics" in said.stdout.splitlines()[0]
    assert 'protocol = "mt_sics"' in said.stdout


OWNED = """
[[scales]]
key = "goods_in"
name = { nb = "V", sv = "V", en = "V" }
url = "URL"
protocol = "mt_sics"
place = "GOODS-IN"
maximum = "60"
division = "0.02"
unit = "kg"

[sensors]
topics = []
"""


def test_a_port_of_the_house_is_not_probed_under_any_of_its_names(tmp_path: Path) -> None:
    port, other_name = tmp_path / "port", tmp_path / "by-id"
    port.touch()
    other_name.symlink_to(port)
    folder = config_folder(tmp_path, devices=OWNED.replace("URL", str(other_name)))
    said = hub_command("--config", folder, "devices", "detect", port)
    assert said.returncode == 2
    assert "goods_in" in said.stderr
    assert said.stdout == ""


def test_nobody_on_the_port_is_one_sentence(tmp_path: Path) -> None:
    said = hub_command("--config", tmp_path / "none", "devices", "detect", tmp_path / "nothing")
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
