"""For tests of connections to a real Mosquitto: a broker that keeps what waits, somebody who speaks, and what is ended in the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.broker import Broker
from tests.support.mqtt_listener import MqttListener


@pytest.fixture
def stops() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def broker(tmp_path: Path, stops: ExitStack) -> Broker:
    running = Broker(tmp_path, persistence=True)
    stops.callback(running.stop)
    running.start()
    return running


@pytest.fixture
def mouth(broker: Broker, stops: ExitStack) -> MqttListener:
    speaker = MqttListener(broker.url, "mouth")
    stops.callback(speaker.close)
    return speaker
