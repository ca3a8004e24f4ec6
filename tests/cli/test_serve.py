"""The web server: streams end with it, slow lines do not hold it, and the next port is taken when one is not free."""

import socket
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pytest

from hub.cli.serve import NoPortFree, WebServer
from hub.settings import WebSettings
from tests.support.wait import until

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Streaming:
    """Beats for ever, as a page with live values does, and knows whether the server closed it."""

    def __init__(self) -> None:
        self.open = 0
        self.closed = 0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        if environ["PATH_INFO"] == "/page":
            return [b"page"]
        return _Beats(self)


class _Beats:
    def __init__(self, owner: Streaming) -> None:
        self._owner = owner
        self._pause = threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        self._owner.open += 1
        while True:
            yield b"data: {}\n\n"
            self._pause.wait(0.5)

    def close(self) -> None:
        self._owner.closed += 1


def web(port: int = 0, threads: int = 12) -> WebSettings:
    return WebSettings(host="127.0.0.1", port=port, https=False, threads=threads)


def test_every_open_stream_is_closed_when_the_server_stops() -> None:
    application = Streaming()
    server = WebServer(application, web())
    server.start()
    lines = []
    for _ in range(10):
        line = socket.create_connection(("127.0.0.1", server.port))
        line.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        lines.append(line)
    until(lambda: application.open == 10)
    with urllib.request.urlopen(f"{server.url}page", timeout=5) as answer:
        assert answer.read() == b"page"
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 2.5
    assert application.closed == 10
    for line in lines:
        line.close()


def test_a_stream_whose_browser_went_away_gives_its_thread_back() -> None:
    application = Streaming()
    server = WebServer(application, web())
    server.start()
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        until(lambda: application.open == 1)
    until(lambda: application.closed == 1)
    server.stop()


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        server = WebServer(Streaming(), web(taken))
        server.start()
        assert server.port > taken
        assert server.moved_from == taken
        server.stop()


def test_an_address_that_is_not_of_this_machine_is_refused_in_words() -> None:
    # 192.0.2.0/24 is kept for documentation (RFC 5737): no machine has it.
    server = WebServer(Streaming(), WebSettings(host="192.0.2.1", port=0, https=False, threads=8))
    with pytest.raises(NoPortFree) as told:
        server.start()
    assert "cannot listen on 192.0.2.1" in str(told.value.facts["says"])
