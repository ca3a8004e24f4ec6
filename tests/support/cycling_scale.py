"""A scale that somebody keeps loading: a few stable answers with a load, then a few of an empty pan, and so on."""

import socket

from tests.support.answering_device import AnsweringDevice

ANSWERS_PER_TURN = 25


class CyclingScale(AnsweringDevice):
    """Each load is 20 g heavier than the one before, so that every weighing can be told from every other."""

    def __init__(self) -> None:
        super().__init__({})
        self._asked = 0

    def _answer(self, line: socket.socket) -> None:
        pending = b""
        while True:
            try:
                piece = line.recv(1024)
            except ConnectionError:
                return
            if not piece:
                return
            *questions, pending = (pending + piece).split(b"\r\n")
            for question in questions:
                if question == b"SI":
                    line.sendall(self._weight())
                elif question == b"TA":
                    line.sendall(b"TA A       0.00 kg\r\n")

    def _weight(self) -> bytes:
        self._asked += 1
        turn, _ = divmod(self._asked, ANSWERS_PER_TURN)
        grams = 1_000 + 20 * turn if turn % 2 else 0
        return f"S S {grams / 1000:10.2f} kg\r\n".encode("ascii")
