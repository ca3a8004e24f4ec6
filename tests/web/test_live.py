"""Live values through a real server: the latest first, then each new one, beats in between, and an end when the session ends."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse
from threading import Thread

import pytest
from flask import Flask, Response
from werkzeug.serving import make_server

from hub.kernel.clock import SystemClock
from hub.people.records import Person
from hub.people.visits import end_sessions
from hub.storage.database import Database
from hub.web.access import signed_in
from hub.web.app import create_app
from hub.web.live import OpenStreams, stream
from hub.wiring import House
from tests.support.wait import until
from tests.support.web import Browser, make_house, make_person

TOPIC = "samlast/live/scale/goods_in"


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.fixture
def house(database: Database) -> House:
    return make_house(database, SystemClock())


@pytest.fixture
def app(house: House) -> Flask:
    made = create_app(house)

    def live() -> Response:
        return stream(TOPIC)

    made.add_url_rule("/live/test", "test_live", signed_in(live))
    return made


@pytest.fixture
def person(house: House) -> Person:
    with house.database.write() as session:
        return make_person(session, house, "hub_worker")


@pytest.fixture
def cookie(app: Flask, house: House, person: Person) -> str:
    found = Browser(app, house, person).client.get_cookie("samlast")
    assert found is not None
    return found.value


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def open_stream(port: int, cookie: str) -> Iterator[HTTPResponse]:
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", "/live/test", headers={"Cookie": f"samlast={cookie}", "Accept": "text/event-stream"})
    answer = line.getresponse()
    try:
        yield answer
    finally:
        if line.sock is not None:
            line.sock.shutdown(socket.SHUT_RDWR)
        answer.close()
        line.close()


def next_event(answer: HTTPResponse) -> dict[str, str]:
    fields: dict[str, str] = {}
    while True:
        line = answer.readline().decode()
        assert line, "the stream ended"
        if line == "\n":
            return fields
        name, _colon, value = line.rstrip("\n").partition(": ")
        fields[name] = value


def next_value(answer: HTTPResponse) -> object:
    while True:
        event = next_event(answer)
        if "data" in event and event.get("event") != "beat":
            return json.loads(event["data"])["payload"]


def test_the_latest_value_comes_first_and_then_every_new_one(house: House, port: int, cookie: str) -> None:
    house.live.post(TOPIC, {"shown": "1,00"})
    with open_stream(port, cookie) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store"
        assert next_event(answer) == {"retry": "1000"}
        assert next_value(answer) == {"shown": "1,00"}
        house.live.post("samlast/live/scale/other", {"shown": "not ours"})
        house.live.post(TOPIC, {"shown": "Grønnkål"})
        assert next_value(answer) == {"shown": "Grønnkål"}


def test_a_silent_stream_beats_so_that_the_page_knows_that_it_is_live(port: int, cookie: str) -> None:
    with open_stream(port, cookie) as answer:
        next_event(answer)
        assert next_event(answer)["event"] == "beat"
        assert next_event(answer)["event"] == "beat"


def test_a_stream_ends_when_the_session_ends(house: House, port: int, cookie: str, person: Person) -> None:
    with open_stream(port, cookie) as answer:
        next_event(answer)
        with house.database.write() as session:
            end_sessions(session, person, house.clock)
        assert answer.read().endswith(b"data: {}\n\n")


def test_a_stream_too_many_is_refused_and_room_comes_back_when_one_closes(
    app: Flask, port: int, cookie: str
) -> None:
    app.extensions["open_streams"] = OpenStreams(1)
    with open_stream(port, cookie) as first:
        next_event(first)
        with open_stream(port, cookie) as second:
            assert second.status == 503
            assert "Close screens" in second.read().decode()

    def has_room() -> bool:
        with open_stream(port, cookie) as again:
            return again.status == 200

    until(has_room, what="room for a stream")


def test_nobody_follows_a_stream_without_a_log_in(port: int) -> None:
    with open_stream(port, "nobody") as answer:
        assert answer.status == 401


def test_a_house_with_few_threads_keeps_some_for_pages(house: House) -> None:
    settings = replace(house.settings, web=replace(house.settings.web, threads=9))
    streams = create_app(replace(house, settings=settings)).extensions["open_streams"]
    assert [streams.take() for _ in range(7)] == [True] * 6 + [False]
