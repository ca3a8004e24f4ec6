"""Real links for simulated devices: a pseudo-terminal, a TCP port, and the thread that lets time pass.

Knows bytes and connections only. A device hands over a function that opens a `Session`; what the bytes mean is decided
there.
"""

import contextlib
import logging
import os
import select
import socket
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from firmware_sim.line import LineSettings, heard, of_terminal, understood

LOOPBACK = "127.0.0.1"
WAIT_S = 0.02
RETRY_S = 0.5
CHUNK = 4096
log = logging.getLogger(__name__)


class Session(Protocol):
    """One conversation over one connection."""

    @property
    def deaf(self) -> bool:
        """True while the device leaves what is sent to it unread."""

    @property
    def dropped(self) -> bool:
        """True once the device has hung up."""

    def receive(self, chunk: bytes) -> bytes:
        """Take what came and say what goes back at once."""

    def poll(self) -> bytes:
        """What the device says of its own accord by now."""

    def close(self) -> None:
        """The other end is gone."""


class Server:
    """A thread that keeps one link open until `stop`, and can pull its cable out and put it back."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stopping = threading.Event()
        self._plugged = threading.Event()
        self._plugged.set()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._open()
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._plugged.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._close()

    def unplug(self) -> None:
        self._plugged.clear()

    def plug(self) -> None:
        self._plugged.set()

    @property
    def address(self) -> str:
        raise NotImplementedError

    @property
    def _is_open(self) -> bool:
        raise NotImplementedError

    def _open(self) -> None:
        raise NotImplementedError

    def _close(self) -> None:
        raise NotImplementedError

    def _serve(self) -> None:
        raise NotImplementedError

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if not self._plugged.is_set():
                    self._close()
                    self._plugged.wait()
                elif not self._is_open:
                    self._open()
                else:
                    self._serve()
            except Exception:
                # The edge of a device thread: one bad conversation must not end the device.
                log.exception("%s: the conversation broke off", self._name)
                self._stopping.wait(RETRY_S)


class PtyServer(Server):
    """A serial device on a pseudo-terminal, reachable under a steady path (a symlink to the slave)."""

    def __init__(
        self, path: Path, open_session: Callable[[], Session], *, line: LineSettings | None = None
    ) -> None:
        """With `line`, a reader that chose another speed hears what it would on a cable."""
        super().__init__(f"pty {path.name}")
        self._line = line
        self.path = path.absolute()
        self._session = open_session()
        self._master = self._slave = -1

    @property
    def address(self) -> str:
        return str(self.path)

    @property
    def _is_open(self) -> bool:
        return self._master >= 0

    def _open(self) -> None:
        self._master, self._slave = os.openpty()
        # The slave stays open here, so that a reader that closes and comes back does not end the master.
        tty.setraw(self._master)
        tty.setraw(self._slave)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.is_symlink():
                self.path.unlink()
            self.path.symlink_to(os.ttyname(self._slave))
        except OSError:
            self._close()
            raise

    def _close(self) -> None:
        if self._master < 0:
            return
        if self.path.is_symlink() and os.readlink(self.path) == os.ttyname(self._slave):  # noqa: PTH115 - text wanted
            self.path.unlink()
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1
        self._session.close()

    def _serve(self) -> None:
        while self._plugged.is_set() and not self._stopping.is_set():
            watched = [] if self._session.deaf else [self._master]
            readable, _, _ = select.select(watched, [], [], WAIT_S)
            answer = b""
            if readable:
                asked = os.read(self._master, CHUNK)
                answer = self._session.receive(self._through(asked, understood))
            self._write(self._through(answer + self._session.poll(), heard))

    def _through(self, sent: bytes, made_of: Callable[[bytes, LineSettings, LineSettings], bytes]) -> bytes:
        if self._line is None or not sent:
            return sent
        return made_of(sent, self._line, of_terminal(self._slave, self._line))

    def _write(self, answer: bytes) -> None:
        """Bytes nobody reads are lost once the line is full, as on a cable."""
        while answer and not self._stopping.is_set():
            _, writable, _ = select.select([], [self._master], [], 0)
            if not writable:
                return
            answer = answer[os.write(self._master, answer[:256]) :]


class TcpServer(Server):
    """A device with a network plug. One connection at a time; the next one waits in the queue, as on real devices."""

    def __init__(self, port: int, open_session: Callable[[], Session], *, name: str = "device") -> None:
        super().__init__(f"tcp {name}")
        self.port = port
        self._open_session = open_session
        self._listener: socket.socket | None = None

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.port}"

    @property
    def _is_open(self) -> bool:
        return self._listener is not None

    def _open(self) -> None:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((LOOPBACK, self.port))
            listener.listen(2)
        except OSError:
            listener.close()
            raise
        listener.settimeout(WAIT_S * 5)
        # The port that was free at first is kept for good, also after the cable was out.
        self.port = listener.getsockname()[1]
        self._listener = listener

    def _close(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _serve(self) -> None:
        if self._listener is None:
            return
        try:
            connection, _ = self._listener.accept()
        except TimeoutError:
            return
        with connection:
            session = self._open_session()
            try:
                self._talk(connection, session)
            except OSError as broken:
                log.debug("%s: %s", self._name, broken)
            finally:
                session.close()

    def _talk(self, connection: socket.socket, session: Session) -> None:
        connection.setblocking(False)  # noqa: FBT003 - the socket's own signature
        while self._plugged.is_set() and not self._stopping.is_set() and not session.dropped:
            watched = [] if session.deaf else [connection]
            readable, _, _ = select.select(watched, [], [], WAIT_S)
            answer = b""
            if readable:
                chunk = connection.recv(CHUNK)
                if not chunk:
                    return
                answer = session.receive(chunk)
            answer += session.poll()
            while answer:
                with contextlib.suppress(BlockingIOError):
                    answer = answer[connection.send(answer) :]
                if answer and not select.select([], [connection], [], 1.0)[1]:
                    return


class Ticker:
    """Lets simulated time pass at `speed` times real time. The physics itself never looks at a clock."""

    def __init__(self, tick: Callable[[float], None], *, every_s: float = 0.05, speed: float = 1.0) -> None:
        self._tick = tick
        self._every_s = every_s
        self._speed = speed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ticker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        before = time.monotonic()
        while not self._stopping.wait(self._every_s):
            now = time.monotonic()
            try:
                self._tick((now - before) * self._speed)
            except Exception:
                # The edge of a device thread: the next tick may well succeed.
                log.exception("a tick failed")
            before = now
