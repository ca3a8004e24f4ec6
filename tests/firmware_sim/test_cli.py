"""The command line: started as a real process, stopped by a signal, clear about wrong arguments."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import serial

from firmware_sim.cli import main
from firmware_sim.config import BadConfig, read_config, with_ports
from firmware_sim.speech.catalogue import DIALECTS
from tests.firmware_sim.conftest import ask
from tests.support.broker import Broker
from tests.support.wait import until

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config" / "simulators.toml"
Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def run() -> Iterator[Run]:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "firmware_sim", *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def lines_until_ready(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    told: list[str] = []
    for line in process.stdout:
        if line.startswith("Stop with"):
            return told
        told.append(line.rstrip())
    raise AssertionError(told)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_scale_starts_answers_and_leaves_nothing_behind(
    run: Run, tmp_path: Path, ending: signal.Signals
) -> None:
    path = tmp_path / "scale"
    process = run("scale", "--protocol", "mt-sics", "--pty", path, "--tcp", 0)
    first, second = lines_until_ready(process)
    assert first == f"scale scale: 60 kg, e = 10 g, MT-SICS on {path}"
    host, _, port = second.rpartition(" ")[2].partition(":")
    with serial.Serial(str(path), timeout=5) as line:
        line.write(b"S\r\n")
        assert line.readline() == b"S S       0.00 kg\r\n"
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(b"S\r\n")
        assert line.makefile("rb").readline() == b"S S       0.00 kg\r\n"
    process.send_signal(ending)
    assert process.wait(10) == 0
    assert not os.path.lexists(path)


def test_a_whole_hub_starts_and_tells_its_addresses(run: Run, tmp_path: Path, broker: Broker) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        wanted = free.getsockname()[1]
    process = run(
        "all", "--config", CONFIG, "--broker", broker.url, "--run-dir", tmp_path / "run", "--http", 0,
        "--ports", f"printer.labels={wanted}",
    )  # fmt: skip
    lines = lines_until_ready(process)
    told = json.loads((tmp_path / "run" / "devices.json").read_text(encoding="utf-8"))
    assert told["scales"]["goods_in"] == {
        "protocol": "mt-sics",
        "pty": str(tmp_path / "run" / "scale-goods-in"),
    }
    assert told["printers"]["labels"] == {"protocol": "esc-pos", "tcp": f"127.0.0.1:{wanted}"}
    assert told["printers"]["notes"]["pty"] == str(tmp_path / "run" / "printer-notes")
    assert told["rooms"]["cold_2"] == [{"dialect": "tasmota", "name": "cold_room_2"}]
    assert "room freezer: -20 °C, sensors freezer (zigbee2mqtt)" in lines
    state = ask(told["http"], "/state").told
    assert state["rooms"]["freezer"]["setpoint_c"] == -20.0
    assert state["scales"]["packing"]["e_grams"] == 5
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert [path.name for path in (tmp_path / "run").iterdir()] == []


def test_a_port_that_is_taken_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = run("printer", "--tcp", taken.getsockname()[1], "--pty", tmp_path / "printer")
        out, _ = process.communicate(timeout=10)
    assert process.returncode == 1
    assert out == "The devices could not start: Address already in use\n"
    assert not os.path.lexists(tmp_path / "printer")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["scale"], "Say where the scale is reached: --pty PATH, --tcp PORT, --rfc2217 PORT or several."),
        (["printer", "--http", "0"], "Say where the printer is reached: --pty PATH, --tcp PORT or both."),
        (["scale", "--tcp", "0", "--e-g", "0"], "--max-g and --e-g must be more than 0."),
        (["sensors", "--config", str(CONFIG), "--broker", "localhost"], "'localhost' is no broker address"),
        (
            ["sensors", "--config", "nowhere.toml", "--broker", "mqtt://x"],
            "nowhere.toml cannot be read: No such file",
        ),
        (
            [
                "all",
                "--config",
                str(CONFIG),
                "--broker",
                "mqtt://x",
                "--ports",
                "scale.other=1,printer.labels=x",
            ],
            "--ports: there is no scale.other in the file\n--ports: 'printer.labels=x' must look like",
        ),
    ],
)
def test_wrong_arguments_are_told_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["toaster"], ["scale", "--tcp", "high"], ["scale", "--unit", "stone"]]
)
def test_arguments_the_parser_refuses_end_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert (
        "python -m firmware_sim scale --protocol mt-sics --pty ./scale --http 8090" in capsys.readouterr().out
    )


# ---- the file


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text(
        """
        [[scales]]
        name = "a b"
        colour = "red"
        tcp = 0
        [[scales]]
        name = "packing"
        unit = "stone"
        [[rooms]]
        name = "cold"
        [[rooms.probes]]
        name = "probe"
        dialect = "morse"
        [[printers]]
        name = "labels"
        paper_mm = 81
        tcp = "high"
        [toaster]
        """,
        encoding="utf-8",
    )
    with pytest.raises(BadConfig) as bad:
        read_config(file, tmp_path)
    told = [fault.removeprefix(f"{file}: ") for fault in bad.value.faults]
    assert told == [
        (
            "scale a b: unknown key 'colour'; known are: address, division, e_g, frames_per_second, line, max_g, "
            "mode, model, name, protocol, pty, rfc2217, seed, serial_number, tcp, unit"
        ),
        "scale a b: needs a name of letters, digits, _ and -",
        "scale packing: needs 'pty' (a path) or 'tcp' (a port, 0 for any)",
        "scale packing: 'unit' must be one of: g, kg, lb",
        "room cold, probe probe: 'dialect' must be one of: " + ", ".join(DIALECTS),
        "room cold: needs 'setpoint_c'",
        "printer labels: 'tcp' cannot be 'high'",
        "printer labels: 'paper_mm' must be 58, 80 or 112",
        "printer labels: needs 'pty' (a path) or 'tcp' (a port, 0 for any)",
        "toaster: unknown; a file has [simulation], [[scales]], [[rooms]], [[printers]] and [[scanners]]",
    ]


def test_ports_from_outside_win_over_the_file(tmp_path: Path) -> None:
    spec = with_ports(read_config(CONFIG, tmp_path), "scale.packing=7001, printer.labels=9100")
    assert {scale.name: scale.tcp for scale in spec.scales} == {"goods_in": None, "packing": 7001}
    assert {printer.name: printer.tcp for printer in spec.printers} == {"labels": 9100, "notes": None}


def test_the_shipped_file_describes_the_hub(tmp_path: Path) -> None:
    spec = read_config(CONFIG, tmp_path)
    assert [(scale.name, scale.platform.max_g, scale.platform.e_g) for scale in spec.scales] == [
        ("goods_in", 60_000, 10),
        ("packing", 30_000, 5),
    ]
    assert [(room.room.name, room.room.setpoint_c, room.probes[0].name) for room in spec.rooms] == [
        ("cold_1", 4.0, "cold-room-1"),
        ("cold_2", 2.0, "cold_room_2"),
        ("freezer", -20.0, "freezer"),
    ]
    assert [(printer.name, printer.paper_mm) for printer in spec.printers] == [("labels", 80), ("notes", 80)]


def test_a_running_scale_is_there_at_once_for_the_next_process(run: Run, tmp_path: Path) -> None:
    process = run("scale", "--pty", tmp_path / "scale")
    until((tmp_path / "scale").exists)
    lines_until_ready(process)
    process.terminate()
    assert process.wait(10) == 0
