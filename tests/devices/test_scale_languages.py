"""The driver with real languages on real lines: scales that stream, and scales that are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from firmware_sim.serving import PtyServer
from hub.cli.doctor_devices import shown_frame
from hub.devices.events import LiveState
from hub.devices.protocols.frames import Moving, Weight
from hub.devices.registry import protocols
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from tests.support.answering_device import AnsweringDevice
from tests.support.scales import FLOOR_SCALE, Ear, ToldScale, driving
from tests.support.wait import until

CRATE = Mass.grams(10_450)


@pytest.fixture
def stops() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def _streaming(name: str, wire: bytes, path: Path, stops: ExitStack) -> Ear:
    scale = ToldScale({})
    scale.stream = wire
    server = PtyServer(path / "scale", lambda: scale)
    stops.callback(server.stop)
    server.start()
    spec = replace(FLOOR_SCALE, protocol=name)
    return stops.enter_context(driving(spec, str(path / "scale"), protocols()[name]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "wire", "tare"),
    [
        ("and_16", b"ST,GS,+ 10.450kg\r\n", 0),
        ("tscale_nhb", b"ST,GS  10.450kg \r\n", 0),
        ("cas_22", b"ST,GS,1\xc4,0010.450 kg\r\n", 0),
        ("ricelake_stream", b"\x02   10.45KG \r\n", 0),
        ("rinstrum_a", b"\x02   10.45G\x03", 0),
        ("weightech_wt1000", b"0,012.300,001.850,010.450\r\n", 1_850),
        ("toledo_continuous", b"\x02-1 010450001850\r\x1b", 1_850),
    ],
)
def test_a_load_on_a_streaming_scale_becomes_one_weighing(
    name: str, wire: bytes, tare: int, tmp_path: Path, stops: ExitStack
) -> None:
    ear = _streaming(name, wire, tmp_path, stops)
    [load] = until(lambda: ear.loads)
    assert (load.net, load.tare, load.gross) == (CRATE, Mass.grams(tare), CRATE + Mass.grams(tare))
    # A line feed behind the end of a frame belongs to none.
    assert wire.rstrip(b"\n") in load.raw


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("and_16", b"ST,NT,+  8.600kg\r\n"),
        ("cas_22", b"ST,NT,1\xc2,0008.600 kg\r\n"),
        ("ohaus_standard", b"   8.600 kg    N\r\n"),
        ("ricelake_stream", b"\x02    8.60KN \r\n"),
        ("rinstrum_a", b"\x02    8.60N\x03"),
        ("tscale_qhw", b"ST,NT,   8.600kg\r\n"),
    ],
)
def test_a_net_weight_without_its_tare_is_shown_and_never_taken(
    name: str, wire: bytes, tmp_path: Path, stops: ExitStack
) -> None:
    ear = _streaming(name, wire, tmp_path, stops)
    until(lambda: len(ear.live) >= 3, what="three live weights")
    assert {one.state for one in ear.live} == {LiveState.NET_ONLY}
    assert ear.live[-1].shown in {"8.600 kg", "8.60 kg"}
    assert ear.loads == []


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("cas_10", b"0010.450\r\n"),
        ("yaohua_eq", b"=0010.450"),
        ("gng", b"   10.450 kg\r\n"),
    ],
)
def test_a_scale_that_does_not_say_whether_the_load_rests_is_shown_and_never_taken(
    name: str, wire: bytes, tmp_path: Path, stops: ExitStack
) -> None:
    ear = _streaming(name, wire * 3, tmp_path, stops)
    until(lambda: len(ear.live) >= 3, what="three live weights")
    assert ear.live[-1].mass == CRATE
    assert ear.live[-1].state is LiveState.MOVING
    assert ear.loads == []


@pytest.mark.parametrize(
    ("name", "answers", "serial"),
    [
        ("toledo_8217", {b"W": b"\x0210.450\r"}, None),
        ("kern_tws", {b"w": b"      10.450 kg \r\n"}, None),
        ("dini_argeo", {b"READ\r\n": b"ST,GS,  10.450,kg\r\n"}, None),
        ("nci_ecr", {b"W\r": b"\n10.450KG\rS00\r\x03"}, None),
        ("sma", {b"\nW\r": b"\n 1G      10.450kg \r", b"\nM\r": b"\n?\r"}, None),
        (
            "radwag",
            {
                b"NB\r\n": b'NB A "325015"\r\n',
                b"OT\r\n": b"OT     0.000 kg \r\n",
                b"SI\r\n": b"SI       10.450 kg \r\n",
            },
            "325015",
        ),
        (
            "sartorius_sbi",
            {b"\x1bx2_\r\n": b"SerNo.    0031801165\r\n", b"\x1bP\r\n": b"G     +   10.450 kg \r\n"},
            "0031801165",
        ),
        # A balance with one key for zero and tare calls every weight net.
        (
            "sartorius_sbi",
            {b"\x1bx2_\r\n": b"SerNo.    0031801165\r\n", b"\x1bP\r\n": b"N     +   10.450 kg \r\n"},
            "0031801165",
        ),
    ],
)
def test_a_load_on_a_scale_that_is_asked_becomes_one_weighing(
    name: str, answers: dict[bytes, bytes], serial: str | None, stops: ExitStack
) -> None:
    device = stops.enter_context(AnsweringDevice(answers))
    spec = replace(FLOOR_SCALE, protocol=name)
    ear = stops.enter_context(driving(spec, device.url, protocols()[name]))  # type: ignore[arg-type]
    [load] = until(lambda: ear.loads)
    assert (load.net, load.serial) == (CRATE, serial)


def test_the_doctor_shows_a_scale_without_units_and_one_that_moves() -> None:
    assert shown_frame(Weight("1.250", None, None, None, b"=001.250"), Language.EN) == "1.250"
    assert shown_frame(Moving(b"\x02?A\r"), Language.NB) == "i bevegelse"
