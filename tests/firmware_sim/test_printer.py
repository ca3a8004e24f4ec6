"""What the printer answers, and how it behaves without paper, with an open cover and on a bad line."""

import json
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
import serial

from firmware_sim.printer import PrinterDevice, PrinterSpec
from tests.support.wait import until

CUT = b"\x1dV\x42\x00"
STATUS = {1: b"\x10\x04\x01", 2: b"\x10\x04\x02", 3: b"\x10\x04\x03", 4: b"\x10\x04\x04"}


@pytest.fixture
def printer() -> PrinterDevice:
    return PrinterDevice(PrinterSpec("labels"))


def texts(printer: PrinterDevice) -> list[object]:
    return [paper.record["text"] for paper in printer.papers]


# ---- answers


@pytest.mark.parametrize(
    ("paper", "cover", "answers"),
    [
        ("ok", "closed", b"\x12\x12\x12\x12"),
        ("near_end", "closed", b"\x12\x12\x12\x1e"),
        ("out", "closed", b"\x1a\x32\x12\x7e"),
        ("ok", "open", b"\x1a\x16\x12\x12"),
        ("out", "open", b"\x1a\x36\x12\x7e"),
    ],
)
def test_the_four_real_time_answers_follow_paper_and_cover(
    printer: PrinterDevice, paper: str, cover: str, answers: bytes
) -> None:
    printer.set_paper(paper)
    printer.set_cover(cover)
    assert printer.receive(b"".join(STATUS.values())) == answers


def test_the_process_id_comes_back_once_everything_before_it_is_printed(printer: PrinterDevice) -> None:
    assert printer.receive(b"\x1d(H\x06\x0000AB12") == b"\x37\x22AB12\x00"
    printer.set_cover("open")
    assert printer.receive(b"label\n" + CUT + b"\x1d(H\x06\x0000AB13") == b""
    assert printer.poll() == b""
    assert texts(printer) == []
    printer.set_cover("closed")
    assert printer.poll() == b"\x37\x22AB13\x00"
    assert texts(printer) == [["label"]]


def test_the_printer_says_what_it_is(printer: PrinterDevice) -> None:
    assert printer.receive(b"\x1dIB\x1dIC\x1dID") == b"_EPSON\x00_TM-T20II\x00_J4XF012345\x00"
    assert printer.receive(b"\x1dI\x01") == b"\x20"


def test_the_paper_sensor_answer_waits_in_the_queue_while_there_is_no_paper(printer: PrinterDevice) -> None:
    assert printer.receive(b"\x1dr\x01") == b"\x00"
    printer.set_paper("near_end")
    assert printer.receive(b"\x1dr\x01") == b"\x03"
    printer.set_paper("out")
    assert printer.receive(b"\x1dr\x01") == b""


def test_status_is_sent_by_itself_once_it_is_asked_for(printer: PrinterDevice) -> None:
    assert printer.poll() == b""
    printer.receive(b"\x1da\xff")
    assert printer.poll() == b"\x10\x00\x00\x00"
    assert printer.poll() == b""
    printer.set_cover("open")
    assert printer.poll() == b"\x38\x00\x00\x00"
    printer.set_cover("closed")
    printer.set_paper("out")
    assert printer.poll() == b"\x18\x00\x0f\x00"


def test_a_status_request_cut_in_two_is_still_one(printer: PrinterDevice) -> None:
    assert printer.receive(b"\x10\x04") == b""
    assert printer.receive(b"\x01") == b"\x12"


def test_a_drawer_pulse_is_taken_without_a_trace(printer: PrinterDevice) -> None:
    assert printer.receive(b"\x1bp\x00\x19\xfaopen\n" + CUT) == b""
    assert texts(printer) == [["open"]]


# ---- paper, cover, power


def test_what_came_while_the_paper_was_out_is_printed_when_it_is_back(printer: PrinterDevice) -> None:
    printer.set_paper("out")
    printer.receive(b"one\n" + CUT)
    assert texts(printer) == []
    assert printer.receive(STATUS[1]) == b"\x1a"
    printer.set_paper("ok")
    printer.poll()
    assert texts(printer) == [["one"]]


def test_the_roll_ends_after_the_papers_it_was_given(printer: PrinterDevice) -> None:
    printer.out_after(2)
    for word in (b"one", b"two", b"three"):
        printer.receive(word + b"\n" + CUT)
    assert texts(printer) == [["one"], ["two"]]
    assert printer.receive(STATUS[4]) == b"\x7e"


def test_a_printer_switched_off_and_on_forgets_what_waited(printer: PrinterDevice) -> None:
    printer.set_cover("open")
    printer.receive(b"lost\n" + CUT)
    printer.power_cycle()
    printer.set_cover("closed")
    printer.poll()
    assert texts(printer) == []


def test_each_paper_is_kept_as_picture_and_record(tmp_path: Path) -> None:
    printer = PrinterDevice(PrinterSpec("labels", folder=tmp_path / "paper"))
    printer.receive(b"one\n" + CUT + b"two\n" + CUT)
    names = sorted(path.name for path in (tmp_path / "paper").iterdir())
    assert names == ["paper-0001.json", "paper-0001.png", "paper-0002.json", "paper-0002.png"]
    record = json.loads((tmp_path / "paper" / "paper-0002.json").read_text(encoding="utf-8"))
    assert (record["n"], record["text"], record["barcodes"]) == (2, ["two"], [])
    assert (tmp_path / "paper" / "paper-0002.png").read_bytes().startswith(b"\x89PNG")


# ---- links


def connect(printer: PrinterDevice) -> socket.socket:
    host, _, port = printer.links()["tcp"].partition(":")
    return socket.create_connection((host, int(port)), timeout=5)


def test_a_label_sent_over_the_network_is_printed_and_confirmed(tcp_printer: PrinterDevice) -> None:
    with connect(tcp_printer) as line:
        line.sendall(b"\x1b@label\n" + CUT + b"\x1d(H\x06\x0000AB12")
        assert line.makefile("rb").read(7) == b"\x37\x22AB12\x00"
    assert texts(tcp_printer) == [["label"]]


def test_a_second_connection_waits_until_the_first_is_closed(tcp_printer: PrinterDevice) -> None:
    with connect(tcp_printer) as first, connect(tcp_printer) as second:
        first.sendall(STATUS[1])
        assert first.recv(1) == b"\x12"
        second.sendall(STATUS[4])
        second.settimeout(0.3)
        with pytest.raises(TimeoutError):
            second.recv(1)
        first.close()
        second.settimeout(5)
        assert second.recv(1) == b"\x12"


def test_a_half_open_printer_takes_the_connection_and_never_reads(tcp_printer: PrinterDevice) -> None:
    tcp_printer.fault("half_open", on=True)
    with connect(tcp_printer) as line:
        line.sendall(STATUS[1])
        line.settimeout(0.3)
        with pytest.raises(TimeoutError):
            line.recv(1)
        tcp_printer.fault("half_open", on=False)
        line.settimeout(5)
        assert line.recv(1) == b"\x12"


def test_a_connection_can_be_dropped_in_the_middle_of_a_label(tcp_printer: PrinterDevice) -> None:
    tcp_printer.drop_after(8)
    with connect(tcp_printer) as line:
        line.sendall(b"\x1b@first half, second half\n" + CUT)
        with pytest.raises((ConnectionError, AssertionError)):
            assert line.recv(1) != b""
    with connect(tcp_printer) as line:
        line.sendall(b" and a new start\n" + CUT)
        until(lambda: texts(tcp_printer))
    assert texts(tcp_printer) == [["first  and a new start"]]


def test_another_printer_in_its_place_has_another_serial_number(tcp_printer: PrinterDevice) -> None:
    tcp_printer.set_serial_number("OTHER")
    with connect(tcp_printer) as line:
        line.sendall(b"\x1dID")
        assert line.makefile("rb").read(7) == b"_OTHER\x00"


def test_a_note_sent_over_the_serial_line_is_printed(tmp_path: Path, stops: ExitStack) -> None:
    printer = PrinterDevice(PrinterSpec("notes", pty=tmp_path / "notes"))
    stops.callback(printer.stop)
    printer.start()
    with serial.Serial(printer.links()["pty"], timeout=5) as line:
        line.write(b"\x1b@note\n" + b"x" * 6_000 + b"\n" + CUT + b"\x1d(H\x06\x0000AB12")
        assert line.read(7) == b"\x37\x22AB12\x00"
    (paper,) = printer.papers
    assert paper.record["text"] == ["note"] + ["x" * 48] * 125
