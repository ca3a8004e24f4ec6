"""A whole scale: model, conversation, line faults and the links it is served on. Thread-safe at its edges."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from firmware_sim.faults import FaultyWire, WireFault
from firmware_sim.mt_sics import MtSics
from firmware_sim.scale import Platform, ScaleModel
from firmware_sim.serving import PtyServer, Server, TcpServer, Ticker


class ScaleFault(StrEnum):
    """Faults of the scale itself, beside those of its wire."""

    POUNDS = "pounds"
    VIBRATION = "vibration"
    CABLE_PULLED = "cable_pulled"


SCALE_FAULTS = tuple(str(kind) for kind in (*WireFault, *ScaleFault))


@dataclass(frozen=True, slots=True)
class ScaleSpec:
    """What one scale is and where it is reached. `tcp` of 0 takes any free port, None none."""

    name: str
    platform: Platform
    unit: str = "kg"
    serial_number: str = "B210400131"
    pty: Path | None = None
    tcp: int | None = None
    seed: int = 1


class ScaleSession:
    """One connection to a scale: MT-SICS behind a wire that may be faulty."""

    deaf = False
    dropped = False

    def __init__(self, device: "ScaleDevice") -> None:
        self._device = device
        self._dialogue = MtSics(device.model, unit=device.spec.unit, serial_number=device.spec.serial_number)

    def receive(self, chunk: bytes) -> bytes:
        with self._device.lock:
            self._dialogue.unit = self._device.unit
            return self._device.wire.carry(self._dialogue.receive(chunk))

    def poll(self) -> bytes:
        with self._device.lock:
            self._dialogue.unit = self._device.unit
            return self._device.wire.carry(self._dialogue.poll())

    def close(self) -> None:
        """Nothing to give back: the scale goes on weighing without a listener."""


class ScaleDevice:
    """The scale that stands on the table."""

    def __init__(self, spec: ScaleSpec) -> None:
        self.spec = spec
        self.lock = threading.RLock()
        self.model = ScaleModel(spec.platform, seed=spec.seed)
        self.wire = FaultyWire(seed=spec.seed + 6)
        self.unit = spec.unit
        self._cable_pulled = False
        self._ticker = Ticker(self.tick)
        self.servers: list[Server] = []
        if spec.pty is not None:
            self.servers.append(PtyServer(spec.pty, self.open_session))
        if spec.tcp is not None:
            self.servers.append(TcpServer(spec.tcp, self.open_session, name=spec.name))

    def open_session(self) -> ScaleSession:
        return ScaleSession(self)

    def start(self) -> None:
        for server in self.servers:
            server.start()
        self._ticker.start()

    def stop(self) -> None:
        self._ticker.stop()
        for server in self.servers:
            server.stop()

    def tick(self, seconds: float) -> None:
        with self.lock:
            self.model.tick(seconds)

    def set_load(self, grams: float) -> None:
        with self.lock:
            self.model.set_load(grams)

    def fault(self, kind: str, *, on: bool) -> None:
        """Raises ValueError for a fault a scale cannot have."""
        if kind not in SCALE_FAULTS:
            message = f"a scale has no fault '{kind}'; it has: {', '.join(SCALE_FAULTS)}"
            raise ValueError(message)
        with self.lock:
            if kind == ScaleFault.POUNDS:
                self.unit = "lb" if on else self.spec.unit
            elif kind == ScaleFault.VIBRATION:
                self.model.vibrating = on
            elif kind == ScaleFault.CABLE_PULLED:
                self._cable_pulled = on
                for server in self.servers:
                    (server.unplug if on else server.plug)()
            else:
                self.wire.switch(WireFault(kind), on=on)

    def faults(self) -> list[str]:
        own = {
            ScaleFault.POUNDS: self.unit != self.spec.unit,
            ScaleFault.VIBRATION: self.model.vibrating,
            ScaleFault.CABLE_PULLED: self._cable_pulled,
        }
        return sorted(
            [str(kind) for kind in self.wire.active] + [str(kind) for kind, on in own.items() if on]
        )

    def links(self) -> Mapping[str, str]:
        return {
            ("pty" if isinstance(server, PtyServer) else "tcp"): server.address for server in self.servers
        }

    def state(self) -> dict[str, object]:
        with self.lock:
            shown = self.model.display()
            return {
                "name": self.spec.name,
                "protocol": "mt-sics",
                "load_grams": self.model.load_g,
                "gross_grams": shown.gross_g,
                "tare_grams": shown.tare_g,
                "net_grams": shown.net_g,
                "stable": shown.stable,
                "condition": str(shown.condition),
                "unit": self.unit,
                "max_grams": self.spec.platform.max_g,
                "min_grams": self.spec.platform.min_g,
                "e_grams": self.spec.platform.e_g,
                "faults": self.faults(),
                "links": dict(self.links()),
            }
