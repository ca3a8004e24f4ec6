"""The whole way of every dialect: a simulated sensor, a real broker, the hub's worker, a reading in the database."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import select

from firmware_sim.broker_link import BrokerAddress
from firmware_sim.probes import ProbeSpec
from firmware_sim.rooms import RoomSpec
from firmware_sim.sensors import ColdStore, EquippedRoom
from firmware_sim.speech.catalogue import DIALECTS
from hub.coldchain.records import DeadLetter, Probe, Reading
from hub.devices.live import LiveBoard
from hub.kernel.clock import SystemClock
from hub.kernel.quantity import Temperature
from hub.settings import load
from hub.storage.database import Database
from hub.wiring import House
from hub.worker import runner
from tests.support.broker import running_broker
from tests.support.config_folder import config_folder
from tests.support.wait import until

KEYS = {
    "0000010000000001/ds", "0000010000000001/sht", "010000000001", "01:00:00:00:00:01", "24e1240000000001",
    "Acurite-Tower/A/1", "Samlast/sparkplug_b/Room/Temperature", "ebusd/ebusd/RoomTemp", "esphome/room_temperature",
    "home_assistant_temperature", "shelly_gen1", "shelly_gen2/0", "tasmota/010000000001", "ttn_v3/ds", "ttn_v3/sht",
    "zigbee2mqtt", "zwave_js_ui",
}  # fmt: skip


def test_sensors_of_every_dialect_become_probes_with_readings(database: Database, tmp_path: Path) -> None:
    folder = config_folder(tmp_path, devices='[sensors]\ntopics = ["#"]\n')
    settings = load(folder, {"SAMLAST_DATA": str(tmp_path / "data")})
    house = House(settings, database, SystemClock(), settings.roles, LiveBoard())
    probes = tuple(ProbeSpec(name, name, "010000000001", noise_c=0, interval_s=2.0) for name in DIALECTS)

    def measured() -> set[str] | None:
        """Every probe that told 2 °C, as soon as all did."""
        with database.read() as session:
            told = set(
                session.scalars(
                    select(Probe.sensor_key)
                    .join(Reading, Reading.probe_id == Probe.id)
                    .where(Reading.temperature.between(Temperature(1_900), Temperature(2_100)))
                )
            )
        return told if len(told) >= len(KEYS) else None

    with running_broker(tmp_path) as broker, ExitStack() as stack:
        runner.start(house, broker.url, stack)
        room = EquippedRoom(RoomSpec("cold_1", 2.0), probes)
        store = ColdStore((room,), BrokerAddress.parse(broker.url), speed=10.0)
        stack.callback(store.stop)
        store.change("cold_1", compressor="off", temperature=2.0)
        store.start()
        assert until(measured, within_s=20, what="a reading of each sensor") == KEYS
    with database.read() as session:
        assert session.scalars(select(DeadLetter.topic)).all() == []
