"""A scale on a real pseudo-terminal and on a real TCP port, read with pyserial as a driver would."""

import os
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import serial

from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from tests.support.wait import until

Ask = Callable[[bytes], bytes]


@pytest.fixture
def port(pty_scale: ScaleDevice, stops: ExitStack) -> serial.Serial:
    return stops.enter_context(serial.Serial(pty_scale.links()["pty"], timeout=5))


def ask(port: serial.Serial, command: bytes) -> bytes:
    port.write(command + b"\r\n")
    return bytes(port.readline())


def test_a_load_is_put_on_and_read_over_the_serial_line(pty_scale: ScaleDevice, port: serial.Serial) -> None:
    assert ask(port, b"S") == b"S S       0.00 kg\r\n"
    pty_scale.set_load(10_450)
    assert ask(port, b"SI")[:3] in (b"S S", b"S D")
    until(lambda: pty_scale.state()["gross_grams"] == 10_450 and pty_scale.state()["stable"])
    assert ask(port, b"S") == b"S S      10.45 kg\r\n"


def test_the_line_survives_a_reader_that_comes_back(pty_scale: ScaleDevice) -> None:
    for _ in range(3):
        with serial.Serial(pty_scale.links()["pty"], timeout=5) as port:
            assert ask(port, b"I4") == b'I4 A "B210400131"\r\n'


def test_a_pulled_cable_ends_the_reading_and_the_path_comes_back(
    pty_scale: ScaleDevice, port: serial.Serial
) -> None:
    path = Path(pty_scale.links()["pty"])
    pty_scale.fault("cable_pulled", on=True)
    until(lambda: not path.is_symlink())
    with pytest.raises(serial.SerialException):
        ask(port, b"SI")
    pty_scale.fault("cable_pulled", on=False)
    until(path.exists)
    with serial.Serial(str(path), timeout=5) as again:
        assert ask(again, b"S") == b"S S       0.00 kg\r\n"


def test_a_silent_scale_answers_nothing(pty_scale: ScaleDevice, port: serial.Serial) -> None:
    pty_scale.fault("silence", on=True)
    port.timeout = 0.3
    assert ask(port, b"SI") == b""
    pty_scale.fault("silence", on=False)
    port.timeout = 5
    assert ask(port, b"SI") == b"S S       0.00 kg\r\n"


@pytest.mark.parametrize("kind", ["cut_frames", "garbage", "flipped_bits"])
def test_a_faulty_wire_spoils_frames_in_a_repeatable_way(kind: str) -> None:
    def answers() -> list[bytes]:
        device = ScaleDevice(ScaleSpec("packing", Platform(30_000, 5)))
        device.fault(kind, on=True)
        session = device.open_session()
        return [session.receive(b"SI\r\n") for _ in range(20)]

    spoiled = answers()
    assert spoiled == answers()
    assert all(frame != b"S S      0.000 kg\r\n" for frame in spoiled)


def test_the_unit_can_be_switched_under_a_running_reader(pty_scale: ScaleDevice, port: serial.Serial) -> None:
    pty_scale.fault("pounds", on=True)
    assert ask(port, b"SI") == b"S S       0.00 lb\r\n"
    assert pty_scale.faults() == ["pounds"]


def test_an_unknown_fault_is_refused_with_the_known_ones(pty_scale: ScaleDevice) -> None:
    with pytest.raises(ValueError, match="a scale has no fault 'gremlins'; it has: silence"):
        pty_scale.fault("gremlins", on=True)


def test_a_scale_on_the_network_answers_one_connection_after_the_other(stops: ExitStack) -> None:
    device = ScaleDevice(ScaleSpec("packing", Platform(30_000, 5), tcp=0))
    stops.callback(device.stop)
    device.start()
    host, _, number = device.links()["tcp"].partition(":")
    for _ in range(2):
        with socket.create_connection((host, int(number)), timeout=5) as line:
            line.sendall(b"S\r\n")
            assert line.makefile("rb").readline() == b"S S      0.000 kg\r\n"


def test_the_network_port_stays_the_same_after_the_cable_was_out(stops: ExitStack) -> None:
    device = ScaleDevice(ScaleSpec("packing", Platform(30_000, 5), tcp=0))
    stops.callback(device.stop)
    device.start()
    address = ("127.0.0.1", int(device.links()["tcp"].partition(":")[2]))
    with socket.create_connection(address, timeout=5) as line:
        device.fault("cable_pulled", on=True)
        assert line.recv(1) == b""
    with socket.socket() as knock:
        until(lambda: knock.connect_ex(address) != 0)
    device.fault("cable_pulled", on=False)

    def answer() -> bytes:
        with socket.socket() as line:
            line.settimeout(5)
            if line.connect_ex(address) != 0:
                return b""
            line.sendall(b"S\r\n")
            return line.makefile("rb").readline()

    assert until(answer) == b"S S      0.000 kg\r\n"


def test_stopping_takes_the_path_away(tmp_path: Path) -> None:
    device = ScaleDevice(ScaleSpec("goods_in", Platform(), pty=tmp_path / "scale"))
    device.start()
    assert os.path.lexists(tmp_path / "scale")
    device.stop()
    assert not os.path.lexists(tmp_path / "scale")


def test_a_repeating_scale_streams_over_the_line_until_stopped(
    pty_scale: ScaleDevice, port: serial.Serial
) -> None:
    port.write(b"SIR\r\n")
    assert [port.readline() for _ in range(5)] == [b"S S       0.00 kg\r\n"] * 5
    pty_scale.set_load(5_000)
    until(lambda: bytes(port.readline()) == b"S S       5.00 kg\r\n")
    port.write(b"@\r\n")
    until(lambda: bytes(port.readline()) == b'I4 A "B210400131"\r\n')
    port.timeout = 0.3
    assert port.read(1) == b""


def test_a_path_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "scale").write_text("a file of mine", encoding="utf-8")
    device = ScaleDevice(ScaleSpec("goods_in", Platform(), pty=tmp_path / "scale"))
    with pytest.raises(FileExistsError):
        device.start()
    device.stop()
    assert (tmp_path / "scale").read_text(encoding="utf-8") == "a file of mine"
