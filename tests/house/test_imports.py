"""Nothing happens on import: each module is loaded in a fresh interpreter that watches."""

from __future__ import annotations

import subprocess
import sys

from tests.support.source import ROOT, modules, name_of

WATCH = """
import builtins, importlib, sys, threading
watching = False
seen = []
def hook(event, args):
    if not watching:
        return
    if event == "open":
        path, mode = str(args[0]), args[1]
        if isinstance(mode, str) and mode.strip("rbtU") or (not isinstance(mode, str) and args[2] & 3):
            seen.append(f"writes {path}")
        elif "__editable__" not in path and not path.endswith((".py", ".pyc", ".so", ".pth")) and "site-packages" not in path and not path.startswith(sys.base_prefix):
            seen.append(f"reads {path}")
    elif event in {"socket.connect", "socket.bind", "subprocess.Popen", "os.mkdir", "os.remove"}:
        seen.append(event)
sys.dont_write_bytecode = True
sys.addaudithook(hook)
for name in sys.argv[1:]:
    before = set(threading.enumerate())
    watching = True
    importlib.import_module(name)
    watching = False
    if set(threading.enumerate()) - before:
        seen.append("starts a thread")
    if seen:
        print(name, seen)
        seen.clear()
"""


def test_importing_opens_no_file_socket_or_thread() -> None:
    # Alembic runs env.py as a script, with a connection in hand; it is no module to import.
    names = [
        name_of(path)
        for path in modules("hub", "firmware_sim")
        if "versions" not in path.parts and path.name not in {"env.py", "__main__.py"}
    ]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == ""
