"""Every protocol from the command line: a real process, a real pseudo-terminal, an empty plate."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import serial

from firmware_sim.cli import main
from firmware_sim.config import BadConfig, read_config
from firmware_sim.languages.catalogue import LANGUAGES
from tests.support.wait import until

ROOT = Path(__file__).parents[2]

# What is asked, and what stands in the answer of a scale with nothing on it. Nothing is asked of one that streams.
SPOKEN: dict[str, tuple[bytes, bytes]] = {
    "adam-text": (b"P\r\n", b"GROSS     0.00 kg \r\n"),
    "and-16": (b"", b"ST,GS,+  0.000kg\r\n"),
    "and-ad4329": (b"", b"ST,GS,+0000.00kg\r\n"),
    "and-standard": (b"Q\r\n", b"ST,+00000.00 kg\r\n"),
    "cardinal-sb400": (b"", b" 000.00kgGCZ\r"),
    "cas-10": (b"", b"00000.00\r\n"),
    "cas-22": (b"", b"ST,GS,1\xc5,00000.00 kg\r\n"),
    "cas-type6": (b"\x05\x11", b"\x06\x01\x02S 00.000Kg"),
    "creedmoor": (b"", b"000.000 g  \r\n"),
    "dialog06": (b"\x04\x05\x04\x0208\x03", b"\x15\x0209\x1b3"),
    "dini-argeo": (b"READ\r\n", b"ST,GS,    0.00,kg\r\n"),
    "generic-ascii": (b"", b"  0.00 kg \r\n"),
    "gng": (b"\x1bp\r\n", b"    0.000 g \r\n"),
    "kern-kcp": (b"S\r\n", b"S S       0.00 kg\r\n"),
    "kern-ket": (b"S\r\n", b"S A\r\nS          0.00 kg \r\n"),
    "kern-tm": (b"", b"ST,GS,+00000.00  kg\r\n"),
    "kern-tws": (b"w", b"         0.0 g  \r\n"),
    "mt-print": (b"", b"     G          0.0 g   \r\n"),
    "mt-sics": (b"S\r\n", b"S S       0.00 kg\r\n"),
    "nci-ecr": (b"W\r", b"\n000.00KG\rS20\r\x03"),
    "ohaus-standard": (b"", b"    0.00 kg    G\r\n"),
    "radwag": (b"S\r\n", b"S A\r\nS          0.00 kg \r\n"),
    "ricelake-stream": (b"", b"\x02    0.00KGZ\r\n"),
    "rinstrum-a": (b"", b"\x02    0.00G\x03"),
    "sartorius-sbi": (b"\x1bP\r\n", b"G     +     0.00 kg \r\n"),
    "sma": (b"\nW\r", b"\nZ1G        0.00kg \r"),
    "steinberg-sbs": (b"", b"S      0.000 g\r\n"),
    "sterling-7600": (b"SGW\r", b"SGWGross    0.00 lb\r\n"),
    "toledo-8217": (b"W", b"\x0200.000\r"),
    "toledo-continuous": (b"", b"\x02,0 000000000000\r"),
    "tscale-nhb": (b"", b"ST,GS     0.0g  \r\n"),
    "tscale-qhw": (b"", b"ST,GS,     0.0 g\r\n"),
    "ussolid": (b"", b"+    0.000g  \r\n"),
    "weightech-wt1000": (b"", b"0,0000.00,0000.00,0000.00\r\n"),
    "yaohua-a12": (b"", b"WG0000.00kg3"),
    "yaohua-eq": (b"", b"=00000.00"),
    "yaohua-eq-reversed": (b"", b"=00.00000"),
    "yaohua-tf0": (b"", b"\x02+0000002"),
    "yaohua-wn": (b"", b"wg0000.00kg"),
}


def test_every_protocol_is_tried() -> None:
    assert {name.replace("-", "_") for name in SPOKEN} == set(LANGUAGES)


@pytest.mark.parametrize("protocol", sorted(SPOKEN))
def test_a_protocol_starts_and_speaks_over_a_serial_line(protocol: str, tmp_path: Path) -> None:
    asked, spoken = SPOKEN[protocol]
    path = tmp_path / "scale"
    mode = ["--mode", "stream"] if protocol == "mt-print" else []
    process = subprocess.Popen(
        [sys.executable, "-m", "firmware_sim", "scale", "--protocol", protocol, "--pty", str(path), *mode],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        until(path.is_symlink, within_s=30)
        with serial.Serial(str(path), timeout=0.2) as port:
            heard = bytearray()

            def said() -> bool:
                if asked:
                    heard.clear()
                    port.write(asked)
                heard.extend(port.read(200))
                return spoken in heard

            until(said, within_s=20, what=f"{spoken!r}")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.communicate()
    assert not path.is_symlink()


def test_help_lists_every_protocol(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["scale", "--help"])
    told = capsys.readouterr().out
    assert [name for name in LANGUAGES if f"\n  {name} " not in told] == []
    assert (
        "toledo_8217         Toledo 8217/8213              9600 7E1, asked; kg lb; models 8217 8213 brecknell"
        in told
    )


@pytest.mark.parametrize("arguments", [["--protocol", "morse"], ["--max-g", "NaN"], ["--e-g", "ten"]])
def test_what_nobody_speaks_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["scale", "--tcp", "0", *arguments])
    assert ended.value.code == 2
    assert "error:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--protocol", "yaohua-eq", "--unit", "oz"], "'unit' must be one of: kg, lb"),
        (["--protocol", "adam_text", "--model", "x"], "adam_text has no model 'x'"),
        (["--frames-per-second", "0"], "'frames_per_second' must be more than 0"),
        (["--line", "fast"], "'fast' is no line setting"),
    ],
)
def test_what_a_language_does_not_have_is_told(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scale", "--tcp", "0", *arguments]) == 2
    assert sentence in capsys.readouterr().err


def test_a_file_chooses_language_pace_and_link(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text(
        """
        [[scales]]
        name = "bench"
        protocol = "and-standard"
        model = "ad4212d"
        mode = "stream"
        frames_per_second = 20
        max_g = 6000
        e_g = 0.1
        unit = "g"
        rfc2217 = 0
        line = "2400 7E1"
        """,
        encoding="utf-8",
    )
    (spec,) = read_config(file, tmp_path).scales
    assert (spec.language.name, spec.model, spec.manner.frames_per_second) == ("and_standard", "ad4212d", 20)
    assert (str(spec.platform.e_g), spec.unit, spec.rfc2217, spec.tcp) == ("0.1", "g", 0, None)


def test_a_file_with_a_language_nobody_speaks_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('[[scales]]\nname = "a"\ntcp = 0\nprotocol = "morse"\n', encoding="utf-8")
    with pytest.raises(BadConfig, match="scale a: 'protocol' must be one of: adam_text, and_16"):
        read_config(file, tmp_path)
