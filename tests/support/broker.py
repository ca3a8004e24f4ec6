"""A real Mosquitto on a free loopback port, for as long as a test needs it."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.wait import until

HOST = "127.0.0.1"


class Broker:
    """One Mosquitto process. Stopping and starting it again keeps the port, as a restarted machine would."""

    def __init__(
        self, folder: Path, *, persistence: bool = False, anonymous: bool = True, lines: Sequence[str] = ()
    ) -> None:
        self.port = _free_port()
        self._config = folder / "mosquitto.conf"
        self._log = folder / "mosquitto.log"
        config = [
            f"listener {self.port} {HOST}",
            f"allow_anonymous {str(anonymous).lower()}",
            f"user {pwd.getpwuid(os.getuid()).pw_name}",
            f"persistence {str(persistence).lower()}",
            *([f"persistence_location {folder}/", "autosave_interval 1"] if persistence else []),
            *lines,
        ]
        self._config.write_text("\n".join(config) + "\n", encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"mqtt://{HOST}:{self.port}"

    def start(self) -> None:
        program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        assert program is not None, "Mosquitto is not installed (package: mosquitto)"
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([program, "-c", str(self._config)], stdout=log, stderr=log)
        until(self._answers, what=f"Mosquitto on port {self.port}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def kill(self) -> None:
        """The power is gone: what it had not written down is lost."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)
        self._process = None

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text(encoding="utf-8")
        with socket.socket() as knock:
            return knock.connect_ex((HOST, self.port)) == 0


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def running_broker(
    folder: Path, *, persistence: bool = False, anonymous: bool = True, lines: Sequence[str] = ()
) -> Iterator[Broker]:
    """A started broker that is stopped at the end, whatever happened."""
    broker = Broker(folder, persistence=persistence, anonymous=anonymous, lines=lines)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()
