"""The house's own MQTT broker: a Mosquitto of this machine as a child process, else amqtt in a thread.

Not for: a broker that somebody else runs (`broker.url` in hub.toml). Both kinds listen on loopback only, so whoever can
reach them is on this machine already. Mosquitto keeps its queue over a crash; amqtt keeps nothing over a restart, which is
why sensors number their messages and the hub looks for holes.
"""

import contextlib
import getpass
import logging
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

from hub.kernel.clock import Clock
from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.unfit import Said
from hub.settings import OwnBroker, Settings

LOOPBACK = "127.0.0.1"
START_WITHIN_S = 10.0
STOP_WITHIN_S = 1.5
RESTART_AFTER_S = 1.0
_TRIES = 5

log = logging.getLogger(__name__)


class Broker(Protocol):
    """A broker somebody can connect to at `url` until `stop()`."""

    kind: str
    url: str

    def stop(self) -> None: ...


class ForeignBroker:
    """The broker of hub.toml: it runs without us, before us and after us."""

    kind = "given"

    def __init__(self, url: str) -> None:
        self.url = url

    def stop(self) -> None:
        """Leave it running: it is not ours."""


def start_broker(settings: Settings, clock: Clock) -> Broker:
    """The broker this house will use, reachable when this returns. Raises Misconfigured when none can be started."""
    if settings.broker.url is not None:
        return ForeignBroker(settings.broker.url)
    program = find_mosquitto()
    if settings.broker.own is OwnBroker.MOSQUITTO and program is None:
        says = Said("no_mosquitto", {})
        raise Misconfigured((Fault("hub.toml", "broker.own", None, says),))
    if settings.broker.own is OwnBroker.AMQTT or program is None:
        from hub.worker.embedded_broker import EmbeddedBroker  # noqa: PLC0415 - a second of imports, seldom needed

        return EmbeddedBroker(clock)
    return Mosquitto(program, settings.data_dir / "broker", clock)


def find_mosquitto() -> Path | None:
    found = shutil.which("mosquitto") or shutil.which(
        "mosquitto", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"
    )
    return Path(found) if found else None


class Mosquitto:
    """A child process on a free loopback port, started again when it dies and ended by its own id."""

    kind = "mosquitto"

    def __init__(self, program: Path, folder: Path, clock: Clock) -> None:
        self._program = program
        self._folder = folder
        self._clock = clock
        self._stopping = Event()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._end_orphan()
        self._port, self._child = self._begin()
        self.url = f"mqtt://{LOOPBACK}:{self._port}"
        self._watch = Thread(target=self._keep_alive, name="mosquitto", daemon=True)
        self._watch.start()

    @property
    def pid(self) -> int:
        return self._child.pid

    def stop(self) -> None:
        self._stopping.set()
        _end(self._child)
        self._watch.join(STOP_WITHIN_S)
        (self._folder / "pid").unlink(missing_ok=True)

    def _begin(self) -> tuple[int, subprocess.Popen[bytes]]:
        """On the port of the last run if it is free, so that sensors find their way back after a restart."""
        for port in (self._last_port(), *(None for _ in range(_TRIES))):
            chosen = port or free_port()
            child = self._launch(chosen)
            if self._listens(child, chosen):
                (self._folder / "port").write_text(str(chosen), encoding="ascii")
                return chosen, child
            _end(child)
        says = Said("mosquitto_silent", {"log": self._folder / "mosquitto.log"})
        raise Misconfigured((Fault("hub.toml", "broker.own", None, says),))

    def _launch(self, port: int) -> subprocess.Popen[bytes]:
        config = self._folder / "mosquitto.conf"
        config.write_text(mosquitto_config(self._folder, port), encoding="utf-8")
        child = subprocess.Popen(  # noqa: S603 - the program is found on the machine, the argument is ours
            [self._program, "-c", config],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Its own session: Ctrl-C must reach the hub alone, which stops its broker last.
            start_new_session=True,
        )
        (self._folder / "pid").write_text(str(child.pid), encoding="ascii")
        return child

    def _listens(self, child: subprocess.Popen[bytes], port: int) -> bool:
        deadline = self._clock.monotonic() + START_WITHIN_S
        while self._clock.monotonic() < deadline and child.poll() is None:
            if is_listening(port):
                # Somebody else may sit on the port while our child is on its way out.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(0.05)
                return child.poll() is None
            self._stopping.wait(0.02)
        return False

    def _keep_alive(self) -> None:
        while not self._stopping.is_set():
            code = self._child.wait()
            if self._stopping.is_set():
                return
            log.error("mosquitto ended by itself with code %s and is started again", code)
            self._stopping.wait(RESTART_AFTER_S)
            if not self._stopping.is_set():
                self._child = self._launch(self._port)

    def _last_port(self) -> int | None:
        with contextlib.suppress(OSError, ValueError):
            port = int((self._folder / "port").read_text(encoding="ascii"))
            return None if is_listening(port) else port
        return None

    def _end_orphan(self) -> None:
        """A hub that was killed leaves its broker behind; two brokers must not write one persistence file."""
        with contextlib.suppress(OSError, ValueError):
            pid = int((self._folder / "pid").read_text(encoding="ascii"))
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if os.fsencode(self._folder / "mosquitto.conf") in words:
                log.warning("ending the broker of an earlier run, process %s", pid)
                os.kill(pid, signal.SIGTERM)
                self._wait_until(lambda: not Path(f"/proc/{pid}").exists())

    def _wait_until(self, settled: Callable[[], bool]) -> None:
        deadline = self._clock.monotonic() + STOP_WITHIN_S
        while not settled() and self._clock.monotonic() < deadline:
            self._stopping.wait(0.02)


def mosquitto_config(folder: Path, port: int) -> str:
    """Queues are saved at every change: with the default of half an hour, a crash lost all acknowledged messages.

    A queue holds a week of thirty sensors once a minute (302,400); the default of 1,000 drops the newest without a word.
    A thousand messages may wait for their acknowledgement: with the default of 20 the hub could store no more than 20 at once.
    """
    lines = [
        f"listener {port} {LOOPBACK}",
        "allow_anonymous true",
        "persistence true",
        f"persistence_location {folder}/",
        "autosave_on_changes true",
        "autosave_interval 1",
        "max_inflight_messages 1000",
        "max_queued_messages 302400",
        "max_queued_bytes 268435456",
        "message_size_limit 1048576",
        f"log_dest file {folder}/mosquitto.log",
        "log_type error",
        "log_type warning",
        "log_type notice",
    ]
    if os.geteuid() == 0:
        # Started by root, Mosquitto would become another user who may not write here.
        lines.append(f"user {getpass.getuser()}")
    return "\n".join(lines) + "\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((LOOPBACK, port)) == 0


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
