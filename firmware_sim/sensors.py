"""Rooms with their probes, ticking and publishing: the cold store of a hub, seen from its broker."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from firmware_sim import messages
from firmware_sim.broker_link import BrokerAddress, BrokerLink
from firmware_sim.probes import Probe, ProbeFault, ProbeSpec
from firmware_sim.rooms import Compressor, Door, RoomModel, RoomSpec
from firmware_sim.serving import Ticker


@dataclass(frozen=True, slots=True)
class EquippedRoom:
    """A room and the probes that hang in it."""

    room: RoomSpec
    probes: tuple[ProbeSpec, ...]


def device_time() -> str:
    """Local time without a zone, as a Tasmota device tells it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S")


class ColdStore:
    """All rooms of a hub. Zigbee probes share one bridge connection; each Tasmota device has its own."""

    def __init__(
        self,
        rooms: Sequence[EquippedRoom],
        broker: BrokerAddress,
        *,
        speed: float = 1.0,
        availability: bool = True,
    ) -> None:
        self.lock = threading.RLock()
        self._tells_availability = availability
        self.rooms = {equipped.room.name: RoomModel(equipped.room) for equipped in rooms}
        self.probes: dict[str, list[Probe]] = {}
        seed = 0
        for equipped in rooms:
            hung = self.probes[equipped.room.name] = []
            for spec in equipped.probes:
                seed += 1
                hung.append(Probe(spec, self.rooms[equipped.room.name], seed=seed))
        self._links = self._connect(broker)
        self._ticker = Ticker(self.tick, every_s=0.1, speed=speed)

    def _connect(self, broker: BrokerAddress) -> dict[str, BrokerLink]:
        links: dict[str, BrokerLink] = {}
        every = [probe for hung in self.probes.values() for probe in hung]
        zigbee = [probe for probe in every if probe.spec.dialect == messages.ZIGBEE2MQTT]
        if zigbee:
            greetings = [messages.bridge_state(online=True)]
            if self._tells_availability:
                greetings += [messages.availability(probe, online=True) for probe in zigbee]
            bridge = BrokerLink(
                broker,
                _client_id("zigbee2mqtt"),
                greetings=greetings,
                will=messages.bridge_state(online=False),
            )
            links.update({probe.spec.name: bridge for probe in zigbee})
        for probe in every:
            if probe.spec.dialect == messages.TASMOTA:
                online, offline = (messages.availability(probe, online=state) for state in (True, False))
                links[probe.spec.name] = BrokerLink(
                    broker, _client_id(probe.spec.name), greetings=[online], will=offline
                )
        return links

    def start(self) -> None:
        for link in self.links():
            link.start()
        self._ticker.start()

    def stop(self) -> None:
        self._ticker.stop()
        for link in self.links():
            link.stop()

    def links(self) -> set[BrokerLink]:
        return set(self._links.values())

    def tick(self, seconds: float) -> None:
        with self.lock:
            for name, room in self.rooms.items():
                room.tick(seconds)
                for probe in self.probes[name]:
                    if probe.tick(seconds):
                        message = messages.report(probe, probe.read(), device_time())
                        for _ in range(probe.spec.repeats):
                            self._links[probe.spec.name].publish(message)

    # ---- what a person or a test does

    def change(
        self,
        name: str,
        *,
        door: str | None = None,
        compressor: str | None = None,
        temperature: float | None = None,
    ) -> None:
        """Raises KeyError for a room that is not there and ValueError for a state that is none."""
        with self.lock:
            room = self.rooms[name]
            wanted_door = room.door if door is None else Door(door)
            wanted_compressor = room.compressor if compressor is None else Compressor(compressor)
            room.door, room.compressor = wanted_door, wanted_compressor
            if temperature is not None:
                room.bring_to(temperature)
                for probe in self.probes[name]:
                    probe.settle()

    def put_goods(self, name: str, kilograms: float, celsius: float) -> None:
        with self.lock:
            self.rooms[name].put_goods(kilograms, celsius)

    def fault(self, name: str, kind: str, *, on: bool) -> None:
        """Every probe of the room takes the fault. Raises ValueError for a fault no probe has."""
        wanted = ProbeFault(kind)
        with self.lock:
            for probe in self.probes[name]:
                had_power = ProbeFault.POWER_CUT not in probe.faults
                probe.switch(wanted, on=on)
                if wanted is ProbeFault.POWER_CUT and had_power is on:
                    self._switch_power(probe, on=not on)

    def _switch_power(self, probe: Probe, *, on: bool) -> None:
        """A Zigbee probe without a battery is just silent; a Tasmota device takes its connection with it."""
        if probe.spec.dialect != messages.TASMOTA:
            return
        link = self._links[probe.spec.name]
        if on:
            link.restore_power()
        else:
            link.cut_power()

    def state(self, name: str) -> dict[str, object]:
        with self.lock:
            room = self.rooms[name]
            return {
                "name": name,
                "air_c": round(room.air_c, 2),
                "goods_c": round(room.goods_c, 2),
                "goods_kg": room.goods_kg,
                "setpoint_c": room.spec.setpoint_c,
                "ambient_c": room.spec.ambient_c,
                "door": str(room.door),
                "compressor": str(room.compressor),
                "running": room.running,
                "defrosting": room.defrosting,
                "probes": [
                    {
                        "name": probe.spec.name,
                        "dialect": probe.spec.dialect,
                        "feels_c": round(probe.felt_c, 2),
                        "interval_s": probe.spec.interval_s,
                        "faults": sorted(str(kind) for kind in probe.faults),
                    }
                    for probe in self.probes[name]
                ],
            }


def _client_id(name: str) -> str:
    """A name of its own for each connection: two clients of one name throw each other out."""
    return f"sim-{name}-{id(name):x}-{time.monotonic_ns():x}"
