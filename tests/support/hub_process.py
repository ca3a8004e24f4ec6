"""The hub command as a process of its own, as staff start it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.wait import until
from tests.support.warm_process import Forked, forerunner

ROOT = Path(__file__).parents[2]


def _environment(environment: Mapping[str, str] | None) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAMLAST_")}
    # The terminal of the tests is English, whoever runs them.
    return {**inherited, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1", **(environment or {})}


def hub_command(
    *words: str | Path,
    environment: Mapping[str, str] | None = None,
    typed: str | None = None,
    terminal: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end. `typed` comes on its standard input, or that is the descriptor of a terminal."""
    if terminal is None:
        return forerunner().run(tuple(map(str, words)), _environment(environment), typed)
    return subprocess.run(
        [sys.executable, "-m", "hub", *words],
        cwd=ROOT,
        env=_environment(environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=terminal,
    )


@dataclass
class HubProcess:
    """A hub that runs until the block ends; it is ended by its own id."""

    config: Path
    data: Path
    role: str = "run"
    environment: Mapping[str, str] | None = None
    ends_broker: bool = True
    # By the command that set-up puts into .venv/bin, with all that it imports; else forked, which is the same hub a second sooner.
    installed: bool = False

    def __enter__(self) -> Self:
        self.data.mkdir(parents=True, exist_ok=True)
        self.output = self.data.parent / f"{self.role}.log"
        words = ("--config", str(self.config), "--data", str(self.data), self.role)
        environment = _environment({"SAMLAST_WEB_PORT": "0", **(self.environment or {})})
        self.process = (
            self._by_command(words, environment)
            if self.installed
            else forerunner().start(words, environment, out=self.output, err=self.output)
        )
        return self

    def _by_command(
        self, words: Sequence[str], environment: Mapping[str, str]
    ) -> "subprocess.Popen[bytes] | Forked":
        program = Path(sys.executable).with_name("hub")
        with self.output.open("ab") as log:
            return subprocess.Popen([program, *words], cwd=ROOT, env=environment, stdout=log, stderr=log)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self._end_broker()

    def _end_broker(self) -> None:
        """A hub that was killed leaves its broker behind; it is ended by the id the hub wrote down, if it still is that one."""
        try:
            pid = int((self.data / "broker" / "pid").read_text(encoding="ascii"))
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return
        if self.ends_broker and os.fsencode(self.data / "broker" / "mosquitto.conf") in words:
            os.kill(pid, signal.SIGTERM)

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def opened(self) -> dict[str, Any]:
        """What the hub wrote about itself, once it is open."""

        def look() -> dict[str, Any] | None:
            assert self.process.poll() is None, self.said()
            path = self.data / f"{self.role}.json"
            if not path.exists():
                return None
            said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return said if said["pid"] == self.process.pid else None

        return until(look, within_s=30, what="an open hub")

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return self.process.wait(10)
