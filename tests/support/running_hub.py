"""A whole hub as staff meet it: real processes for the hub and its simulated devices, and a real Chromium in front.

The hub may be killed and started again in the middle of everything; the devices go on, as real ones would.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.support.postgres import free_port
from tests.support.source import ROOT
from tests.support.wait import until
from tests.support.warm_process import Forked, forerunner

READY_WITHIN_S = 40.0
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_CHROMIUM = "Chromium was not found: install Debian's package `chromium` (or run `make test` as root)"


@dataclass
class RunningHub:
    """One demo cooperative. `web` and `panel` are addresses; `papers` and `load` speak to the simulated devices."""

    data: Path
    database_url: str | None
    packing_port: int = field(default_factory=free_port)
    labels_port: int = field(default_factory=free_port)
    panel_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    _hub: Forked | None = None
    _devices: subprocess.Popen[bytes] | None = None

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def panel(self) -> str:
        return f"http://127.0.0.1:{self.panel_port}"

    @property
    def environment(self) -> dict[str, str]:
        devices = self.data / "devices"
        said = {
            "SAMLAST_DATA": str(self.data),
            "SAMLAST_WEB_PORT": str(self.web_port),
            "SAMLAST_PANEL_URL": self.panel,
            "SAMLAST_LINK_GOODS_IN": str(devices / "scale-goods-in"),
            "SAMLAST_LINK_PACKING": f"socket://127.0.0.1:{self.packing_port}",
            "SAMLAST_LINK_LABELS": f"socket://127.0.0.1:{self.labels_port}",
            "SAMLAST_LINK_NOTES": str(devices / "printer-notes"),
            "SAMLAST_LINK_HAND": str(devices / "scanner-hand"),
        }
        if self.database_url:
            said["SAMLAST_DATABASE_URL"] = self.database_url
        return {**os.environ, **said}

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One `hub` command in this hub's surroundings."""
        return forerunner().run(arguments, self.environment)

    def set_up(self, demo: Path | None) -> None:
        """Load the demonstration, or copy it from a folder where it lies."""
        if demo is not None:
            shutil.copytree(demo, self.data)
        else:
            loaded = self.command("demo", "--quiet")
            assert loaded.returncode == 0, loaded.stdout + loaded.stderr
        (self.data / "devices").mkdir(parents=True)

    def start(self) -> None:
        run_file = self.data / "run.json"
        run_file.unlink(missing_ok=True)
        log = self.data / "hub.log"
        self._hub = forerunner().start(("run",), self.environment, out=log, err=log, apart=True)
        until(self._answers, within_s=READY_WITHIN_S, what="the hub's first page")
        if self._devices is None:
            self._start_devices(json.loads(run_file.read_text(encoding="utf-8"))["broker"])

    def kill(self) -> None:
        """As kill -9 does it: no clean-up, no last word."""
        assert self._hub is not None
        self._hub.kill()
        self._hub.wait(10)
        self._hub = None

    def stop(self) -> None:
        for process in (self._hub, self._devices):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                if process.poll() is None:
                    process.kill()
                    process.wait(5)
        self._hub = self._devices = None

    def ask_devices(self, path: str) -> Any:
        with urllib.request.urlopen(self.panel + path, timeout=10) as answer:
            return json.load(answer)

    def tell_devices(self, path: str, body: Mapping[str, object]) -> None:
        request = urllib.request.Request(
            self.panel + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()

    def load(self, scale: str, grams: int) -> None:
        """Everything that lies on the platform from now on."""
        self.tell_devices(f"/scale/{scale}/load", {"grams": grams})

    def papers(self, printer: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.ask_devices(f"/printer/{printer}/papers")
        return listed

    def paper_picture(self, printer: str, number: int) -> bytes:
        with urllib.request.urlopen(
            f"{self.panel}/printer/{printer}/paper/{number}.png", timeout=10
        ) as answer:
            picture: bytes = answer.read()
            return picture

    def log(self) -> str:
        return (self.data / "hub.log").read_text(encoding="utf-8")

    def _answers(self) -> bool:
        assert self._hub is not None
        assert self._hub.poll() is None, self.log()[-3000:]
        with suppress(OSError), urllib.request.urlopen(self.web + "/log-in", timeout=2):
            return True
        return False

    def _start_devices(self, broker: str) -> None:
        with (self.data / "devices.log").open("ab") as log:
            self._devices = subprocess.Popen(
                [
                    sys.executable, "-m", "firmware_sim", "all", "--config", "config/simulators.toml",
                    "--broker", broker, "--run-dir", str(self.data / "devices"), "--http", str(self.panel_port),
                    "--ports", f"scale.packing={self.packing_port},printer.labels={self.labels_port}",
                ],
                cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until(self._devices_answer, within_s=READY_WITHIN_S, what="the simulated devices")

    def _devices_answer(self) -> bool:
        with suppress(OSError):
            return bool(self.ask_devices("/state"))
        return False


@contextmanager
def running_hub(data: Path, database_url: str | None, demo: Path | None = None) -> Iterator[RunningHub]:
    hub = RunningHub(data, database_url)
    try:
        hub.set_up(demo)
        hub.start()
        yield hub
    finally:
        hub.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise RuntimeError(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()
