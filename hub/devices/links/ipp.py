"""A print queue by its address: "ipp://host:631/printers/labels", of CUPS or of a printer that speaks IPP itself. HTTP beneath.

One request is one connection with a deadline. Every trouble of the way is an OSError; a refusal of the queue is an answer.
"""

from __future__ import annotations

import http.client
import itertools
from collections.abc import Sequence
from urllib.parse import urlsplit

from hub.devices.protocols.ipp import Answer, NotIpp, Operation, Value, answer, request
from hub.devices.spec import is_queue

PORT = 631
WITHIN_S = 5.0
LONGEST_ANSWER = 1024 * 1024
OK = 200


class IppQueue:
    """`url` without a port means 631. An address that is none is found out when it is asked."""

    def __init__(self, url: str, within_s: float = WITHIN_S) -> None:
        self._url = url
        self._within_s = within_s
        self._numbers = itertools.count(1)

    def ask(
        self,
        operation: Operation,
        attributes: Sequence[tuple[str, Value | Sequence[str]]] = (),
        document: bytes = b"",
    ) -> Answer:
        body = request(operation, next(self._numbers), [("printer-uri", self._url), *attributes], document)
        line, path = self._line()
        try:
            line.request("POST", path, body, {"Content-Type": "application/ipp"})
            got = line.getresponse()
            raw = got.read(LONGEST_ANSWER)
            if got.status != OK:
                raise ConnectionRefusedError(f"HTTP {got.status}")
            return answer(raw)
        except (http.client.HTTPException, NotIpp) as err:
            raise ConnectionAbortedError(str(err)) from err
        finally:
            line.close()

    def _line(self) -> tuple[http.client.HTTPConnection, str]:
        try:
            parts = urlsplit(self._url)
            host, port = parts.hostname, parts.port or PORT
        except ValueError as err:
            raise OSError(str(err)) from err
        if not is_queue(self._url) or not host:
            raise OSError(f"{self._url!r} is no address of a print queue")
        kind = http.client.HTTPSConnection if parts.scheme == "ipps" else http.client.HTTPConnection
        return kind(host, port, timeout=self._within_s), parts.path or "/"
