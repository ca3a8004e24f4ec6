"""What a person or bad luck does to a scale of any language: units, crates, keys, power, floods, half-open lines."""

import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import serial

from firmware_sim.languages.catalogue import LANGUAGES
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from tests.support.wait import until

FLOOR = Platform(60_000, 10)


def device(protocol: str, **more: object) -> ScaleDevice:
    return ScaleDevice(ScaleSpec("scale", FLOOR, protocol=protocol, **more))  # type: ignore[arg-type]


def frames(scale: ScaleDevice, seconds: float = 0.5) -> bytes:
    session = scale.open_session()
    scale.tick(seconds)
    return session.poll()


def test_the_unit_is_switched_in_the_frame() -> None:
    scale = device("toledo_continuous")
    scale.set_load(10_000)
    scale.tick(4)
    assert frames(scale, 0.1)[:11] == b"\x02,0 001000"[:11] + b"0"
    scale.fault("pounds", on=True)
    # 10 kg are 22.046 lb; a step of 10 g becomes one of 0.02 lb, so 22.04, and the kilogram bit goes out.
    assert frames(scale, 0.1)[:10] == b"\x024  002204"
    scale.fault("pounds", on=False)
    assert scale.faults() == []


def test_a_language_without_a_unit_in_the_frame_switches_it_unseen() -> None:
    scale = device("rinstrum_a")
    scale.set_load(10_000)
    scale.tick(4)
    assert frames(scale, 0.1) == b"\x02   10.00G\x03"
    scale.fault("pounds", on=True)
    assert frames(scale, 0.1) == b"\x02   22.04G\x03"


def test_a_unit_the_language_does_not_have_is_refused() -> None:
    scale = device("toledo_8217")
    with pytest.raises(ValueError, match="Toledo 8217/8213 has no unit 'oz'; it has: kg, lb"):
        scale.fault("ounces", on=True)
    assert "ounces" not in str(scale.state()["fault_kinds"])


def test_one_unit_replaces_the_other() -> None:
    scale = device("ohaus_standard")
    scale.fault("pounds", on=True)
    scale.fault("grams", on=True)
    assert scale.faults() == ["grams"]
    assert frames(scale, 0.1) == b"       0 g     G\r\n"


def test_somebody_who_leans_on_the_plate_overloads_it_until_he_steps_back() -> None:
    scale = device("ricelake_stream")
    scale.set_load(10_000)
    scale.fault("leaned_on", on=True)
    scale.tick(4)
    assert frames(scale, 0.1) == b"\x02^^^^^^^^KGO\r\n"
    scale.fault("leaned_on", on=False)
    scale.tick(5)
    assert frames(scale, 0.1) == b"\x02   10.00KG \r\n"


def test_a_second_crate_stands_on_the_first_and_comes_off_again() -> None:
    scale = device("yaohua_eq")
    scale.put_crate(9_850)
    scale.put_crate(10_120)
    scale.tick(5)
    assert frames(scale, 0.1) == b"=00019.97"
    scale.take_crate()
    scale.tick(5)
    assert frames(scale, 0.1) == b"=00009.85"
    assert scale.state()["crates"] == [9_850]
    scale.take_crate()
    scale.take_crate()
    scale.tick(5)
    assert frames(scale, 0.1) == b"=00000.00"


def test_a_worn_cell_creeps_while_the_scale_calls_it_stable() -> None:
    scale = device("cas_22")
    scale.fault("creep", on=True)
    scale.set_load(20_000)
    scale.tick(4)
    seen = [scale.state() for _ in range(60) if not scale.tick(1)]  # type: ignore[func-returns-value]
    weights = [now["gross_grams"] for now in seen]
    assert all(now["stable"] for now in seen[-40:])
    assert weights == sorted(weights, key=str)
    assert weights[-1] == 20_050


def test_zero_drifts_away_and_is_set_again_by_the_key() -> None:
    scale = device("rinstrum_a")
    scale.fault("zero_drift", on=True)
    scale.tick(60)
    assert frames(scale, 0.1) == b"\x02    0.12G\x03"
    scale.fault("zero_drift", on=False)
    scale.press("zero")
    assert frames(scale, 0.1) == b"\x02    0.00G\x03"


def test_the_keys_of_the_indicator_tare_and_print() -> None:
    scale = device("ohaus_standard", mode="asked")
    session = scale.open_session()
    scale.set_load(1_500)
    scale.tick(4)
    scale.press("tare")
    scale.press("print")
    assert session.poll() == b"    0.00 kg    N\r\n"
    assert session.poll() == b""
    with pytest.raises(ValueError, match="a scale has no key 'any'; it has: tare, zero, print"):
        scale.press("any")


@pytest.mark.parametrize("protocol", sorted(set(LANGUAGES) - {"mt_print", "dialog06", "adam_text"}))
def test_power_comes_back_with_noise_before_the_first_frame(protocol: str) -> None:
    scale = device(protocol, mode="stream")
    session = scale.open_session()
    scale.fault("power_cut", on=True)
    scale.tick(1)
    assert session.poll() == b""
    assert session.receive(b"S\r\n") == b""
    scale.fault("power_cut", on=False)
    first = session.poll()
    scale.tick(1)
    assert first.startswith(b"\x00\x00\x7f\x7f")
    assert session.poll() not in (b"", first)


def test_a_scale_switched_on_under_a_load_has_no_zero() -> None:
    scale = device("toledo_continuous")
    scale.set_load(12_340)
    scale.tick(4)
    scale.fault("power_cut", on=True)
    scale.fault("power_cut", on=False)
    assert frames(scale, 0.1) == b"\x02,p 000000000000\ru"


def test_a_flood_comes_as_fast_as_the_line_takes_it() -> None:
    scale = device("rinstrum_a")
    session = scale.open_session()
    scale.fault("flooding", on=True)
    assert session.poll() == b"\x02    0.00G\x03" * 1489


def test_bursts_hold_frames_back_and_lose_none() -> None:
    scale = device("rinstrum_a")
    session = scale.open_session()
    scale.fault("bursts", on=True)
    said = []
    for _ in range(40):
        scale.tick(0.1)
        said.append(session.poll())
    assert [len(burst) for burst in said if burst] == [264]
    scale.fault("bursts", on=False)
    assert b"".join([*said, session.poll()]) == b"\x02    0.00G\x03" * 40


def test_parity_bits_stay_on_top_as_the_line_of_the_language_has_them() -> None:
    odd = device("generic_ascii")
    odd.fault("parity_bits", on=True)
    assert frames(odd, 0.1) == b"  \xb0\xae\xb0\xb0 kg \r\x8a"
    even = device("toledo_8217")
    even.set_load(1_234)
    even.fault("parity_bits", on=True)
    even.tick(4)
    session = even.open_session()
    assert session.receive(b"W") == b"\x820\xb1.\xb230\x8d"


Connect = Callable[[ScaleDevice], socket.socket]


@pytest.fixture
def connect(stops: ExitStack) -> Connect:
    def connected(scale: ScaleDevice) -> socket.socket:
        stops.callback(scale.stop)
        scale.start()
        host, _, port = scale.links()["tcp"].partition(":")
        line = socket.create_connection((host, int(port)), timeout=5)
        stops.callback(line.close)
        return line

    return connected


def test_a_half_open_line_accepts_and_says_nothing_until_it_is_well_again(connect: Connect) -> None:
    scale = device("ricelake_stream", tcp=0)
    line = connect(scale)
    assert line.recv(100)
    scale.fault("half_open", on=True)
    line.settimeout(0.4)

    def silent() -> bool:
        try:
            return not line.recv(4096)
        except TimeoutError:
            return True

    until(silent)
    line.sendall(b"anybody there?")
    scale.fault("half_open", on=False)
    line.settimeout(5)
    assert b"\x02    0.00KGZ\r\n" in line.makefile("rb").read(40)


def test_a_flood_over_tcp_keeps_coming(connect: Connect) -> None:
    scale = device("ricelake_stream", tcp=0)
    line = connect(scale)
    scale.fault("flooding", on=True)
    with line.makefile("rb") as reader:
        assert len(reader.read(500_000)) == 500_000


def test_every_language_and_model_survives_every_fault_on_a_pty(tmp_path: Path, stops: ExitStack) -> None:
    """Faults are values of the wire; none of them may end a conversation."""
    for name, spoken in LANGUAGES.items():
        for model in spoken.models:
            scale = device(name, model=model, mode="stream")
            session = scale.open_session()
            for kind in scale.state()["fault_kinds"]:  # type: ignore[attr-defined]
                if kind != "cable_pulled":
                    scale.fault(kind, on=True)
                    scale.set_load(7_777)
                    scale.tick(0.3)
                    session.receive(b"W\r\n\x05\x04\x02\xff")
                    session.poll()
                    scale.fault(kind, on=False)
            assert scale.faults() == []
    scale = device("ohaus_standard", pty=tmp_path / "scale")
    stops.callback(scale.stop)
    scale.start()
    with serial.Serial(str(tmp_path / "scale"), timeout=5) as port:
        port.read_until(b"\n")
        assert port.read_until(b"\n") == b"    0.00 kg    G\r\n"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"protocol": "morse"}, "there is no protocol 'morse'; there are: adam_text, and_16"),
        ({"protocol": "adam_text", "model": "x"}, "adam_text has no model 'x'; it has: highland, line"),
        ({"protocol": "yaohua_eq", "unit": "oz"}, "'unit' must be one of: kg, lb"),
        ({"frames_per_second": 0.0}, "'frames_per_second' must be more than 0"),
        ({"mode": "sing"}, "'mode' must be one of: stream, asked, print"),
        ({"line": "slow"}, "'slow' is no line setting"),
    ],
)
def test_what_a_language_does_not_have_is_told_in_a_sentence(wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence.partition(":")[0]):
        ScaleSpec("scale", FLOOR, **wrong)  # type: ignore[arg-type]


def test_on_a_pty_too_a_reader_must_choose_the_speed_of_the_scale(tmp_path: Path, stops: ExitStack) -> None:
    scale = device("and_ad4329", pty=tmp_path / "scale", line="2400 7E1")
    stops.callback(scale.stop)
    scale.start()
    with serial.Serial(str(tmp_path / "scale"), timeout=5, baudrate=2400) as port:
        until(lambda: b"ST,GS,+0000.00kg\r\n" in port.read(60))
    with serial.Serial(str(tmp_path / "scale"), timeout=5, baudrate=9600) as port:
        heard = port.read(60)
        assert len(heard) == 60
        assert b"ST,GS" not in heard


def test_at_another_speed_a_scale_is_not_understood_and_does_not_understand(
    tmp_path: Path, stops: ExitStack
) -> None:
    scale = device("and_standard", pty=tmp_path / "scale", line="2400 7E1")
    stops.callback(scale.stop)
    scale.start()
    with serial.Serial(str(tmp_path / "scale"), timeout=0.3, baudrate=9600) as port:
        port.write(b"Q\r\n")
        assert port.read(1) == b""
    with serial.Serial(str(tmp_path / "scale"), timeout=5, baudrate=2400) as port:
        # The rubbish still waits in the scale for a line end, so the first request only ends it.
        port.write(b"\r\nQ\r\n")
        assert port.readline() == b"ST,+00000.00 kg\r\n"
