"""MT-SICS answers, byte for byte as the manuals print them."""

import pytest

from firmware_sim.mt_sics import MtSics
from firmware_sim.scale import Platform, ScaleModel


@pytest.fixture
def scale() -> ScaleModel:
    return ScaleModel(Platform(max_g=60_000, e_g=10))


def settled(scale: ScaleModel, grams: float) -> MtSics:
    scale.set_load(grams)
    scale.tick(4)
    return MtSics(scale)


def test_a_stable_weight_is_right_aligned_in_ten_characters(scale: ScaleModel) -> None:
    assert settled(scale, 10_450).receive(b"S\r\n") == b"S S      10.45 kg\r\n"


def test_grams_are_shown_without_decimals(scale: ScaleModel) -> None:
    scale.set_load(10_450)
    scale.tick(4)
    assert MtSics(scale, unit="g").receive(b"SI\r\n") == b"S S      10450 g\r\n"


@pytest.mark.parametrize(
    ("e", "answer"),
    [(5, b"S S     10.420 kg\r\n"), (20, b"S S      10.42 kg\r\n"), (100, b"S S       10.4 kg\r\n")],
)
def test_the_decimals_follow_the_verification_interval(e: int, answer: bytes) -> None:
    scale = ScaleModel(Platform(max_g=60_000, e_g=e))
    assert settled(scale, 10_421).receive(b"SI\r\n") == answer


def test_a_moving_load_is_answered_as_dynamic_at_once(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    scale.set_load(10_000)
    scale.tick(0.2)
    answer = dialogue.receive(b"SI\r\n")
    assert answer.startswith(b"S D ")
    assert len(answer) == 19
    assert answer.endswith(b" kg\r\n")


def test_a_stable_weight_is_waited_for(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    scale.set_load(10_000)
    scale.tick(0.2)
    assert dialogue.receive(b"S\r\n") == b""
    scale.tick(4)
    assert dialogue.poll() == b"S S      10.00 kg\r\n"


def test_commands_behind_a_waiting_one_are_answered_in_their_order(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    scale.set_load(10_000)
    scale.tick(0.2)
    assert dialogue.receive(b"S\r\nI4\r\n") == b""
    scale.tick(4)
    assert dialogue.poll() == b'S S      10.00 kg\r\nI4 A "B210400131"\r\n'


@pytest.mark.parametrize(("command", "answer"), [(b"S", b"S I\r\n"), (b"T", b"T I\r\n"), (b"Z", b"Z I\r\n")])
def test_a_load_that_never_comes_to_rest_is_refused(scale: ScaleModel, command: bytes, answer: bytes) -> None:
    scale.vibrating = True
    scale.tick(2)
    dialogue = MtSics(scale)
    assert dialogue.receive(command + b"\r\n") == b""
    scale.tick(4.9)
    assert dialogue.poll() == b""
    scale.tick(0.2)
    assert dialogue.poll() == answer


@pytest.mark.parametrize(
    ("grams", "answers"),
    [(60_200, b"S +\r\nS +\r\nT +\r\nTI +\r\n"), (-1_000, b"S -\r\nS -\r\nT -\r\nTI -\r\n")],
)
def test_too_much_and_too_little_have_no_number(scale: ScaleModel, grams: float, answers: bytes) -> None:
    assert settled(scale, grams).receive(b"S\r\nSI\r\nT\r\nTI\r\n") == answers


def test_nine_divisions_above_the_capacity_are_still_shown(scale: ScaleModel) -> None:
    assert settled(scale, 60_090).receive(b"SI\r\n") == b"S S      60.09 kg\r\n"


def test_taring_makes_the_weight_net(scale: ScaleModel) -> None:
    dialogue = settled(scale, 1_500)
    assert dialogue.receive(b"T\r\n") == b"T S       1.50 kg\r\n"
    scale.put(10_000)
    scale.tick(4)
    assert dialogue.receive(b"S\r\nTA\r\n") == b"S S      10.00 kg\r\nTA A       1.50 kg\r\n"
    assert dialogue.receive(b"TAC\r\nS\r\n") == b"TAC A\r\nS S      11.50 kg\r\n"


def test_taring_at_once_says_that_the_load_moved(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    scale.set_load(10_000)
    scale.tick(0.2)
    assert dialogue.receive(b"TI\r\n").startswith(b"TI D ")


def test_a_known_tare_is_taken_in_any_unit_and_a_wrong_one_refused(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    assert dialogue.receive(b"TA 500 g\r\n") == b"TA A       0.50 kg\r\n"
    assert dialogue.receive(b"SI\r\n") == b"S S      -0.50 kg\r\n"
    assert dialogue.receive(b"TA much kg\r\n") == b"TA L\r\n"
    assert dialogue.receive(b"TA NaN kg\r\n") == b"TA L\r\n"
    assert dialogue.receive(b"TA 99 kg\r\n") == b"TA +\r\n"


def test_zero_is_taken_near_zero_only(scale: ScaleModel) -> None:
    assert settled(scale, 300).receive(b"Z\r\nS\r\n") == b"Z A\r\nS S       0.00 kg\r\n"
    assert settled(scale, 5_000).receive(b"Z\r\nZI\r\n") == b"Z +\r\nZI +\r\n"


def test_zero_at_once_says_whether_the_load_was_at_rest(scale: ScaleModel) -> None:
    assert MtSics(scale).receive(b"ZI\r\n") == b"ZI S\r\n"


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"X\r\n", b"ES\r\n"),
        (b"s\r\n", b"ES\r\n"),
        (b"S 1\r\n", b"EL\r\n"),
        (b"ZI now\r\n", b"EL\r\n"),
        (b"\xd3\r\n", b"ET\r\n"),
        (b"\r\n", b""),
    ],
)
def test_wrong_commands_are_told_apart(scale: ScaleModel, sent: bytes, answer: bytes) -> None:
    assert MtSics(scale).receive(sent) == answer


def test_the_scale_says_what_it_is(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    assert dialogue.receive(b"I1\r\n") == b'I1 A "01" "2.30" "2.20" "" ""\r\n'
    assert dialogue.receive(b"I2\r\n") == b'I2 A "Platform 60.00 kg"\r\n'
    assert dialogue.receive(b"I3\r\n") == b'I3 A "2.10 10.28.0.493.142"\r\n'
    assert dialogue.receive(b"I4\r\n") == b'I4 A "B210400131"\r\n'
    listed = dialogue.receive(b"I0\r\n").split(b"\r\n")
    assert listed[0] == b'I0 B 0 "I0"'
    assert listed[-2:] == [b'I0 A 2 "SIX1"', b""]


def test_restarting_forgets_the_tare_and_whatever_waited(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    dialogue.receive(b"TA 0.5 kg\r\n")
    scale.set_load(10_000)
    scale.tick(0.2)
    assert dialogue.receive(b"S\r\n@\r\n") == b'I4 A "B210400131"\r\n'
    scale.tick(4)
    assert dialogue.poll() == b""
    assert dialogue.receive(b"S\r\n") == b"S S      10.00 kg\r\n"


def test_repeated_weights_come_until_another_weight_is_asked_for(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    assert dialogue.receive(b"SIR\r\n") == b"S S       0.00 kg\r\n"
    scale.tick(0.1)
    assert dialogue.poll() == b"S S       0.00 kg\r\n"
    assert dialogue.poll() == b""
    assert dialogue.receive(b"SI\r\n") == b"S S       0.00 kg\r\n"
    scale.tick(1)
    assert dialogue.poll() == b""


def test_a_change_is_told_once_moving_and_once_at_rest(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    assert dialogue.receive(b"SR\r\n") == b""
    assert dialogue.poll() == b"S S       0.00 kg\r\n"
    scale.set_load(10_000)
    told = b""
    for _ in range(80):
        scale.tick(0.05)
        told += dialogue.poll()
    first, second, rest = told.split(b"\r\n")
    assert first.startswith(b"S D ")
    assert second == b"S S      10.00 kg"
    assert rest == b""


def test_where_the_wire_cuts_a_command_makes_no_difference(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    assert [dialogue.receive(bytes([byte])) for byte in b"SI\r\n"] == [
        b"",
        b"",
        b"",
        b"S S       0.00 kg\r\n",
    ]


def test_an_endless_line_is_given_up(scale: ScaleModel) -> None:
    dialogue = MtSics(scale)
    assert dialogue.receive(b"x" * 81) == b"ET\r\n"
    assert dialogue.receive(b"SI\r\n") == b"S S       0.00 kg\r\n"


def test_a_scale_switched_to_pounds_says_so() -> None:
    scale = ScaleModel()
    scale.set_load(10_000)
    scale.tick(4)
    assert MtSics(scale, unit="lb").receive(b"SI\r\n") == b"S S      22.05 lb\r\n"
