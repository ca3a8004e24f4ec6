"""The control page and its JSON interface: put loads, open doors, look at papers. Loopback only, no login.

    GET  /state                            everything
    GET  /scale/NAME                       POST /scale/NAME/load   {"grams": 10450}
                                           POST /scale/NAME/crate  {"grams": 9850} or {"take": true}
                                           POST /scale/NAME/key    {"key": "tare"}
                                           POST /scale/NAME/tare   {"grams": 1480}, keyed in
                                           POST /scale/NAME/fault  {"kind": "silence", "on": true}
    GET  /room/NAME                        POST /room/NAME         {"door": "open", "compressor": "off",
                                                                    "temperature": 3.2, "goods_kg": 200, "goods_c": 15}
                                           POST /room/NAME/fault   {"kind": "loose_plug", "on": true}
    GET  /scanner/NAME                     POST /scanner/NAME/scan {"code": "COLD-1", "identifier": "]C1"}
                                           POST /scanner/NAME/fault {"kind": "cable_pulled", "on": true}
    GET  /printer/NAME                     POST /printer/NAME      {"paper": "out", "cover": "open",
    GET  /printer/NAME/papers                                       "serial_number": "B", "out_after_papers": 2,
    GET  /printer/NAME/paper/3.png                                  "drop_after_bytes": 40, "power": "cycle",
                                                                    "roll_mm": 300, "open_after_mm": 40}
                                           POST /printer/NAME/fault {"kind": "half_open", "on": true}

Not a device link: a scale or printer under test is never reached through here.
"""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from io import BufferedIOBase
from math import isfinite
from typing import TypeVar

from firmware_sim.fleet import Fleet
from firmware_sim.serving import LOOPBACK

log = logging.getLogger(__name__)
LARGEST_BODY = 64 * 1024
JSON_TYPE, PNG_TYPE, HTML_TYPE = "application/json", "image/png", "text/html"
Body = Mapping[str, object]
T = TypeVar("T")


class Refused(Exception):
    """A request that cannot be met, with the status and the sentence to answer."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Controls:
    """What the requests do to the fleet, without HTTP around it."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    def get(self, path: str) -> tuple[str, bytes]:
        parts = path.strip("/").split("/")
        if parts == [""]:
            return HTML_TYPE, resources.files("firmware_sim").joinpath("page.html").read_bytes()
        if len(parts) == 4 and parts[0] == "printer" and parts[2] == "paper":  # noqa: PLR2004 - parts of the path
            return PNG_TYPE, self._picture(parts[1], parts[3].removesuffix(".png"))
        return _json(self._told(parts))

    def _told(self, parts: list[str]) -> object:
        match parts:
            case ["state"]:
                return self._fleet.state()
            case ["scale", name]:
                return _named(self._fleet.scales, name).state()
            case ["room", name]:
                return self._room_state(name)
            case ["printer", name]:
                return _named(self._fleet.printers, name).state()
            case ["scanner", name]:
                _named(self._fleet.scanners, name)
                return self._fleet.scanner_state(name)
            case ["printer", name, "papers"]:
                return _named(self._fleet.printers, name).records()
        raise Refused(HTTPStatus.NOT_FOUND, f"there is nothing at /{'/'.join(parts)}")

    def _picture(self, name: str, number: str) -> bytes:
        paper = _named(self._fleet.printers, name).paper(int(number)) if number.isdecimal() else None
        if paper is None:
            raise Refused(HTTPStatus.NOT_FOUND, f"there is no paper {number}")
        return paper.png

    def post(self, path: str, body: Body) -> tuple[str, bytes]:
        try:
            return _json(self._post(path, body))
        except ValueError as wrong:
            raise Refused(HTTPStatus.BAD_REQUEST, str(wrong)) from wrong

    def _post(self, path: str, body: Body) -> object:
        match path.strip("/").split("/"):
            case ["scale", name, act]:
                return self._use_scale(name, act, body)
            case ["room", name]:
                return self._change_room(name, body)
            case ["room", name, "fault"]:
                self._room_state(name)
                if self._fleet.cold_store:
                    self._fleet.cold_store.fault(name, _word(body, "kind"), on=_flag(body, "on"))
                return self._room_state(name)
            case ["scanner", name, act]:
                return self._use_scanner(name, act, body)
            case ["printer", name]:
                return self._change_printer(name, body)
            case ["printer", name, "fault"]:
                printer = _named(self._fleet.printers, name)
                printer.fault(_word(body, "kind"), on=_flag(body, "on"))
                return printer.state()
        raise Refused(HTTPStatus.NOT_FOUND, f"there is nothing at {path}")

    def _use_scale(self, name: str, act: str, body: Body) -> object:
        scale = _named(self._fleet.scales, name)
        match act:
            case "load":
                scale.set_load(_number(body, "grams"))
            case "crate":
                _only(body, "grams", "take")
                if _flag(body, "take", missing=False):
                    scale.take_crate()
                else:
                    scale.put_crate(_number(body, "grams"))
            case "key":
                scale.press(_word(body, "key"))
            case "tare":
                _only(body, "grams")
                scale.preset_tare(_number(body, "grams"))
            case "fault":
                scale.fault(_word(body, "kind"), on=_flag(body, "on"))
            case _:
                raise Refused(HTTPStatus.NOT_FOUND, f"there is nothing at /scale/{name}/{act}")
        return scale.state()

    def _use_scanner(self, name: str, act: str, body: Body) -> object:
        scanner = _named(self._fleet.scanners, name)
        if act == "scan":
            _only(body, "code", "identifier")
            scanner.scan(_word(body, "code"), _word(body, "identifier") if "identifier" in body else None)
        elif act == "fault":
            scanner.fault(_word(body, "kind"), on=_flag(body, "on"))
        else:
            raise Refused(HTTPStatus.NOT_FOUND, f"there is nothing at /scanner/{name}/{act}")
        return self._fleet.scanner_state(name)

    def _room_state(self, name: str) -> dict[str, object]:
        if self._fleet.cold_store is None or name not in self._fleet.cold_store.rooms:
            raise Refused(HTTPStatus.NOT_FOUND, f"there is no '{name}' here")
        return self._fleet.cold_store.state(name)

    def _change_room(self, name: str, body: Body) -> object:
        _only(body, "door", "compressor", "temperature", "goods_kg", "goods_c")
        self._room_state(name)
        store = self._fleet.cold_store
        if store is None:
            raise Refused(HTTPStatus.NOT_FOUND, "there are no rooms here")
        goods = (_number(body, "goods_kg"), _number(body, "goods_c")) if "goods_kg" in body else None
        store.change(
            name,
            door=_word(body, "door") if "door" in body else None,
            compressor=_word(body, "compressor") if "compressor" in body else None,
            temperature=_number(body, "temperature") if "temperature" in body else None,
        )
        if goods:
            store.put_goods(name, *goods)
        return self._room_state(name)

    def _change_printer(self, name: str, body: Body) -> object:
        printer = _named(self._fleet.printers, name)
        changes: dict[str, Callable[[], None]] = {
            "paper": lambda: printer.set_paper(_word(body, "paper")),
            "cover": lambda: printer.set_cover(_word(body, "cover")),
            "serial_number": lambda: printer.set_serial_number(_word(body, "serial_number")),
            "out_after_papers": lambda: printer.out_after(int(_number(body, "out_after_papers"))),
            "roll_mm": lambda: printer.roll_of(int(_number(body, "roll_mm"))),
            "open_after_mm": lambda: printer.open_after(int(_number(body, "open_after_mm"))),
            "drop_after_bytes": lambda: printer.drop_after(int(_number(body, "drop_after_bytes"))),
            "power": printer.power_cycle,
        }
        _only(body, *changes)
        for key in body:
            changes[key]()
        return printer.state()


def _json(stated: object) -> tuple[str, bytes]:
    return JSON_TYPE, json.dumps(stated, ensure_ascii=False).encode("utf-8")


def _named(devices: Mapping[str, T], name: str) -> T:
    if name not in devices:
        raise Refused(HTTPStatus.NOT_FOUND, f"there is no '{name}' here")
    return devices[name]


def _only(body: Body, *known: str) -> None:
    unknown = set(body) - set(known)
    if unknown:
        message = f"unknown: {', '.join(sorted(unknown))}; known are: {', '.join(known)}"
        raise ValueError(message)


def _number(body: Body, key: str) -> float:
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        message = f"'{key}' must be a number"
        raise ValueError(message)
    return float(value)


def _word(body: Body, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str):
        message = f"'{key}' must be a word"
        raise ValueError(message)  # noqa: TRY004 - answered like every other wrong body
    return value


def _flag(body: Body, key: str, *, missing: bool = True) -> bool:
    value = body.get(key, missing)
    if not isinstance(value, bool):
        message = f"'{key}' must be true or false"
        raise ValueError(message)  # noqa: TRY004 - answered like every other wrong body
    return value


def _read_body(headers: Message, stream: BufferedIOBase) -> Body:
    # A page of another site cannot send this type without asking first.
    if not headers.get("Content-Type", "").startswith(JSON_TYPE):
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send the body as {JSON_TYPE}")
    length = headers.get("Content-Length", "0")
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
    try:
        body = json.loads(stream.read(int(length)) or b"{}")
    except ValueError as wrong:
        raise Refused(HTTPStatus.BAD_REQUEST, "the body is no JSON") from wrong
    if not isinstance(body, dict):
        raise Refused(HTTPStatus.BAD_REQUEST, "the body must be a JSON object")
    return body


def _request_class(controls: Controls) -> type[BaseHTTPRequestHandler]:
    """The standard library makes one object of this class for each connection."""

    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(lambda: controls.get(self.path.partition("?")[0]))

        def do_POST(self) -> None:
            self._answer(lambda: controls.post(self.path, _read_body(self.headers, self.rfile)))

        def _answer(self, work: Callable[[], tuple[str, bytes]]) -> None:
            status = HTTPStatus.OK
            try:
                kind, content = work()
            except Refused as refused:
                status = refused.status
                kind, content = _json({"error": refused.why})
                self.close_connection = True
            except Exception:
                # The edge of a request: the fault is logged whole and the sender told that there was one.
                log.exception("%s %s failed", self.command, self.path)
                status = HTTPStatus.INTERNAL_SERVER_ERROR
                kind, content = _json({"error": "the simulator failed; its log says why"})
            self.send_response(status)
            self.send_header("Content-Type", kind if kind == PNG_TYPE else f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class's name
            log.debug(format, *arguments)

    return Request


class ControlServer:
    """Serves the controls of one fleet on one loopback port (0 takes any free one)."""

    def __init__(self, fleet: Fleet, port: int) -> None:
        self._server = ThreadingHTTPServer((LOOPBACK, port), _request_class(Controls(fleet)))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="control", daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._server.server_address[1]}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(timeout=5)
        self._server.server_close()
