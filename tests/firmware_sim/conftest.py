"""Devices on real links for the tests of the simulators."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from firmware_sim.control import ControlServer
from firmware_sim.fleet import Fleet, FleetSpec
from firmware_sim.printer import PrinterDevice, PrinterSpec
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from tests.support.broker import Broker, running_broker
from tests.support.wait import until


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    with running_broker(tmp_path) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Answer:
    """What a control page answered."""

    status: int
    kind: str
    content: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.content)


def ask(url: str, path: str, body: object = None, kind: str = "application/json") -> Answer:
    """GET, or POST when there is a body."""
    line = HTTPConnection(url.removeprefix("http://"), timeout=5)
    try:
        if body is None:
            line.request("GET", path)
        else:
            line.request("POST", path, json.dumps(body), {"Content-Type": kind})
        answer = line.getresponse()
        return Answer(answer.status, answer.getheader("Content-Type", ""), answer.read())
    finally:
        line.close()


@dataclass(slots=True)
class Listener:
    """Everything a subscriber has heard, in order."""

    heard: list[MQTTMessage] = field(default_factory=list)

    def on(self, topic: str) -> list[str]:
        return [message.payload.decode() for message in self.heard if message.topic == topic]


@pytest.fixture
def listener(broker: Broker) -> Iterator[Listener]:
    """A subscriber to everything on the broker."""
    ears = Listener()
    subscribed: list[int] = []
    client = Client(CallbackAPIVersion.VERSION2, client_id="listener")
    client.on_message = lambda _client, _userdata, message: ears.heard.append(message)
    client.on_subscribe = lambda _client, _userdata, mid, _reasons, _properties: subscribed.append(mid)
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    client.subscribe("#", qos=1)
    until(lambda: subscribed, what="the subscription")
    yield ears
    client.disconnect()
    client.loop_stop()


@pytest.fixture
def stops() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def pty_scale(tmp_path: Path, stops: ExitStack) -> ScaleDevice:
    device = ScaleDevice(ScaleSpec("goods_in", Platform(60_000, 10), pty=tmp_path / "scale"))
    stops.callback(device.stop)
    device.start()
    return device


@pytest.fixture
def tcp_printer(tmp_path: Path, stops: ExitStack) -> PrinterDevice:
    device = PrinterDevice(PrinterSpec("labels", folder=tmp_path / "paper", tcp=0))
    stops.callback(device.stop)
    device.start()
    return device


@pytest.fixture
def control(stops: ExitStack) -> Callable[[FleetSpec], str]:
    """Starts a fleet with its control page and says where it is."""

    def start(spec: FleetSpec) -> str:
        fleet = Fleet.build(spec, None)
        stops.callback(fleet.stop)
        fleet.start()
        server = ControlServer(fleet, 0)
        stops.callback(server.stop)
        server.start()
        return server.url

    return start
