"""The web server: cheroot around the Flask application, on the next free port when the wanted one is taken."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Iterable, Iterator
from threading import Event, Thread
from typing import TYPE_CHECKING

from cheroot import wsgi

from hub.kernel.errors import HubError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from hub.settings import WebSettings

PORTS_TO_TRY = 50
STOP_WITHIN_S = 1.5

log = logging.getLogger(__name__)


class NoPortFree(HubError):
    code = "no_port_free"


class WebServer:
    """Listens before `start` returns. `moved_from` is the wanted port when another was taken."""

    def __init__(self, application: WSGIApplication, web: WebSettings) -> None:
        self.moved_from: int | None = None
        self._gate = Gate(application)
        self._server: _Server | None = None
        self._web = web
        self._thread: Thread | None = None

    @property
    def port(self) -> int:
        if self._server is None or not isinstance(self._server.bind_addr, tuple):
            msg = "the server has not been started"
            raise RuntimeError(msg)
        return int(self._server.bind_addr[1])

    @property
    def url(self) -> str:
        host = self._web.host if self._web.host not in {"0.0.0.0", "::", ""} else socket.gethostname()
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def start(self) -> None:
        self._server = self._bound()
        if self._web.port and self.port != self._web.port:
            self.moved_from = self._web.port
        self._thread = Thread(target=self._server.serve, name="web", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Open streams end with their next beat; a request under way gets its answer."""
        self._gate.closing.set()
        if self._server is not None:
            self._server.stop()
        if self._thread is not None:
            self._thread.join(STOP_WITHIN_S)

    def _bound(self) -> _Server:
        wanted = self._web.port
        ports = range(wanted, min(wanted + PORTS_TO_TRY, 65_536)) if wanted else (0,)
        for port in ports:
            server = _Server(
                (self._web.host, port),
                self._gate,
                numthreads=self._web.threads,
                request_queue_size=128,
                # A browser that stops reading or sending is let go after this.
                timeout=20,
                shutdown_timeout=1,
                server_name="samlast",
            )
            try:
                server.prepare()
            except OSError as err:
                server.stop()
                if not _is_taken(err):
                    says = f"cannot listen on {self._web.host}, port {port}: {err}"
                    raise NoPortFree(says=says) from err
                continue
            return server
        says = f"ports {wanted} to {wanted + PORTS_TO_TRY - 1} of {self._web.host} are all taken; write another web.port"
        raise NoPortFree(says=says)


class _Server(wsgi.Server):
    """Cheroot, with its words in our log. A browser that went away is nothing to write home about."""

    @staticmethod
    def bind_socket(socket_: socket.socket, bind_addr: tuple[str, int]) -> socket.socket:
        """As cheroot's own, which forgets the socket when the address is taken; here it is closed."""
        try:
            socket_.bind(bind_addr)
        except OSError:
            socket_.close()
            raise
        return socket_

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:  # noqa: FBT002
        if level >= logging.WARNING or traceback:
            log.log(level, "%s", msg, exc_info=traceback)


class Gate:
    """Around the application: an answer without end stops when the server does."""

    def __init__(self, application: WSGIApplication) -> None:
        self.closing = Event()
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return _Body(self._application(environ, start_response), self.closing)


class _Body:
    def __init__(self, parts: Iterable[bytes], closing: Event) -> None:
        self._parts = parts
        self._closing = closing

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            yield part
            if self._closing.is_set():
                return

    def close(self) -> None:
        close = getattr(self._parts, "close", None)
        if close is not None:
            close()


def _is_taken(err: OSError) -> bool:
    """Cheroot raises a new OSError that only carries the words of the first."""
    codes = {errno.EADDRINUSE}
    cause = err.__cause__ or err.__context__
    return err.errno in codes or (isinstance(cause, OSError) and cause.errno in codes) or "in use" in str(err)
