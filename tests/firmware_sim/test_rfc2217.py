"""A simulated scale behind RFC 2217, opened by pyserial's own client."""

import socket
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
import serial

from firmware_sim.line import LineSettings, heard
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from tests.support.wait import until

Open = Callable[..., Any]
# pyserial's client starts its reader thread in the way of old Pythons.
pytestmark = pytest.mark.filterwarnings(r"ignore:set(Daemon|Name)\(\) is deprecated:DeprecationWarning")


@pytest.fixture
def open_port(stops: ExitStack) -> Open:
    """Starts a scale and opens it as a reader would."""

    def opened(spec: ScaleSpec, **settings: Any) -> Any:
        device = ScaleDevice(spec)
        stops.callback(device.stop)
        device.start()
        url = f"rfc2217://{device.links()['rfc2217']}"
        return stops.enter_context(serial.serial_for_url(url, timeout=5, **settings))

    return opened


def test_a_streaming_scale_is_read_through_the_network(open_port: Open) -> None:
    port = open_port(ScaleSpec("goods_in", Platform(60_000, 10), protocol="ricelake_stream", rfc2217=0))
    assert port.read_until(b"\n").endswith(b"\r\n")
    assert port.read_until(b"\n") == b"\x02    0.00KGZ\r\n"


def test_a_scale_is_asked_through_the_network(open_port: Open) -> None:
    port = open_port(ScaleSpec("goods_in", Platform(60_000, 10), rfc2217=0))
    port.write(b"S\r\n")
    assert port.readline() == b"S S       0.00 kg\r\n"


def test_a_byte_of_255_survives_the_telnet_layer(open_port: Open) -> None:
    # 0xFF begins a telnet command and is doubled on the way; other faults are off, so the echo must be whole.
    port = open_port(ScaleSpec("till", Platform(15_000, 5), protocol="toledo_8217", rfc2217=0))
    port.write(b"E\xff\xffhelloF")
    assert port.read(10) == b"\x02E\r\xff\xffhello"


def test_the_reader_sets_speed_and_parity(open_port: Open) -> None:
    spec = ScaleSpec("a", Platform(60_000, 10), protocol="and_ad4329", rfc2217=0, line="2400 7E1")
    port = open_port(spec, baudrate=2400, bytesize=7, parity="E")
    port.read_until(b"\n")
    assert port.read_until(b"\n") == b"ST,GS,+0000.00kg\r\n"


def test_a_seven_bit_line_read_as_eight_bits_carries_its_parity(open_port: Open) -> None:
    spec = ScaleSpec("a", Platform(60_000, 10), protocol="and_ad4329", rfc2217=0, line="9600 7E1")
    port = open_port(spec, baudrate=9600)
    # S is 0x53 with four bits set, T is 0x54 with three, so that even parity sets the top bit of T alone.
    assert until(lambda: b"S\xd4\xacG" if b"S\xd4\xacG" in port.read(40) else None)


def test_the_wrong_speed_gives_rubbish(open_port: Open) -> None:
    spec = ScaleSpec("a", Platform(60_000, 10), protocol="and_ad4329", rfc2217=0, line="2400 7E1")
    port = open_port(spec, baudrate=9600)
    read = port.read(60)
    assert len(read) == 60
    assert b"ST" not in read


def test_a_real_capture_of_a_wrong_parity_setting_comes_out_again() -> None:
    sent = b"  0.00 kg \r\n  "
    read = b"  \xb0\xae\xb0\xb0 kg \r\x8a  "
    assert heard(sent, LineSettings(9600, 7, "O"), LineSettings(9600, 8, "N")) == read


@pytest.mark.parametrize("text", ["fast", "9600", "9600 9N1", "9600 8X1"])
def test_a_wrong_line_setting_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write one like '9600 7E1'"):
        LineSettings.parse(text)


def test_a_pulled_cable_ends_the_connection_and_the_port_stays_the_same(stops: ExitStack) -> None:
    device = ScaleDevice(ScaleSpec("a", Platform(60_000, 10), rfc2217=0))
    stops.callback(device.stop)
    device.start()
    address = device.links()["rfc2217"]
    host, _, number = address.partition(":")
    with socket.create_connection((host, int(number)), timeout=5) as line:
        device.fault("cable_pulled", on=True)
        until(lambda: line.recv(100) == b"")
    device.fault("cable_pulled", on=False)
    until(lambda: _accepts(host, int(number)))
    with serial.serial_for_url(f"rfc2217://{address}", timeout=5) as again:
        again.write(b"S\r\n")
        assert again.readline() == b"S S       0.00 kg\r\n"


def _accepts(host: str, port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex((host, port)) == 0
