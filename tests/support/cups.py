"""A real CUPS scheduler in a folder of its own, with queues whose backend passes bytes on to a simulated printer.

The backend is a program of ours that CUPS starts for each job, as it starts its own: it says on its standard error what keeps the
printer ("STATE: +media-empty-error"), waits while a file named "out" lies in its folder, and then hands the bytes over.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.wait import until

CUPSD = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "cupsd"
PROGRAMS = Path("/usr/lib/cups")
NEEDED = "install cups-daemon (scripts/test_needs.sh does)"
BACKEND = """#!{python}
import os, socket, sys, time
from pathlib import Path

if len(sys.argv) == 1:
    sys.exit(0)
folder = Path({folder!r})
host, _, port = os.environ["DEVICE_URI"].removeprefix("bench://").partition(":")
raw = Path(sys.argv[6]).read_bytes() if len(sys.argv) > 6 else sys.stdin.buffer.read()
# As CUPS's own backends do: what the job before said is of that job.
print("STATE: -media-empty-error", file=sys.stderr, flush=True)
if (folder / "out").exists():
    print("STATE: +media-empty-error", file=sys.stderr, flush=True)
    while (folder / "out").exists():
        time.sleep(0.02)
    print("STATE: -media-empty-error", file=sys.stderr, flush=True)
while (folder / "slow").exists():
    time.sleep(0.02)
if (folder / "broken").exists():
    sys.exit(5)  # CUPS_BACKEND_CANCEL: this job cannot be printed
with socket.create_connection((host, int(port))) as line:
    line.sendall(raw)
    line.shutdown(socket.SHUT_WR)
    while line.recv(4096):
        pass
"""
SCHEDULER = """
Listen 127.0.0.1:{port}
Browsing No
DefaultAuthType None
WebInterface No
LogLevel info
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {root}
RequestRoot {root}/spool
TempDir {root}/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/access
ErrorLog {root}/error
PageLog {root}/page
ServerBin {root}/bin
Printcap
Sandboxing Relaxed
{user}
"""
QUEUE = """
<Printer {name}>
UUID urn:uuid:6a8d0a4e-1c1e-4b50-8d0c-{number:012d}
Info {name}
DeviceURI {device}
State {state}
Accepting Yes
ErrorPolicy retry-current-job
OpPolicy default
</Printer>
"""


class Cups:
    """The running scheduler: the address of a queue by its name, and the files that its backend looks for."""

    def __init__(self, root: Path, port: int) -> None:
        self.root, self.port = root, port

    def url(self, queue: str) -> str:
        return f"ipp://127.0.0.1:{self.port}/printers/{queue}"

    def no_paper(self, *, out: bool) -> None:
        self._file("out", there=out)

    def broken(self, *, on: bool) -> None:
        self._file("broken", there=on)

    def slow(self, *, on: bool) -> None:
        """The printer takes nothing and gives no reason."""
        self._file("slow", there=on)

    def _file(self, name: str, *, there: bool) -> None:
        path = self.root / name
        if there:
            path.touch()
        else:
            path.unlink(missing_ok=True)


@contextmanager
def running_cups(root: Path, devices: Mapping[str, str]) -> Iterator[Cups]:
    """Queues by name, each with the "host:port" that its bytes go to; a name that begins with "stopped" stands still."""
    port = _free_port()
    for folder in ("spool", "tmp", "cache", "state", "bin/backend", "bin/filter"):
        (root / folder).mkdir(parents=True)
    (root / "bin" / "daemon").symlink_to(PROGRAMS / "daemon")
    backend = root / "bin" / "backend" / "bench"
    backend.write_text(BACKEND.format(python=sys.executable, folder=str(root)), encoding="utf-8")
    # CUPS starts a backend that only its owner may run as that owner, and no other account need reach this folder.
    backend.chmod(0o700)
    user = "User lp\nGroup lp\nSystemGroup root" if os.geteuid() == 0 else f"User {getpass.getuser()}"
    (root / "cupsd.conf").write_text(SCHEDULER.format(port=port), encoding="utf-8")
    (root / "files.conf").write_text(FILES.format(root=root, user=user), encoding="utf-8")
    queues = [
        QUEUE.format(
            name=name,
            number=number,
            device=f"bench://{device}",
            state="Stopped" if name.startswith("stopped") else "Idle",
        )
        for number, (name, device) in enumerate(devices.items())
    ]
    (root / "printers.conf").write_text("".join(queues), encoding="utf-8")
    process = subprocess.Popen(
        [CUPSD, "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "files.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: _answers(port), what=f"CUPS; {NEEDED}")
        yield Cups(root, port)
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
