"""`make run`: the demo hub with simulated devices, in one terminal. Ctrl-C stops all of it.

Starts the hub and the simulated devices as two processes that know each other only by their wires. Everything it keeps lies in
var/demo; delete that folder to begin anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
# Started as a file: the words beside it are found from the project like every other module.
sys.path.insert(0, str(ROOT))

from scripts.demo_words import LANGUAGE, said  # noqa: E402

FIRST_PORT = 8080
PANEL_PORT = 8090
NEXT_TO_HUB = 10
READY_WITHIN_S = 60.0
LOADED = "demo.loaded"
STOP_WITHIN_S = 8.0


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or asked the process to end."""


def main() -> int:
    chosen = _arguments()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    with ExitStack() as stack:
        try:
            return _run(chosen, stack)
        except Stopped:
            print("\n" + said("stopping"), flush=True)
            return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, help=f"the hub's port (else {FIRST_PORT}, or the next free one)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (this machine only)")
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "demo", help="where everything is kept")
    return parser.parse_args()


def _stop(_number: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not interrupt the clean stop.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def _run(chosen: argparse.Namespace, stack: ExitStack) -> int:
    started = time.monotonic()
    data: Path = chosen.data
    # Names, orders and the key lie in this folder: it is made for its owner only.
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    devices = data / "devices"
    devices.mkdir(exist_ok=True)
    told = devices / "devices.json"
    told.unlink(missing_ok=True)
    run_file = data / "run.json"
    run_file.unlink(missing_ok=True)
    packing, labels = held_port((0, 0, 0), stack), held_port((0, 0, 0), stack)
    # The hub is not there yet, and whoever asked for its port has it.
    panel = held_port(panel_ports(chosen.port or FIRST_PORT), stack)
    environment = {
        **os.environ,
        "SAMLAST_DATA": str(data),
        "SAMLAST_WEB_HOST": chosen.host,
        "SAMLAST_WEB_PORT": str(chosen.port or FIRST_PORT),
        "SAMLAST_PANEL_URL": f"http://127.0.0.1:{panel}",
        "SAMLAST_LINK_GOODS_IN": str(devices / "scale-goods-in"),
        "SAMLAST_LINK_PACKING": f"socket://127.0.0.1:{packing}",
        "SAMLAST_LINK_LABELS": f"socket://127.0.0.1:{labels}",
        "SAMLAST_LINK_NOTES": str(devices / "printer-notes"),
        "SAMLAST_LINK_HAND": str(devices / "scanner-hand"),
        "PYTHONUNBUFFERED": "1",
    }
    speak = ("--language", LANGUAGE)
    if not is_loaded(data, environment):
        (data / LOADED).unlink(missing_ok=True)
        loaded = subprocess.run(
            [_program("hub"), "demo", "--steps", *speak], env=environment, cwd=ROOT, check=False
        )
        if loaded.returncode:
            return loaded.returncode
        (data / LOADED).write_text(_made_of(), encoding="utf-8")
    print(said("starting"), flush=True)
    hub = _start([_program("hub"), "run"], environment, data / "hub.log", stack)
    running = _wait_for(run_file, hub, data / "hub.log")
    simulators = _start(
        [
            sys.executable, "-m", "firmware_sim", "all", "--config", "config/simulators.toml",
            "--broker", running["broker"], "--run-dir", str(devices), "--http", str(panel),
            "--ports", f"scale.packing={packing},printer.labels={labels}",
        ],
        environment, data / "devices.log", stack,
    )  # fmt: skip
    _wait_for_page(running["web"], hub, data / "hub.log")
    _wait_for(told, simulators, data / "devices.log")
    _say(running["web"], chosen.port or FIRST_PORT, panel, time.monotonic() - started)
    sys.stdout.flush()
    subprocess.run([_program("hub"), "demo", "--log-ins", *speak], env=environment, cwd=ROOT, check=False)
    print("\n" + said("how_to_stop"), flush=True)
    return _watch({"hub": hub, "devices": simulators}, data)


def is_loaded(data: Path, environment: Mapping[str, str]) -> bool:
    """This program has looked at this file before: a later start need not ask for what the hub looks at anyway, a second each time."""
    if "SAMLAST_DATABASE_URL" in environment or not (data / "hub.db").exists():
        return False
    mark = data / LOADED
    return mark.exists() and mark.read_text(encoding="utf-8") == _made_of()


def _made_of() -> str:
    """What makes a database of the demo another one: its shape, and the story that is told in it."""
    told = hashlib.sha256()
    for pattern in ("hub/migrations/**/*.py", "hub/cli/demo*.py", "config/demo.toml", "config/demo/*.toml"):
        for path in sorted(ROOT.glob(pattern)):
            told.update(path.read_bytes())
    return told.hexdigest()


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def panel_ports(of_hub: int) -> Sequence[int]:
    """Where the page of the devices may be: not on the port that was asked for the hub, nor on those to which it moves next."""
    own = range(of_hub, of_hub + NEXT_TO_HUB)
    return *(port for port in range(PANEL_PORT, PANEL_PORT + 100) if port not in own), 0


def held_port(wanted: Sequence[int], stack: ExitStack) -> int:
    """The first free one of these ports, held until the end: the devices listen on it seconds later, and another demo must not.

    A port on which a run before this one has just ended is free. The same number among the datagrams, which nobody uses and
    which needs no rest, tells another demo that the port is taken before anybody listens there.
    """
    for port in wanted:
        held, claim = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
        try:
            if port:
                held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(("127.0.0.1", port))
            claim.bind(held.getsockname())
        except OSError:
            held.close()
            claim.close()
            continue
        # From now on the simulated devices, which ask for reuse, may bind it beside us; who looks for a free port does not.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stack.callback(held.close)
        stack.callback(claim.close)
        return int(held.getsockname()[1])
    sys.exit(said("no_port"))


def _start(
    command: Sequence[str], environment: Mapping[str, str], log: Path, stack: ExitStack
) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that Ctrl-C reaches it through us and in our order."""
    file = stack.enter_context(log.open("ab"))
    process = subprocess.Popen(
        command, env=dict(environment), cwd=ROOT, stdout=file, stderr=file, start_new_session=True
    )
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(run_file: Path, hub: subprocess.Popen[bytes], log: Path) -> dict[str, str]:
    deadline = time.monotonic() + READY_WITHIN_S
    while not run_file.exists():
        _still_going(hub, log, deadline)
    text: dict[str, str] = json.loads(run_file.read_text(encoding="utf-8"))
    return text


def _wait_for_page(url: str, hub: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own loopback address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            _still_going(hub, log, deadline)


def _still_going(process: subprocess.Popen[bytes], log: Path, deadline: float) -> None:
    if process.poll() is not None:
        sys.stderr.write("".join(log.read_text(encoding="utf-8").splitlines(keepends=True)[-10:]))
        sys.exit(said("not_started", what=said(log.stem), log=log))
    if time.monotonic() > deadline:
        sys.exit(said("no_answer", what=said(log.stem), log=log, seconds=f"{READY_WITHIN_S:.0f}"))
    time.sleep(0.05)


def _say(web: str, wished: int, panel: int, seconds: float) -> None:
    print("\n" + said("ready", seconds=f"{seconds:.1f}"))
    if f":{wished}" not in web:
        print(f"  {said('moved', port=wished)}")
    hub, devices = f"{said('hub')}:", f"{said('devices')}:"
    width = max(len(hub), len(devices))
    print(f"  {hub:<{width}} {web}")
    print(f"  {devices:<{width}} http://127.0.0.1:{panel}   ({said('at_panel')})")
    print("\n" + said("made_up"))


def _watch(processes: Mapping[str, subprocess.Popen[bytes]], data: Path) -> int:
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                print("\n" + said("ended", what=said(name), folder=data), file=sys.stderr)
                return 1
        time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
