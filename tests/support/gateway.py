"""A port server between the hub and a scale, which can forget its connections without a word: nobody hangs up, nothing more comes."""

import socket
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import Self


class Gateway:
    """`forget_connections` lets those that are open go silent for ever, in both directions; new ones work."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self._behind = (host, int(port))
        self._server = socket.create_server(("127.0.0.1", 0))
        self._alive = Event()
        self._near: list[socket.socket] = []
        self._far: list[socket.socket] = []
        self._threads = [Thread(target=self._serve, daemon=True)]

    @property
    def url(self) -> str:
        return f"socket://127.0.0.1:{self._server.getsockname()[1]}"

    def forget_connections(self) -> None:
        self._alive.set()
        self._alive = Event()
        # Towards the scale the line is free again, as after a restart of the gateway; towards the hub nobody hangs up.
        _hang_up(self._far)

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        _hang_up(self._near)
        _hang_up(self._far)
        for thread in self._threads:
            thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            far = socket.create_connection(self._behind)
            self._near.append(near)
            self._far.append(far)
            for source, sink in ((near, far), (far, near)):
                thread = Thread(target=self._carry, args=(source, sink, self._alive), daemon=True)
                self._threads.append(thread)
                thread.start()

    @staticmethod
    def _carry(source: socket.socket, sink: socket.socket, forgotten: Event) -> None:
        with suppress(OSError):
            while piece := source.recv(4096):
                if not forgotten.is_set():
                    sink.sendall(piece)


def _hang_up(connections: list[socket.socket]) -> None:
    for one in connections:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
    connections.clear()
