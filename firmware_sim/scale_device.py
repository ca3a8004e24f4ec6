"""A whole scale: model, conversation, line faults and the links it is served on. Thread-safe at its edges."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from firmware_sim.faults import FaultyWire, WireFault
from firmware_sim.indicator import Indicator
from firmware_sim.languages.catalogue import Language, language
from firmware_sim.line import LineSettings
from firmware_sim.rfc2217 import Rfc2217Session
from firmware_sim.scale import Grams, Platform, ScaleModel
from firmware_sim.serving import PtyServer, Server, TcpServer, Ticker
from firmware_sim.speaking import Ask, Manner, Mode, Speaker

# What a line driver sends before the processor has it in hand, as a capture of a platform begins.
POWER_ON_NOISE = b"\x00\x00\x7f\x7f"
FLOOD_BYTES = 16 * 1024
BURST_BYTES = 256
KEYS = ("tare", "zero", "print")


class ScaleFault(StrEnum):
    """Faults of the scale itself, beside those of its wire."""

    POUNDS = "pounds"
    GRAMS = "grams"
    OUNCES = "ounces"
    VIBRATION = "vibration"
    CREEP = "creep"
    ZERO_DRIFT = "zero_drift"
    LEANED_ON = "leaned_on"
    FLOODING = "flooding"
    BURSTS = "bursts"
    HALF_OPEN = "half_open"
    POWER_CUT = "power_cut"
    CABLE_PULLED = "cable_pulled"


SCALE_FAULTS = tuple(str(kind) for kind in (*WireFault, *ScaleFault))
_UNIT_OF = {ScaleFault.POUNDS: "lb", ScaleFault.GRAMS: "g", ScaleFault.OUNCES: "oz"}


@dataclass(frozen=True, slots=True)
class ScaleSpec:
    """What one scale is and where it is reached. `tcp` and `rfc2217` of 0 take any free port, None none.

    Empty `unit`, `model` and `mode` mean what the language usually has. `division` is in that unit, where it is not e.
    With `line` the reader's settings must fit, as far as the link can tell them.
    """

    name: str
    platform: Platform
    unit: str = ""
    serial_number: str = "B210400131"
    pty: Path | None = None
    tcp: int | None = None
    seed: int = 1
    protocol: str = "mt_sics"
    model: str = ""
    mode: str = ""
    frames_per_second: float = 10.0
    address: int = 1
    division: Decimal | None = None
    rfc2217: int | None = None
    line: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError for what the language does not have."""
        spoken = self.language
        spoken.grammar(self.model or None)
        if self.unit and self.unit not in spoken.units:
            message = f"'unit' must be one of: {', '.join(sorted(spoken.units))}"
            raise ValueError(message)
        if self.frames_per_second <= 0:
            message = "'frames_per_second' must be more than 0"
            raise ValueError(message)
        if self.mode and self.mode not in tuple(Mode):
            message = f"'mode' must be one of: {', '.join(Mode)}"
            raise ValueError(message)
        if self.line:
            LineSettings.parse(self.line)

    @property
    def language(self) -> Language:
        return language(self.protocol)

    @property
    def manner(self) -> Manner:
        mode = Mode(self.mode) if self.mode else self.language.mode
        return Manner(mode, self.frames_per_second, self.address, self.serial_number)


class ScaleSession:
    """One connection to a scale: its language behind a wire that may be faulty."""

    dropped = False

    def __init__(self, device: "ScaleDevice") -> None:
        self._device = device
        self._speaker = device.open_speaker()
        self._power_ons = device.power_ons
        self._prints = device.prints
        self._held = b""

    @property
    def deaf(self) -> bool:
        return self._device.is_on(ScaleFault.HALF_OPEN)

    def receive(self, chunk: bytes) -> bytes:
        with self._device.lock:
            return self._carried(self._speaker.receive(chunk)) if self._device.speaks else b""

    def poll(self) -> bytes:
        with self._device.lock:
            if not self._device.speaks:
                return b""
            said = self._after_power_on() + self._speaker.poll()
            if self._prints != self._device.prints:
                self._prints = self._device.prints
                said += self._speaker.frame()
            if self._device.is_on(ScaleFault.FLOODING):
                frame = self._speaker.frame() or b"\x00"
                said += frame * (FLOOD_BYTES // len(frame))
            return self._carried(said)

    def _after_power_on(self) -> bytes:
        if self._power_ons == self._device.power_ons:
            return b""
        self._power_ons = self._device.power_ons
        self._speaker = self._device.open_speaker()
        return POWER_ON_NOISE

    def _carried(self, said: bytes) -> bytes:
        arrived = self._device.wire.carry(said)
        if not self._device.is_on(ScaleFault.BURSTS):
            arrived, self._held = self._held + arrived, b""
            return arrived
        self._held += arrived
        if len(self._held) < BURST_BYTES:
            return b""
        arrived, self._held = self._held, b""
        return arrived

    def close(self) -> None:
        """Nothing to give back: the scale goes on weighing without a listener."""


class ScaleDevice:
    """The scale that stands on the table."""

    def __init__(self, spec: ScaleSpec) -> None:
        self.spec = spec
        self.lock = threading.RLock()
        self.model = ScaleModel(spec.platform, seed=spec.seed)
        self._unit = spec.unit or spec.language.units[0]
        self.indicator = Indicator(self.model, self._unit, division=spec.division)
        odd = LineSettings.parse(spec.line or spec.language.line).parity == "O"
        self.wire = FaultyWire(seed=spec.seed + 6, odd_parity=odd)
        self.power_ons = 0
        self.prints = 0
        self._active: set[ScaleFault] = set()
        self._ticker = Ticker(self.tick)
        self._served: dict[str, Server] = {}
        line = LineSettings.parse(spec.line) if spec.line else None
        if spec.pty is not None:
            self._served["pty"] = PtyServer(spec.pty, self.open_session, line=line)
        if spec.tcp is not None:
            self._served["tcp"] = TcpServer(spec.tcp, self.open_session, name=spec.name)
        if spec.rfc2217 is not None:
            self._served["rfc2217"] = TcpServer(
                spec.rfc2217, lambda: Rfc2217Session(self.open_session(), line), name=f"{spec.name} rfc2217"
            )

    @property
    def servers(self) -> list[Server]:
        return list(self._served.values())

    @property
    def unit(self) -> str:
        return self.indicator.unit

    @property
    def speaks(self) -> bool:
        return not (self._active & {ScaleFault.POWER_CUT, ScaleFault.HALF_OPEN})

    def is_on(self, fault: ScaleFault) -> bool:
        return fault in self._active

    def open_speaker(self) -> Speaker:
        return self.spec.language.open(self.indicator, self.spec.manner, self.spec.model or None)

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

    # ---- what a person does

    def tick(self, seconds: float) -> None:
        with self.lock:
            self.model.tick(seconds)

    def set_load(self, grams: float) -> None:
        with self.lock:
            self.model.set_load(grams)

    def put_crate(self, grams: float) -> None:
        with self.lock:
            self.model.put_crate(grams)

    def preset_tare(self, grams: float) -> None:
        """Key in a known tare. Raises ValueError for one the scale does not take."""
        with self.lock:
            if self.model.preset_tare(grams):
                message = "the tare must be from 0 g to the scale's capacity"
                raise ValueError(message)

    def take_crate(self) -> None:
        with self.lock:
            self.model.take_crate()

    def press(self, key: str) -> None:
        """Raises ValueError for a key the indicator does not have."""
        if key not in KEYS:
            message = f"a scale has no key '{key}'; it has: {', '.join(KEYS)}"
            raise ValueError(message)
        with self.lock:
            if key == "print":
                self.prints += 1
            else:
                self.open_speaker().key(Ask.TARE if key == "tare" else Ask.ZERO)

    def fault(self, kind: str, *, on: bool) -> None:
        """Raises ValueError for a fault a scale cannot have."""
        if kind not in SCALE_FAULTS:
            message = f"a scale has no fault '{kind}'; it has: {', '.join(SCALE_FAULTS)}"
            raise ValueError(message)
        with self.lock:
            if kind in tuple(WireFault):
                self.wire.switch(WireFault(kind), on=on)
            elif (own := ScaleFault(kind)) in _UNIT_OF:
                self._switch_unit(own, on=on)
            else:
                self._switch(own, on=on)

    def _switch_unit(self, fault: ScaleFault, *, on: bool) -> None:
        unit = _UNIT_OF[fault]
        if unit not in self.spec.language.units:
            message = f"{self.spec.language.title} has no unit '{unit}'; it has: {', '.join(self.spec.language.units)}"
            raise ValueError(message)
        self._active -= set(_UNIT_OF)
        if on:
            self._active.add(fault)
        self.indicator.unit = unit if on else self._unit

    def _switch(self, fault: ScaleFault, *, on: bool) -> None:
        was_on = fault in self._active
        (self._active.add if on else self._active.discard)(fault)
        effects: dict[ScaleFault, Callable[[], None]] = {
            ScaleFault.VIBRATION: lambda: setattr(self.model, "vibrating", on),
            ScaleFault.CREEP: lambda: setattr(self.model, "creeping", on),
            ScaleFault.ZERO_DRIFT: lambda: setattr(self.model, "drifting", on),
            ScaleFault.LEANED_ON: lambda: setattr(self.model, "leaned_on", on),
            ScaleFault.CABLE_PULLED: lambda: self._pull_cable(out=on),
        }
        if fault in effects:
            effects[fault]()
        elif fault is ScaleFault.POWER_CUT and was_on and not on:
            self.model.power_on()
            self.power_ons += 1

    def _pull_cable(self, *, out: bool) -> None:
        for server in self.servers:
            (server.unplug if out else server.plug)()

    def faults(self) -> list[str]:
        return sorted(str(kind) for kind in (*self.wire.active, *self._active))

    # ---- what is told about it

    def links(self) -> Mapping[str, str]:
        return {kind: server.address for kind, server in self._served.items()}

    def state(self) -> dict[str, object]:
        with self.lock:
            shown = self.model.display()
            glass = self.indicator.shown()
            return {
                "name": self.spec.name,
                "protocol": self.spec.language.name.replace("_", "-"),
                "language": self.spec.language.title,
                "model": self.spec.model or next(iter(self.spec.language.models)),
                "mode": str(self.spec.manner.mode),
                "load_grams": self.model.load_g,
                "crates": list(self.model.crates),
                "gross_grams": _plain(shown.gross_g),
                "tare_grams": _plain(shown.tare_g),
                "tare_is_preset": bool(shown.tare_g) and self.model.tare_is_preset,
                "net_grams": _plain(shown.net_g),
                "glass": f"{glass.value:.{glass.places}f} {glass.unit}",
                "stable": shown.stable,
                "condition": str(shown.condition),
                "unit": self.unit,
                "max_grams": _plain(self.spec.platform.max_g),
                "min_grams": _plain(self.spec.platform.min_g),
                "e_grams": _plain(self.spec.platform.e_g),
                "faults": self.faults(),
                "fault_kinds": self._possible_faults(),
                "links": dict(self.links()),
            }

    def _possible_faults(self) -> list[str]:
        foreign = {str(kind) for kind, unit in _UNIT_OF.items() if unit not in self.spec.language.units}
        return [kind for kind in SCALE_FAULTS if kind not in foreign]


def _plain(grams: Grams) -> int | float:
    """As JSON writes it."""
    return grams if isinstance(grams, int) else float(grams)
