"""Processes of the hub command that begin with everything imported: a forerunner imports it once and forks for each command.

Each command is a process of its own, with its own environment, descriptors and end, as `python -m hub` is; only the second and a
half that Python takes to import the hub is paid once. What the commands import, and when, is held by a test of its own.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
FORERUNNER = """
import atexit, json, os, runpy, sys, traceback
import hub.cli.commands, hub.cli.demo, hub.cli.doctor, hub.cli.verify, hub.migrations.steps, hub.migrations.every_record, hub.wiring

def run(asked):
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, name in enumerate(("typed", "out", "err")):
        opened = os.open(asked[name], os.O_RDONLY if number == 0 else os.O_WRONLY)
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

asking, telling = (os.fdopen(os.dup(number), mode, encoding="utf-8") for number, mode in ((0, "r"), (1, "w")))
for line in asking:
    child = os.fork()
    if not child:
        code = run(json.loads(line))
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    telling.write(f"{child}\\n")
    telling.flush()
    _, status = os.waitpid(child, 0)
    telling.write(f"{os.waitstatus_to_exitcode(status)}\\n")
    telling.flush()
"""


class Forerunner:
    """One for each process of tests; it ends when that process closes the pipe, at its own end."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", FORERUNNER],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def run(
        self, words: tuple[str, ...], environment: Mapping[str, str], typed: str | None, within_s: float
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end. Raises TimeoutError when it does not come in time."""
        with tempfile.TemporaryDirectory(prefix="samlast-said-") as folder:
            said = {name: Path(folder) / name for name in ("typed", "out", "err")}
            for name, path in said.items():
                path.write_text((typed or "") if name == "typed" else "", encoding="utf-8")
            asked = {
                "words": words,
                "environment": dict(environment),
                **{name: str(path) for name, path in said.items()},
            }
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            self._line(within_s)
            code = int(self._line(within_s))
            out, err = (said[name].read_bytes().decode() for name in ("out", "err"))
            return subprocess.CompletedProcess(["hub", *words], code, out, err)

    def _line(self, within_s: float) -> bytes:
        assert self._process.stdout is not None
        read = b""
        while not read.endswith(b"\n"):
            if not select.select([self._process.stdout], [], [], within_s)[0]:
                self._process.kill()
                raise TimeoutError(read)
            piece = self._process.stdout.read(1)
            if not piece:
                raise EOFError(read)
            read += piece
        return read
