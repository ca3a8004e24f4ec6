"""Rooms with their probes, ticking and publishing: the cold store of a hub, seen from its broker."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firmware_sim.broker_link import BrokerAddress, BrokerLink
from firmware_sim.messages import Message
from firmware_sim.probes import Probe, ProbeFault, ProbeSpec
from firmware_sim.rooms import Compressor, Door, RoomModel, RoomSpec
from firmware_sim.serving import Ticker
from firmware_sim.speech.catalogue import SPEECHES
from firmware_sim.speech.spoken import Moment, Speech


@dataclass(frozen=True, slots=True)
class EquippedRoom:
    """A room and the probes that hang in it, with what is wrong with them from the start."""

    room: RoomSpec
    probes: tuple[ProbeSpec, ...]
    faults: tuple[ProbeFault, ...] = ()


Bridge = Callable[[bool], Message]


class ColdStore:
    """All rooms of a hub. Probes behind a bridge share its connection; every other device has its own."""

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
        self._held: dict[str, list[Message]] = {}
        seed = 0
        for equipped in rooms:
            hung = self.probes[equipped.room.name] = []
            for spec in equipped.probes:
                seed += 1
                hung.append(Probe(spec, self.rooms[equipped.room.name], seed=seed))
                for fault in equipped.faults:
                    hung[-1].switch(fault, on=True)
        self._links = self._connect(broker)
        self._ticker = Ticker(self.tick, every_s=0.1, speed=speed)

    def _connect(self, broker: BrokerAddress) -> dict[str, BrokerLink]:
        links: dict[str, BrokerLink] = {}
        every = [probe.spec for probe in self._hung()]
        for name in dict.fromkeys(spec.dialect for spec in every):
            speech, specs = SPEECHES[name], [spec for spec in every if spec.dialect == name]
            if speech.bridge is not None:
                link = self._link(broker, speech, specs, speech.bridge)
                links.update({spec.name: link for spec in specs})
                continue
            for spec in specs:
                links[spec.name] = self._link(broker, speech, [spec], None)
        return links

    def _link(
        self, broker: BrokerAddress, speech: Speech, specs: list[ProbeSpec], bridge: Bridge | None
    ) -> BrokerLink:
        """One connection: what it says each time it is made, and the will it leaves."""

        def greetings() -> list[Message]:
            said = [bridge(True)] if bridge else []  # noqa: FBT003 - a state
            for spec in specs:
                said += speech.birth(spec, self._moment(None))
                gone = any(
                    spec.name == probe.spec.name and ProbeFault.OFFLINE in probe.faults
                    for probe in self._hung()
                )
                state = speech.state(spec, not gone) if self._tells_availability or not bridge else None
                said += [state] if state else []
            return said

        will = bridge(False) if bridge else speech.state(specs[0], False)  # noqa: FBT003
        name = speech.name if bridge else specs[0].name
        return BrokerLink(broker, _client_id(name), greetings=greetings, will=will)

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
                        self._report(probe)

    def _hung(self) -> list[Probe]:
        return [probe for hung in self.probes.values() for probe in hung]

    def _report(self, probe: Probe) -> None:
        """All messages of one wake-up, as often and in the order its faults have it."""
        told = SPEECHES[probe.spec.dialect].report(probe.spec, probe.read(), self._moment(probe))
        if ProbeFault.OUT_OF_ORDER in probe.faults:
            held = self._held.pop(probe.spec.name, None)
            if held is None:
                self._held[probe.spec.name] = told
                return
            told = [*told, *held]
        times = probe.spec.repeats * (2 if ProbeFault.DUPLICATE in probe.faults else 1)
        for message in told * times:
            self._links[probe.spec.name].publish(message)

    @staticmethod
    def _moment(probe: Probe | None) -> Moment:
        """The device's clock: seconds since it started where it never heard the time."""
        if probe is not None and ProbeFault.WRONG_CLOCK in probe.faults:
            return Moment(time.monotonic() % 86_400)
        return Moment(time.time())  # noqa: TID251 - a device has a clock of its own

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
                if wanted is ProbeFault.OFFLINE:
                    state = SPEECHES[probe.spec.dialect].state(probe.spec, not on)
                    if state is not None:
                        self._links[probe.spec.name].publish(state)

    def _switch_power(self, probe: Probe, *, on: bool) -> None:
        """A probe behind a bridge is just silent; a device with a connection of its own takes it along."""
        if SPEECHES[probe.spec.dialect].bridge is not None:
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
