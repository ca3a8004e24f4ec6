"""A TOML file of simulated devices, read into values. Every fault of the file is told at once; no device is built."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from firmware_sim.fleet import FleetSpec
from firmware_sim.languages.catalogue import LANGUAGES, language
from firmware_sim.printer import PrinterSpec
from firmware_sim.probes import ProbeSpec
from firmware_sim.rooms import RoomSpec
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleSpec
from firmware_sim.scanner import ScannerSpec
from firmware_sim.sensors import EquippedRoom
from firmware_sim.speech.catalogue import DIALECTS

_NUMBER = (int, float)
_NAME = re.compile(r"[A-Za-z0-9_-]+")
Kind = type | tuple[type, ...]
Table = dict[str, object]
T = TypeVar("T")


class BadConfig(Exception):
    """Everything that is wrong in one file, one sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(slots=True)
class _Reader:
    """Collects faults while it reads tables."""

    file: Path
    faults: list[str] = field(default_factory=list)

    def wrong(self, where: str, what: str) -> None:
        self.faults.append(f"{self.file}: {where}: {what}")

    def tables(self, table: Table, key: str) -> list[Table]:
        listed = table.pop(key, [])
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            self.wrong(key, f"write each one as [[{key}]]")
            return []
        return listed

    def take(self, table: Table, where: str, kinds: dict[str, Kind]) -> Table:
        """The known keys with right types; unknown keys and wrong types are faults."""
        taken: Table = {}
        for key, value in table.items():
            kind = kinds.get(key)
            if kind is None:
                self.wrong(where, f"unknown key '{key}'; known are: {', '.join(sorted(kinds))}")
            elif not isinstance(value, kind) or isinstance(value, bool):
                self.wrong(where, f"'{key}' cannot be {value!r}")
            else:
                taken[key] = value
        return taken

    def name(self, taken: Table, where: str, seen: set[str]) -> str:
        name = str(taken.get("name", ""))
        if not _NAME.fullmatch(name):
            self.wrong(where, "needs a name of letters, digits, _ and -")
        elif name in seen:
            self.wrong(where, f"the name '{name}' is used twice")
        seen.add(name)
        return name

    def build(self, where: str, make: Callable[..., T], taken: Mapping[str, Any]) -> T | None:
        try:
            return make(**taken)
        except (TypeError, ValueError) as wrong:
            self.wrong(where, str(wrong))
            return None


_SCALE_KEYS: dict[str, Kind] = {
    "name": str, "protocol": str, "model": str, "mode": str, "frames_per_second": _NUMBER, "address": int,
    "max_g": _NUMBER, "e_g": _NUMBER, "division": _NUMBER, "unit": str, "line": str, "serial_number": str,
    "pty": str, "tcp": int, "rfc2217": int, "seed": int,
}  # fmt: skip
_ROOM_KEYS: dict[str, Kind] = {
    "name": str,
    **dict.fromkeys(
        (
            "setpoint_c", "ambient_c", "hysteresis_c", "cooling_per_h", "leak_per_h", "door_per_h", "goods_per_h",
            "goods_kg", "defrost_every_h", "defrost_minutes", "defrost_heat_per_h",
        ),
        _NUMBER,
    ),
}  # fmt: skip
_PROBE_KEYS: dict[str, Kind] = {
    "name": str, "dialect": str, "identity": str, "resolution_c": str, "lag_s": _NUMBER, "noise_c": _NUMBER,
    "battery": _NUMBER, "repeats": int, "interval_s": _NUMBER,
}  # fmt: skip
_PRINTER_KEYS: dict[str, Kind] = {
    "name": str, "paper_mm": int, "model_name": str, "serial_number": str, "pty": str, "tcp": int,
    "language": str,
}  # fmt: skip

_SCANNER_KEYS: dict[str, Kind] = {
    "name": str, "suffix": str, "identifier": str, "codes": list, "line": str, "pty": str, "tcp": int, "rfc2217": int,
}  # fmt: skip


def read_config(file: Path, run_dir: Path) -> FleetSpec:
    """Raises BadConfig. Paths of links and papers are taken from `run_dir`."""
    try:
        table: Table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise BadConfig([f"{file} cannot be read: {wrong.strerror}"]) from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadConfig([f"{file} is no TOML: {wrong}"]) from wrong
    reader = _Reader(file)
    general = table.pop("simulation", {})
    scales = _scales(reader, table, run_dir)
    rooms = _rooms(reader, table)
    printers = _printers(reader, table, run_dir)
    scanners = _scanners(reader, table, run_dir)
    for key in table:
        reader.wrong(
            key, "unknown; a file has [simulation], [[scales]], [[rooms]], [[printers]] and [[scanners]]"
        )
    settings = reader.take(general, "simulation", {"speed": _NUMBER}) if isinstance(general, dict) else {}
    speed = float(str(settings.get("speed", 1.0)))
    if speed <= 0:
        reader.wrong("simulation", "'speed' must be more than 0")
    if reader.faults:
        raise BadConfig(reader.faults)
    return FleetSpec(tuple(scales), tuple(rooms), tuple(printers), speed, tuple(scanners))


def _scales(reader: _Reader, table: Table, run_dir: Path) -> list[ScaleSpec]:
    built: list[ScaleSpec] = []
    seen: set[str] = set()
    for place, entry in enumerate(reader.tables(table, "scales"), 1):
        where = f"scale {entry.get('name', place)}"
        taken = reader.take(entry, where, _SCALE_KEYS)
        reader.name(taken, where, seen)
        usual = _spoken(reader, where, taken)
        for key in ("max_g", "e_g", "division"):
            if key in taken:
                taken[key] = _exact(taken[key])
        sizes: Table = {key: taken.pop(key) for key in ("max_g", "e_g") if key in taken}
        _reachable(reader, where, taken, run_dir, "rfc2217")
        platform = reader.build(where, Platform, {"max_g": usual.max_g, "e_g": usual.e_g, **sizes})
        spec = reader.build(where, ScaleSpec, {**taken, "platform": platform})
        if spec:
            built.append(spec)
    return built


def _spoken(reader: _Reader, where: str, taken: Table) -> Platform:
    """The platform that scales of this language usually have."""
    try:
        return language(str(taken.get("protocol", "mt_sics"))).platform
    except ValueError:
        reader.wrong(where, f"'protocol' must be one of: {', '.join(LANGUAGES)}")
        taken.pop("protocol")
        return Platform()


def _exact(number: object) -> int | Decimal:
    """A TOML number without what a binary fraction would add to it."""
    return number if isinstance(number, int) else Decimal(str(number))


def _rooms(reader: _Reader, table: Table) -> list[EquippedRoom]:
    built: list[EquippedRoom] = []
    rooms: set[str] = set()
    probes: set[str] = set()
    for place, entry in enumerate(reader.tables(table, "rooms"), 1):
        where = f"room {entry.get('name', place)}"
        hung = [_probe(reader, where, probe, probes) for probe in reader.tables(entry, "probes")]
        taken = reader.take(entry, where, _ROOM_KEYS)
        reader.name(taken, where, rooms)
        if "setpoint_c" not in taken:
            reader.wrong(where, "needs 'setpoint_c'")
            continue
        spec = reader.build(where, RoomSpec, taken)
        if spec:
            built.append(EquippedRoom(spec, tuple(probe for probe in hung if probe)))
    return built


def _probe(reader: _Reader, room: str, entry: Table, seen: set[str]) -> ProbeSpec | None:
    where = f"{room}, probe {entry.get('name', '')}"
    taken = reader.take(entry, where, _PROBE_KEYS)
    reader.name(taken, where, seen)
    if taken.get("dialect") not in DIALECTS:
        reader.wrong(where, f"'dialect' must be one of: {', '.join(DIALECTS)}")
        return None
    return reader.build(where, ProbeSpec, taken)


def _printers(reader: _Reader, table: Table, run_dir: Path) -> list[PrinterSpec]:
    built: list[PrinterSpec] = []
    seen: set[str] = set()
    for place, entry in enumerate(reader.tables(table, "printers"), 1):
        where = f"printer {entry.get('name', place)}"
        taken = reader.take(entry, where, _PRINTER_KEYS)
        name = reader.name(taken, where, seen)
        if taken.get("paper_mm", 80) not in (58, 80, 112):
            reader.wrong(where, "'paper_mm' must be 58, 80 or 112")
        if taken.get("language", "escpos") not in ("escpos", "zpl"):
            reader.wrong(where, "'language' must be escpos or zpl")
        _reachable(reader, where, taken, run_dir)
        spec = reader.build(where, PrinterSpec, {**taken, "folder": run_dir / "paper" / name})
        if spec:
            built.append(spec)
    return built


def _scanners(reader: _Reader, table: Table, run_dir: Path) -> list[ScannerSpec]:
    built: list[ScannerSpec] = []
    seen: set[str] = set()
    for place, entry in enumerate(reader.tables(table, "scanners"), 1):
        where = f"scanner {entry.get('name', place)}"
        taken = reader.take(entry, where, _SCANNER_KEYS)
        reader.name(taken, where, seen)
        codes = taken.get("codes", [])
        if isinstance(codes, list) and all(isinstance(code, str) and code for code in codes):
            taken["codes"] = tuple(codes)
        else:
            reader.wrong(where, "'codes' is a list of texts")
            taken.pop("codes")
        _reachable(reader, where, taken, run_dir, "rfc2217")
        spec = reader.build(where, ScannerSpec, taken)
        if spec:
            built.append(spec)
    return built


def _reachable(reader: _Reader, where: str, taken: Table, run_dir: Path, *others: str) -> None:
    if "pty" in taken:
        taken["pty"] = run_dir / str(taken["pty"])
    elif not {"tcp", *others} & set(taken):
        reader.wrong(where, "needs 'pty' (a path) or 'tcp' (a port, 0 for any)")


def with_ports(spec: FleetSpec, wanted: str) -> FleetSpec:
    """`scale.packing=7001,printer.labels=9100` laid over the file. Raises BadConfig."""
    scales = {scale.name: scale for scale in spec.scales}
    printers = {printer.name: printer for printer in spec.printers}
    faults: list[str] = []
    for part in filter(None, (piece.strip() for piece in wanted.split(","))):
        address, _, number = part.partition("=")
        kind, _, name = address.partition(".")
        if not (number.isascii() and number.isdecimal() and int(number) < 65536):  # noqa: PLR2004 - ports end there
            faults.append(f"--ports: '{part}' must look like scale.packing=7001")
        elif kind == "scale" and name in scales:
            scales[name] = replace(scales[name], tcp=int(number))
        elif kind == "printer" and name in printers:
            printers[name] = replace(printers[name], tcp=int(number))
        else:
            faults.append(f"--ports: there is no {address} in the file")
    if faults:
        raise BadConfig(faults)
    return replace(spec, scales=tuple(scales.values()), printers=tuple(printers.values()))
