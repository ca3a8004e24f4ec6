"""Processes of the hub command that begin with everything imported: a forerunner imports it once and forks for each command.

Each command is a process of its own, with its own environment, descriptors and end, as `python -m hub` is; only the seconds that
Python takes to import the hub are paid once. What the commands import, and when, is held by a test of its own.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parents[2]
NOTHING = Path(os.devnull)
ENDS_WITHIN_S = 120.0
FORERUNNER = """
import atexit, json, os, runpy, signal, sys, traceback
import hub.cli.commands, hub.cli.demo, hub.cli.doctor, hub.cli.verify, hub.migrations.steps, hub.migrations.every_record, hub.wiring
import hub.cli.run, hub.worker.runner, hub.web

ended, wanted = {}, {}

def tell():
    for child in ended.keys() & wanted.keys():
        path = wanted.pop(child)
        with open(path + ".part", "w") as told:
            told.write(str(ended.pop(child)))
        os.replace(path + ".part", path)

def reap(*_):
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if not child:
            break
        ended[child] = os.waitstatus_to_exitcode(status)
    tell()

def run(asked):
    if asked["apart"]:
        os.setsid()
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, name in enumerate(("typed", "out", "err")):
        opened = os.open(asked[name], os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, encoding="utf-8", closefd=False) for number, mode in ((0, "r"), (1, "w"), (2, "w")))
    sys.argv = ["hub", *asked["words"]]
    try:
        runpy.run_module("hub", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0

signal.signal(signal.SIGCHLD, reap)
asking, telling = (os.fdopen(os.dup(number), mode, encoding="utf-8") for number, mode in ((0, "r"), (1, "w")))
for line in asking:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number in (asking.fileno(), telling.fileno()):
            os.close(number)
        code = run(asked)
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    wanted[child] = asked["ended"]
    tell()
    telling.write(f"{child}\\n")
    telling.flush()
"""


@dataclass
class Forked:
    """One command that was begun; it is spoken to like a `Popen`."""

    pid: int
    _told: Path
    returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended, or None while it goes on."""
        if self.returncode is None and self._told.exists():
            self.returncode = int(self._told.read_text(encoding="ascii"))
        return self.returncode

    def wait(self, within_s: float = ENDS_WITHIN_S) -> int:
        """Wait for its end. Raises `subprocess.TimeoutExpired`."""
        last = monotonic() + within_s
        while (code := self.poll()) is None:
            if monotonic() > last:
                raise subprocess.TimeoutExpired(f"process {self.pid}", within_s)
            # Not a child of this process: the forerunner hears of the end and writes it down.
            select.select([], [], [], 0.005)
        return code

    def send_signal(self, by: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, by)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Forerunner:
    """One for each process of tests; it ends when that process closes the pipe, at its own end."""

    def __init__(self) -> None:
        # Kept for as long as the process lives: commands write their ends here.
        self._folder = tempfile.TemporaryDirectory(prefix="samlast-said-")
        self._begun = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", FORERUNNER],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def start(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        *,
        typed: Path = NOTHING,
        out: Path,
        err: Path,
        apart: bool = False,
    ) -> Forked:
        """Begin one command; what it says goes behind what the files hold. `apart`: in a session of its own."""
        self._begun += 1
        ended = Path(self._folder.name) / f"ended-{self._begun}"
        asked = {
            "words": list(words),
            "environment": dict(environment),
            "typed": str(typed),
            "out": str(out),
            "err": str(err),
            "apart": apart,
            "ended": str(ended),
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        return Forked(int(self._line()), ended)

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], typed: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end. Raises `subprocess.TimeoutExpired` when it does not come in time."""
        with tempfile.TemporaryDirectory(prefix="samlast-said-") as folder:
            wrote, out, err = (Path(folder) / name for name in ("typed", "out", "err"))
            wrote.write_text(typed or "", encoding="utf-8")
            code = self.start(words, environment, typed=wrote, out=out, err=err).wait()
            said, complained = (path.read_bytes().decode() for path in (out, err))
            return subprocess.CompletedProcess(["hub", *words], code, said, complained)

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        read = b""
        while not read.endswith(b"\n"):
            if not select.select([self._process.stdout], [], [], ENDS_WITHIN_S)[0]:
                self._process.kill()
                raise TimeoutError(read)
            piece = self._process.stdout.read(1)
            if not piece:
                raise EOFError(read)
            read += piece
        return read


@cache
def forerunner() -> Forerunner:
    return Forerunner()
