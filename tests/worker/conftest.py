"""Brokers as the house starts them, both kinds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.kernel.clock import SystemClock
from hub.worker.broker import Broker, Mosquitto, find_mosquitto
from hub.worker.embedded_broker import EmbeddedBroker


@pytest.fixture(params=["mosquitto", "amqtt"])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Broker]:
    if request.param == "amqtt":
        running: Broker = EmbeddedBroker(SystemClock())
    else:
        program = find_mosquitto()
        assert program is not None, "the tests need a mosquitto: apt-get install mosquitto"
        running = Mosquitto(program, tmp_path / "broker", SystemClock())
    yield running
    running.stop()
