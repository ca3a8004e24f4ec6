"""A device on a loopback port that answers each thing it is asked from a table, and nothing else."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Self


class AnsweringDevice:
    """`answers` maps a question to its answer; what is not in the table is met with silence."""

    def __init__(self, answers: Mapping[bytes, bytes]) -> None:
        self._answers = answers
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"socket://127.0.0.1:{self._server.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            # Who asked may hang up before the answer is out.
            with line, suppress(ConnectionError):
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        asked = b""
        while piece := line.recv(1024):
            asked += piece
            for question, answer in self._answers.items():
                if asked.endswith(question):
                    line.sendall(answer)
                    asked = b""
