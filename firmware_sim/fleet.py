"""All simulated devices of one process: started together, stopped together, told to the outside in one file."""

import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from firmware_sim.broker_link import BrokerAddress
from firmware_sim.label_printer import LabelPrinterDevice
from firmware_sim.printer import PrinterDevice, PrinterSpec
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from firmware_sim.scanner import ScannerDevice, ScannerSpec
from firmware_sim.sensors import ColdStore, EquippedRoom


@dataclass(frozen=True, slots=True)
class FleetSpec:
    """What stands in a hub."""

    scales: tuple[ScaleSpec, ...] = ()
    rooms: tuple[EquippedRoom, ...] = ()
    printers: tuple[PrinterSpec, ...] = ()
    speed: float = 1.0
    scanners: tuple[ScannerSpec, ...] = ()


@dataclass(slots=True)
class Fleet:
    """The running devices."""

    scales: dict[str, ScaleDevice] = field(default_factory=dict)
    printers: dict[str, PrinterDevice] = field(default_factory=dict)
    cold_store: ColdStore | None = None
    scanners: dict[str, ScannerDevice] = field(default_factory=dict)
    _stops: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @classmethod
    def build(cls, spec: FleetSpec, broker: BrokerAddress | None) -> "Fleet":
        return cls(
            scales={scale.name: ScaleDevice(scale) for scale in spec.scales},
            printers={printer.name: printer_of(printer) for printer in spec.printers},
            cold_store=ColdStore(spec.rooms, broker, speed=spec.speed) if broker and spec.rooms else None,
            scanners={scanner.name: ScannerDevice(scanner) for scanner in spec.scanners},
        )

    def start(self) -> None:
        """Raises OSError when a port is taken; what had started by then is stopped again."""
        parts: list[ScaleDevice | PrinterDevice | ScannerDevice | ColdStore] = [
            *self.scales.values(),
            *self.printers.values(),
            *self.scanners.values(),
        ]
        if self.cold_store:
            parts.append(self.cold_store)
        try:
            for part in parts:
                self._stops.callback(part.stop)
                part.start()
        except OSError:
            self.stop()
            raise

    def stop(self) -> None:
        self._stops.close()

    def rooms(self) -> list[str]:
        return list(self.cold_store.rooms) if self.cold_store else []

    def state(self) -> dict[str, object]:
        store = self.cold_store
        return {
            "scales": {name: scale.state() for name, scale in self.scales.items()},
            "rooms": {name: store.state(name) for name in self.rooms()} if store else {},
            "printers": {name: printer.state() for name, printer in self.printers.items()},
            "scanners": {name: self.scanner_state(name) for name in self.scanners},
        }

    def scanner_state(self, name: str) -> dict[str, object]:
        """With what can be scanned: the signs that hang about, and the codes on the papers that came out last."""
        scanner = self.scanners[name]
        printed = [code for printer in self.printers.values() for code in printer.codes()]
        return scanner.state() | {"codes": list(dict.fromkeys([*scanner.spec.codes, *printed]))}

    def links(self) -> dict[str, object]:
        """Every path and port in use."""
        store = self.cold_store
        return {
            "scales": {
                name: {"protocol": scale.spec.protocol.replace("_", "-"), **scale.links()}
                for name, scale in self.scales.items()
            },
            "printers": {
                name: {"protocol": "zpl" if printer.spec.language == "zpl" else "esc-pos", **printer.links()}
                for name, printer in self.printers.items()
            },
            "scanners": {
                name: {"protocol": "lines", **scanner.links()} for name, scanner in self.scanners.items()
            },
            "rooms": {
                name: [{"dialect": p.spec.dialect, "name": p.spec.name} for p in store.probes[name]]
                for name in self.rooms()
            }
            if store
            else {},
        }

    def lines(self) -> list[str]:
        """One plain line for each device."""
        told = [
            f"scale {name}: {scale.spec.platform.max_g / 1000:g} kg, e = {scale.spec.platform.e_g} g, {scale.spec.language.title} on {address}"
            for name, scale in self.scales.items()
            for address in _addresses(scale)
        ]
        told += [
            f"printer {name}: {_paper_of(printer.spec)} on {address}"
            for name, printer in self.printers.items()
            for address in printer.links().values()
        ]
        told += [
            f"scanner {name}: suffix {scanner.spec.suffix} on {address}"
            for name, scanner in self.scanners.items()
            for address in _addresses(scanner)
        ]
        if self.cold_store:
            for name, probes in self.cold_store.probes.items():
                setpoint = self.cold_store.rooms[name].spec.setpoint_c
                heard = ", ".join(f"{probe.spec.name} ({probe.spec.dialect})" for probe in probes)
                told.append(f"room {name}: {setpoint:g} °C, sensors {heard}")
        return told


def _paper_of(spec: PrinterSpec) -> str:
    return "labels of 104 mm, ZPL" if spec.language == "zpl" else f"{spec.paper_mm} mm, ESC/POS"


def printer_of(spec: PrinterSpec) -> PrinterDevice:
    """A receipt printer or a label printer, by its language."""
    return LabelPrinterDevice(spec) if spec.language == "zpl" else PrinterDevice(spec)


def _addresses(device: ScaleDevice | ScannerDevice) -> list[str]:
    """A port behind RFC 2217 as a reader opens it; it looks like any other network port."""
    return [f"rfc2217://{where}" if kind == "rfc2217" else where for kind, where in device.links().items()]


def write_links(path: Path, links: dict[str, object]) -> None:
    """In one step, so that a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_text(json.dumps(links, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    half.replace(path)
