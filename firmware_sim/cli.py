"""The command line: one device, the sensors of a file, or a whole hub's worth of devices."""

import argparse
import contextlib
import logging
import re
import signal
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from firmware_sim.broker_link import BrokerAddress
from firmware_sim.config import BadConfig, read_config, with_ports
from firmware_sim.control import ControlServer
from firmware_sim.fleet import Fleet, FleetSpec, write_links
from firmware_sim.indicator import GRAMS_PER_UNIT
from firmware_sim.languages.catalogue import LANGUAGES, language
from firmware_sim.printer import PrinterSpec
from firmware_sim.probes import ProbeFault, ProbeSpec
from firmware_sim.rooms import RoomSpec
from firmware_sim.scale import Grams, Platform
from firmware_sim.scale_device import ScaleSpec
from firmware_sim.scanner import SUFFIXES, ScannerSpec
from firmware_sim.sensors import EquippedRoom
from firmware_sim.speaking import Mode
from firmware_sim.speech.catalogue import DIALECTS

BAD_ARGUMENTS = 2
ENDINGS = (signal.SIGINT, signal.SIGTERM)
EXAMPLES = """examples:
  a scale on a serial line (a path to open) and a page to put loads on it:
    python -m firmware_sim scale --protocol mt-sics --pty ./scale --http 8090
  a Rice Lake indicator that streams 20 frames a second, on a serial line and behind RFC 2217:
    python -m firmware_sim scale --protocol ricelake-stream --frames-per-second 20 --pty ./scale --rfc2217 7217
  a printer on a network port, its papers as pictures in ./paper:
    python -m firmware_sim printer --tcp 9100 --paper ./paper --http 8091
  a barcode scanner on a serial line that ends each code with CR LF, and a page to scan with:
    python -m firmware_sim scanner --suffix CRLF --identifier ]C1 --pty ./scanner --http 8092
  one cold room with one sensor of a dialect, whose probe says NaN now and then is said to be gone:
    python -m firmware_sim sensors --broker mqtt://127.0.0.1:1883 --dialect ruuvi-gateway --setpoint 3.5 --fault nan --fault offline
  the cold rooms of a file, published to a broker:
    python -m firmware_sim sensors --broker mqtt://127.0.0.1:1883 --config config/simulators.toml
  everything a hub has:
    python -m firmware_sim all --config config/simulators.toml --broker mqtt://127.0.0.1:1883 --run-dir run --http 8090
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        spec, broker = _wanted(chosen)
    except BadConfig as bad:
        for fault in bad.faults:
            sys.stderr.write(f"{fault}\n")
        return BAD_ARGUMENTS
    except ValueError as bad:
        sys.stderr.write(f"{bad}\n")
        return BAD_ARGUMENTS
    try:
        return _run(spec, broker, chosen.http, getattr(chosen, "run_dir", None))
    except OSError as failed:
        sys.stderr.write(f"The devices could not start: {failed.strerror or failed}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m firmware_sim", description="Simulated scales, cold-room sensors, printers and barcode scanners.",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    kinds = parser.add_subparsers(
        dest="kind", required=True, metavar="scale | printer | scanner | sensors | all"
    )
    _scale_arguments(_kind(kinds, "scale", "one scale", _languages()))
    printer = _kind(kinds, "printer", "one receipt printer")
    printer.add_argument("--name", default="printer")
    printer.add_argument(
        "--tcp", type=_port, metavar="PORT", help="network port, usually 9100; 0 takes any free one"
    )
    printer.add_argument("--pty", type=Path, metavar="PATH", help="serial line: this path is made")
    printer.add_argument(
        "--paper", type=Path, metavar="DIR", help="folder for pictures and records of the papers"
    )
    printer.add_argument(
        "--width", type=int, choices=[58, 80, 112], default=80, help="paper width in millimetres (80)"
    )
    _scanner_arguments(_kind(kinds, "scanner", "one barcode scanner that is no keyboard"))
    sensors = _kind(kinds, "sensors", "cold rooms with their sensors", _dialects())
    _sensor_arguments(sensors)
    whole = _kind(kinds, "all", "everything in a file")
    for command in (sensors, whole):
        command.add_argument("--config", type=Path, required=command is whole, metavar="FILE")
        command.add_argument("--broker", required=True, metavar="URL", help="mqtt://127.0.0.1:1883")
    whole.add_argument(
        "--run-dir", type=Path, default=Path("run"), metavar="DIR", help="for serial paths and papers"
    )
    whole.add_argument("--ports", default="", metavar="scale.packing=7001,printer.labels=9100")
    return parser


def _scanner_arguments(scanner: argparse.ArgumentParser) -> None:
    scanner.add_argument("--name", default="scanner")
    scanner.add_argument(
        "--pty", type=Path, metavar="PATH", help="serial line: this path is made, open it as a port"
    )
    scanner.add_argument("--tcp", type=_port, metavar="PORT", help="network port; 0 takes any free one")
    scanner.add_argument(
        "--rfc2217", type=_port, metavar="PORT", help="serial port behind a network; 0 takes any free one"
    )
    scanner.add_argument(
        "--line",
        default="",
        metavar="'9600 8N1'",
        help="the reader must choose the same on serial lines (any do)",
    )
    scanner.add_argument("--suffix", choices=list(SUFFIXES), default="CR", help="sent behind each code (CR)")
    scanner.add_argument(
        "--identifier",
        default="",
        metavar="ID",
        help="symbology identifier, such as ]C1, sent before each code (none)",
    )
    scanner.add_argument(
        "--code",
        action="append",
        default=[],
        metavar="TEXT",
        help="a code to choose on the page; may be repeated",
    )


def _scale_arguments(scale: argparse.ArgumentParser) -> None:
    scale.add_argument(
        "--protocol",
        type=_protocol,
        default="mt_sics",
        metavar="NAME",
        help="a wire language (mt-sics); listed below",
    )
    scale.add_argument("--model", default="", help="a variant of the language; listed below")
    scale.add_argument("--mode", choices=list(Mode), help="speak unasked, on request or at the print key")
    scale.add_argument(
        "--frames-per-second", type=float, default=10.0, metavar="N", help="in stream mode (10)"
    )
    scale.add_argument("--name", default="scale")
    scale.add_argument(
        "--pty", type=Path, metavar="PATH", help="serial line: this path is made, open it as a port"
    )
    scale.add_argument("--tcp", type=_port, metavar="PORT", help="network port; 0 takes any free one")
    scale.add_argument(
        "--rfc2217", type=_port, metavar="PORT", help="serial port behind a network; 0 takes any free one"
    )
    scale.add_argument(
        "--line",
        default="",
        metavar="'9600 7E1'",
        help="the reader must choose the same on serial lines (any do)",
    )
    scale.add_argument("--max-g", type=_grams, help="capacity in grams (as scales of this language have)")
    scale.add_argument("--e-g", type=_grams, help="verification interval in grams (as above)")
    scale.add_argument("--division", type=_grams, metavar="STEP", help="step shown, in the unit (e)")
    scale.add_argument("--unit", choices=sorted(GRAMS_PER_UNIT), help="the unit shown (the language's first)")
    scale.add_argument("--address", type=int, default=1, help="where the frame names the device (1)")


def _sensor_arguments(sensors: argparse.ArgumentParser) -> None:
    sensors.add_argument(
        "--dialect", type=_dialect, metavar="NAME", help="one room with one sensor, instead of --config"
    )
    sensors.add_argument("--name", default="cold-room-1", help="of the sensor (cold-room-1)")
    sensors.add_argument(
        "--identity",
        default="01191ED79190",
        metavar="HEX",
        help="12 digits: ROM code, address or end of the EUI",
    )
    sensors.add_argument("--setpoint", type=float, default=4.0, metavar="C", help="of the room (4)")
    sensors.add_argument(
        "--interval", type=float, default=30.0, metavar="S", help="seconds between messages (30)"
    )
    sensors.add_argument(
        "--speed", type=float, default=1.0, metavar="N", help="simulated seconds a second (1)"
    )
    sensors.add_argument(
        "--fault",
        action="append",
        default=[],
        choices=[str(one) for one in ProbeFault],
        help="from the start",
    )


def _dialects() -> str:
    return f"dialects (write _ or -): {', '.join(DIALECTS)}\nfaults: {', '.join(ProbeFault)}\n\n"


def _dialect(text: str) -> str:
    name = text.replace("-", "_")
    if name not in DIALECTS:
        message = f"'{text}' is no dialect; known are {', '.join(DIALECTS)}"
        raise argparse.ArgumentTypeError(message)
    return name


def _languages() -> str:
    """One line for each: name, title, units, models."""
    rows = [
        f"  {one.name:<19} {one.title:<29} {one.line}, {one.mode}; {' '.join(one.units)}"
        + (f"; models {' '.join(one.models)}" if len(one.models) > 1 else "")
        for one in LANGUAGES.values()
    ]
    return "\n".join(["protocols (write _ or -), factory line, mode, units:", *rows, ""]) + "\n"


def _protocol(text: str) -> str:
    try:
        return language(text).name
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def _grams(text: str) -> Grams:
    try:
        exact = Decimal(text)
    except InvalidOperation as wrong:
        message = f"'{text}' is no number"
        raise argparse.ArgumentTypeError(message) from wrong
    if not exact.is_finite():
        message = f"'{text}' is no number"
        raise argparse.ArgumentTypeError(message)
    return int(exact) if exact == exact.to_integral_value() else exact


def _kind(
    kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str, more: str = ""
) -> argparse.ArgumentParser:
    command = kinds.add_parser(
        name,
        help=what,
        description=what,
        epilog=more + EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "--http", type=_port, metavar="PORT", help="control page on loopback; 0 takes any free port"
    )
    return command


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 65536):  # noqa: PLR2004 - ports end there
        message = f"'{text}' is no port; a port is a number from 0 to 65535"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _wanted(chosen: argparse.Namespace) -> tuple[FleetSpec, BrokerAddress | None]:
    if chosen.kind == "scale":
        return FleetSpec(scales=(_scale(chosen),)), None
    if chosen.kind == "scanner":
        return FleetSpec(scanners=(_scanner(chosen),)), None
    if chosen.kind == "printer":
        if chosen.pty is None and chosen.tcp is None:
            message = "Say where the printer is reached: --pty PATH, --tcp PORT or both."
            raise ValueError(message)
        printer = PrinterSpec(
            chosen.name, paper_mm=chosen.width, folder=chosen.paper, tcp=chosen.tcp, pty=chosen.pty
        )
        return FleetSpec(printers=(printer,)), None
    broker = BrokerAddress.parse(chosen.broker)
    if chosen.kind == "sensors" and chosen.dialect is not None:
        return _one_sensor(chosen), broker
    if chosen.kind == "sensors":
        if chosen.config is None:
            message = "Say which sensors: --dialect NAME for one, or --config FILE."
            raise ValueError(message)
        whole = read_config(chosen.config, Path())
        return FleetSpec(rooms=whole.rooms, speed=whole.speed), broker
    return with_ports(read_config(chosen.config, chosen.run_dir), chosen.ports), broker


def _one_sensor(chosen: argparse.Namespace) -> FleetSpec:
    if not re.fullmatch(r"[0-9A-Fa-f]{12}", chosen.identity):
        message = "--identity is 12 hexadecimal digits."
        raise ValueError(message)
    if chosen.interval <= 0 or chosen.speed <= 0:
        message = "--interval and --speed must be more than 0."
        raise ValueError(message)
    probe = ProbeSpec(chosen.name, chosen.dialect, chosen.identity.upper(), interval_s=chosen.interval)
    faults = tuple(ProbeFault(kind) for kind in chosen.fault)
    room = EquippedRoom(RoomSpec("cold_1", chosen.setpoint), (probe,), faults)
    return FleetSpec(rooms=(room,), speed=chosen.speed)


def _scanner(chosen: argparse.Namespace) -> ScannerSpec:
    if chosen.pty is None and chosen.tcp is None and chosen.rfc2217 is None:
        message = "Say where the scanner is reached: --pty PATH, --tcp PORT, --rfc2217 PORT or several."
        raise ValueError(message)
    return ScannerSpec(
        chosen.name, chosen.suffix, chosen.identifier, tuple(chosen.code), pty=chosen.pty, tcp=chosen.tcp,
        rfc2217=chosen.rfc2217, line=chosen.line,
    )  # fmt: skip


def _scale(chosen: argparse.Namespace) -> ScaleSpec:
    if chosen.pty is None and chosen.tcp is None and chosen.rfc2217 is None:
        message = "Say where the scale is reached: --pty PATH, --tcp PORT, --rfc2217 PORT or several."
        raise ValueError(message)
    usual = language(chosen.protocol).platform
    platform = Platform(
        usual.max_g if chosen.max_g is None else chosen.max_g, usual.e_g if chosen.e_g is None else chosen.e_g
    )
    if platform.max_g <= 0 or platform.e_g <= 0:
        message = "--max-g and --e-g must be more than 0."
        raise ValueError(message)
    return ScaleSpec(
        chosen.name, platform, unit=chosen.unit or "", pty=chosen.pty, tcp=chosen.tcp, protocol=chosen.protocol,
        model=chosen.model, mode=chosen.mode or "", frames_per_second=chosen.frames_per_second,
        address=chosen.address, division=chosen.division, rfc2217=chosen.rfc2217, line=chosen.line,
    )  # fmt: skip


def _run(spec: FleetSpec, broker: BrokerAddress | None, http: int | None, run_dir: Path | None) -> int:
    """Until SIGINT or SIGTERM; then every link is taken down again."""
    # Blocked before any thread starts and waited for, because a signal handler may come at any line, also inside the
    # lock of the very event it wants to set.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    with contextlib.ExitStack() as stops:
        fleet = Fleet.build(spec, broker)
        stops.callback(fleet.stop)
        fleet.start()
        links = fleet.links()
        lines = fleet.lines()
        if http is not None:
            control = ControlServer(fleet, http)
            stops.callback(control.stop)
            control.start()
            links["http"] = control.url
            lines.append(f"control page: {control.url}")
        if run_dir is not None:
            told = run_dir / "devices.json"
            stops.callback(told.unlink, missing_ok=True)
            write_links(told, links)
            lines.append(f"addresses: {told}")
        sys.stdout.write("".join(f"{line}\n" for line in [*lines, "Stop with Ctrl-C."]))
        sys.stdout.flush()
        signal.sigwait(ENDINGS)
        # A second signal ends the process at once, should taking down take too long.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
    return 0
