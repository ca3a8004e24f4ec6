"""What each language answers: requests, waiting for rest, tare and zero, streams by ticks, conversations in turns."""

import pytest

from firmware_sim.speaking import Mode
from tests.firmware_sim.languages import Plate

Case = tuple[str, str, str, str, bytes, bytes]
ANSWERS: list[Case] = [
    # protocol, model, value, unit, request, answer
    ("adam_text", "line", "123.45", "g", b"P\r\n", b"       123.45 g \r\n"),
    ("adam_text", "cpwplus", "2.00", "kg", b"N\r\n", b"+   2.00 kg\r\n"),
    ("and_standard", "", "0.00", "kg", b"Q\r\n", b"ST,+00000.00 kg\r\n"),
    ("and_standard", "", "0.00", "kg", b"S\r\n", b"ST,+00000.00 kg\r\n"),
    ("dini_argeo", "dgt", "0.000", "kg", b"READ\r\n", b"ST,GS,   0.000,kg\r\n"),
    ("dini_argeo", "dgt", "0.000", "kg", b"MODEL\r\n", b"ERR04\r\n"),
    ("dini_argeo", "485", "0.0", "kg", b"01READ\r\n", b"01ST,GS,     0.0,kg\r\n"),
    ("dini_argeo", "485", "0.0", "kg", b"02READ\r\n", b""),
    ("gng", "", "0.00", "gn", b"\x1bp\r\n", b"     0.00 GN\r\n"),
    ("kern_kcp", "", "100.00", "g", b"S\r\n", b"S S     100.00 g\r\n"),
    ("kern_ket", "", "-8.5", "g", b"S\r\n", b"S A\r\nS    -      8.5 g  \r\n"),
    ("kern_ket", "", "8.5", "g", b"X\r\n", b"ES\r\n"),
    ("kern_tm", "kfb-tm", "1.000", "kg", b"S", b"ST,GS 1.000KG\r\n"),
    ("kern_tws", "", "10.21", "gn", b"w", b"       10.21 gn \r\n"),
    ("nci_ecr", "magellan", "1.234", "kg", b"W\r", b"\n01.234KG\rS00\r\x03"),
    ("nci_ecr", "magellan", "1.234", "kg", b"S\r", b"\nS00\r\x03"),
    ("nci_ecr", "magellan", "0.000", "kg", b"S\r", b"\nS20\r\x03"),
    ("nci_ecr", "magellan", "1.234", "kg", b"X\r", b"\n?\r\x03"),
    ("ohaus_standard", "scout_pro", "192.21", "g", b"P\r\n", b"     192.21 g\r\n"),
    ("radwag", "", "-8.5", "g", b"S\r\n", b"S A\r\nS    -      8.5 g  \r\n"),
    ("radwag", "", "1.56", "gn", b"SUI\r\n", b"SUI        1.56 gr \r\n"),
    ("radwag", "", "8.5", "g", b"T\r\n", b"T A\r\nT D\r\n"),
    ("sartorius_sbi", "22", "9.9999", "kg", b"\x1bP\r\n", b"G     +   9.9999 kg \r\n"),
    ("sartorius_sbi", "22", "9.9999", "kg", b"\x1bx1_\r\n", b"WZA8202-N\r\n"),
    ("sartorius_sbi", "22", "9.9999", "kg", b"\x1bx2_\r\n", b"SerNo.    0031801165\r\n"),
    ("sma", "", "7.025", "kg", b"\nW\r", b"\n 1G       7.025kg \r"),
    ("sma", "", "7.025", "kg", b"\nR\r", b"\n 1G       7.025kg \r"),
    ("sma", "", "7.025", "kg", b"\nQ\r", b"\n?\r"),
    ("sterling_7600", "", "0.010", "lb", b"SGW\r", b"SGWGross   0.010 lb\r\n"),
    ("sterling_7600", "", "15", "lb", b"SCO\r", b"SCOCount      15 Pieces\r\n"),
    ("toledo_8217", "", "1.234", "kg", b"W", b"\x0201.234\r"),
    ("toledo_8217", "", "1.234", "kg", b"A", b"\x02\r"),
    ("toledo_8217", "", "1.234", "kg", b"B", b"\x02?@\r"),
    ("toledo_8217", "", "1.234", "kg", b"Ehello", b"\x02E\rhello"),
]


@pytest.mark.parametrize("case", ANSWERS)
def test_a_request_is_answered_as_the_manual_says(case: Case) -> None:
    protocol, model, value, unit, request_, answer = case
    assert Plate(protocol, value, unit, model=model).ask(request_) == answer


@pytest.mark.parametrize("case", ANSWERS)
def test_where_the_wire_cuts_a_request_makes_no_difference(case: Case) -> None:
    protocol, model, value, unit, request_, answer = case
    plate = Plate(protocol, value, unit, model=model)
    assert b"".join(plate.ask(bytes([byte])) for byte in request_) == answer


def test_dini_tells_net_tare_and_pieces_to_rext() -> None:
    plate = Plate("dini_argeo", "0.0", tare="20.8", model="485")
    assert plate.ask(b"01REXT\r\n") == b"011ST,       0.0,PT      20.8,         0,kg\r\n"


@pytest.mark.parametrize(
    ("protocol", "unit", "request_", "answer"),
    [
        ("and_standard", "kg", b"S\r\n", b"ST,+00020.00 kg\r\n"),
        ("kern_tws", "g", b"s", b"       20.00 g  \r\n"),
        ("ohaus_standard", "kg", b"SP\r\n", b"   20.00 kg    G\r\n"),
    ],
)
def test_a_request_for_a_load_at_rest_waits_for_it(
    protocol: str, unit: str, request_: bytes, answer: bytes
) -> None:
    plate = Plate(protocol, "10.00", unit)
    plate.put("20.00", wait_s=0.4)
    assert plate.ask(request_) == b""
    plate.scale.tick(5)
    assert plate.speaker.poll() == answer
    assert plate.speaker.poll() == b""


def test_radwag_says_first_that_it_heard_and_then_the_weight() -> None:
    plate = Plate("radwag", "10.00", "g")
    plate.put("20.00", wait_s=0.4)
    assert plate.ask(b"S\r\nSI\r\n") == b"S A\r\nSI I\r\n"
    plate.scale.tick(5)
    assert plate.speaker.poll() == b"S         20.00 g  \r\n"


def test_radwag_gives_up_on_a_load_that_never_rests() -> None:
    plate = Plate("radwag", "10.00", "g")
    plate.scale.vibrating = True
    plate.scale.tick(2)
    assert plate.ask(b"S\r\n") == b"S A\r\n"
    plate.scale.tick(5.1)
    assert plate.speaker.poll() == b"S E\r\n"


@pytest.mark.parametrize(
    ("protocol", "request_", "answer", "frame"),
    [
        ("and_standard", b"T\r\n", b"", b"ST,+00000.00 kg\r\n"),
        ("dini_argeo", b"T\r\n", b"OK\r\n", b"ST,NT,    0.00,kg\r\n"),
        ("kern_ket", b"T\r\n", b"T A\r\nT D\r\n", b"        0.00 kg \r\n"),
        ("sma", b"\nT\r", b"\n 1N        0.00kg \r", b"\n 1N        0.00kg \r"),
        ("sartorius_sbi", b"\x1bT\r\n", b"", b"N     +     0.00 kg \r\n"),
        ("toledo_continuous", b"T", b"", b"\x02,1 000000001200\r1"),
    ],
)
def test_tare_is_taken_from_the_wire(protocol: str, request_: bytes, answer: bytes, frame: bytes) -> None:
    plate = Plate(protocol, "12.00")
    assert plate.ask(request_) == answer
    assert plate.speaker.frame() == frame


def test_zero_is_refused_far_from_zero() -> None:
    plate = Plate("dini_argeo", "12.00", top="60")
    assert plate.ask(b"Z\r\n") == b"ERR03\r\n"
    plate.put("0.30")
    assert plate.ask(b"Z\r\nREAD\r\n") == b"OK\r\nST,GS,    0.00,kg\r\n"


def test_sma_answers_zero_with_the_zero_it_made() -> None:
    plate = Plate("sma", "0.300", "lb", top="60")
    assert plate.ask(b"\nZ\r") == b"\nZ1G       0.000lb \r"


# ---- streams


def test_a_stream_sends_as_many_frames_as_its_pace_says_and_no_more() -> None:
    plate = Plate("ricelake_stream", "12.34", mode=Mode.STREAM)
    plate.speaker.poll()
    heard = b""
    for _ in range(40):
        plate.scale.tick(0.05)
        heard += plate.speaker.poll()
    assert heard == b"\x02   12.34KG \r\n" * 20


def test_a_fast_line_repeats_what_the_converter_has() -> None:
    plate = Plate("yaohua_eq", "3.000", mode=Mode.STREAM, frames_per_second=40)
    plate.speaker.poll()
    plate.scale.tick(0.05)
    assert plate.speaker.poll() == b"=0003.000" * 2


def test_a_stream_nobody_took_up_is_not_made_up_for() -> None:
    plate = Plate("cas_10", "13.5", mode=Mode.STREAM)
    plate.speaker.poll()
    plate.scale.tick(3600)
    assert plate.speaker.poll() == b"000013.5\r\n" * 10


def test_the_same_ticks_give_the_same_stream() -> None:
    def stream() -> bytes:
        plate = Plate("toledo_continuous", "10.00", mode=Mode.STREAM)
        plate.put("20.00", wait_s=0)
        said = b""
        for _ in range(60):
            plate.scale.tick(0.05)
            said += plate.speaker.poll()
        return said

    assert stream() == stream()
    assert b"\x02,8 " in stream()


def test_a_stream_is_switched_on_and_off_by_request() -> None:
    plate = Plate("sma", "7.025")
    plate.ask(b"\nR\r")
    plate.scale.tick(0.1)
    assert plate.speaker.poll() == b"\n 1G       7.025kg \r"
    plate.ask(b"\nW\r")
    plate.scale.tick(1)
    assert plate.speaker.poll() == b""


def test_radwag_streams_the_lines_of_si() -> None:
    plate = Plate("radwag", "8.5", "g")
    assert plate.ask(b"C1\r\n") == b"C1 A\r\n"
    plate.scale.tick(0.2)
    assert plate.speaker.poll() == b"SI          8.5 g  \r\n" * 2


# ---- printing by itself


def test_a_printing_scale_prints_each_load_once() -> None:
    plate = Plate("mt_print", "0.0000", "g", tare="1.0000", mode=Mode.PRINT)
    printed = [plate.speaker.poll()]
    for load in ("1.3749", "1.0000", "0.0000", "1.3747"):
        plate.put(load, wait_s=0)
        for _ in range(100):
            plate.scale.tick(0.05)
            printed.append(plate.speaker.poll())
    assert [line for line in printed if line] == [
        b"     N       0.3749 g   \r\n",
        b"     N       0.0000 g   \r\n",
        b"     N       0.3747 g   \r\n",
    ]


def test_adam_numbers_its_tickets_and_adds_them_up() -> None:
    plate = Plate("adam_text", "123.45", "g")
    ticket = b"GROSS   123.45 g \r\nNo.         01 \r\nTotal   123.45 g \r\n\r\n\r\n"
    assert plate.ask(b"P\r\n") == ticket
    assert plate.ask(b"P\r\n") == ticket
    plate.put("0")
    plate.speaker.poll()
    plate.put("100.00")
    assert plate.ask(b"P\r\n") == b"GROSS   100.00 g \r\nNo.         02 \r\nTotal   223.45 g \r\n\r\n\r\n"


def test_adam_cbw_has_other_labels() -> None:
    plate = Plate("adam_text", "1.234", model="cbw")
    assert plate.ask(b"P\r\n") == b"GS       1.234 kg\r\nNo.          1\r\nTotal    1.234 kg\r\n\r\n\r\n"


def test_azextra_speaks_of_a_new_load_once_and_never_of_its_removal() -> None:
    plate = Plate("adam_text", "2.00", model="azextra")
    assert plate.ask(b"P\r\n") == b"         2.00 kg \r\n"
    assert plate.ask(b"P\r\n") == b""
    plate.put("0")
    assert plate.ask(b"P\r\n") == b""


def test_sterling_loses_characters_of_every_third_answer() -> None:
    plate = Plate("sterling_7600", "0.010", "lb")
    assert [plate.ask(b"SGW\r") for _ in range(3)] == [
        b"SGWGross   0.010 lb\r\n",
        b"SGWGross   0.010 lb\r\n",
        b"WGross   0.010 lb\r\n",
    ]


# ---- checkout scales


def test_cas_type_6_acknowledges_the_enquiry_and_sends_when_told_to() -> None:
    plate = Plate("cas_type6", "1.234")
    assert plate.ask(b"\x05") == b"\x06"
    assert plate.ask(b"\x11") == b"\x01\x02S 01.234KgE\x03\x04"


def test_the_8217_ends_its_echo_with_f() -> None:
    plate = Plate("toledo_8217", "1.234")
    assert plate.ask(b"EhelloF\rW") == b"\x02E\rhello\x02F\r\x0201.234\r"


def test_a_brecknell_has_bit_5_always_set() -> None:
    plate = Plate("toledo_8217", "1.234", model="brecknell", top="15")
    plate.put("5.000", wait_s=0.4)
    assert plate.ask(b"W") == b"\x02?a\r"


ASK_WHY = b"\x04\x0208\x03"


def test_dialog_06_hands_a_weight_over_once_and_says_why_not_again() -> None:
    plate = Plate("dialog06", "1.234", top="15")
    assert plate.ask(b"\x04\x0201\x1b001000\x1b\x03") == b"\x06"
    assert plate.ask(b"\x04\x05") == b"\x0202\x1b3\x1b01234\x1b001000\x1b001234\x03"
    assert plate.ask(ASK_WHY) == b"\x0209\x1b00\x03"
    assert plate.ask(b"\x04\x05") == b"\x15"
    assert plate.ask(ASK_WHY) == b"\x0209\x1b21\x03"
    plate.put("2.000", wait_s=0.4)
    assert plate.ask(b"\x04\x05" + ASK_WHY) == b"\x15\x0209\x1b20\x03"
    plate.speaker.poll()
    plate.scale.tick(5)
    assert plate.ask(b"\x04\x05") == b"\x0202\x1b3\x1b02000\x1b001000\x1b002000\x03"


@pytest.mark.parametrize(("load", "reason"), [("0.010", b"30"), ("-1", b"31"), ("20", b"32")])
def test_dialog_06_names_the_reason_for_no_weight(load: str, reason: bytes) -> None:
    plate = Plate("dialog06", "0.000", top="15")
    plate.put(load)
    assert plate.ask(b"\x04\x05") == b"\x15"
    assert plate.ask(ASK_WHY) == b"\x0209\x1b" + reason + b"\x03"
