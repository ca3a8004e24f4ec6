"""The command line: one device, the sensors of a file, or a whole hub's worth of devices."""

import argparse
import contextlib
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from firmware_sim.broker_link import BrokerAddress
from firmware_sim.config import BadConfig, read_config, with_ports
from firmware_sim.control import ControlServer
from firmware_sim.fleet import Fleet, FleetSpec, write_links
from firmware_sim.mt_sics import GRAMS_PER_UNIT
from firmware_sim.printer import PrinterSpec
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleSpec

BAD_ARGUMENTS = 2
ENDINGS = (signal.SIGINT, signal.SIGTERM)
EXAMPLES = """examples:
  a scale on a serial line (a path to open) and a page to put loads on it:
    python -m firmware_sim scale --protocol mt-sics --pty ./scale --http 8090
  a printer on a network port, its papers as pictures in ./paper:
    python -m firmware_sim printer --tcp 9100 --paper ./paper --http 8091
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
        prog="python -m firmware_sim", description="Simulated scales, cold-room sensors and printers.",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="scale | printer | sensors | all")
    scale = _kind(kinds, "scale", "one scale")
    scale.add_argument("--protocol", choices=["mt-sics"], default="mt-sics")
    scale.add_argument("--name", default="scale")
    scale.add_argument(
        "--pty", type=Path, metavar="PATH", help="serial line: this path is made, open it as a port"
    )
    scale.add_argument("--tcp", type=_port, metavar="PORT", help="network port; 0 takes any free one")
    scale.add_argument("--max-g", type=int, default=60_000, help="capacity in grams (60000)")
    scale.add_argument("--e-g", type=int, default=10, help="verification interval in grams (10)")
    scale.add_argument("--unit", choices=sorted(GRAMS_PER_UNIT), default="kg")
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
        "--width", type=int, choices=[58, 80], default=80, help="paper width in millimetres (80)"
    )
    sensors = _kind(kinds, "sensors", "the cold rooms of a file")
    whole = _kind(kinds, "all", "everything in a file")
    for command in (sensors, whole):
        command.add_argument("--config", type=Path, required=True, metavar="FILE")
        command.add_argument("--broker", required=True, metavar="URL", help="mqtt://127.0.0.1:1883")
    whole.add_argument(
        "--run-dir", type=Path, default=Path("run"), metavar="DIR", help="for serial paths and papers"
    )
    whole.add_argument("--ports", default="", metavar="scale.packing=7001,printer.labels=9100")
    return parser


def _kind(
    kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str
) -> argparse.ArgumentParser:
    command = kinds.add_parser(
        name,
        help=what,
        description=what,
        epilog=EXAMPLES,
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
    if chosen.kind in ("scale", "printer") and chosen.pty is None and chosen.tcp is None:
        message = f"Say where the {chosen.kind} is reached: --pty PATH, --tcp PORT or both."
        raise ValueError(message)
    if chosen.kind == "scale":
        if chosen.max_g <= 0 or chosen.e_g <= 0:
            message = "--max-g and --e-g must be more than 0."
            raise ValueError(message)
        platform = Platform(max_g=chosen.max_g, e_g=chosen.e_g)
        scale = ScaleSpec(chosen.name, platform, unit=chosen.unit, pty=chosen.pty, tcp=chosen.tcp)
        return FleetSpec(scales=(scale,)), None
    if chosen.kind == "printer":
        printer = PrinterSpec(
            chosen.name, paper_mm=chosen.width, folder=chosen.paper, tcp=chosen.tcp, pty=chosen.pty
        )
        return FleetSpec(printers=(printer,)), None
    broker = BrokerAddress.parse(chosen.broker)
    if chosen.kind == "sensors":
        whole = read_config(chosen.config, Path())
        return FleetSpec(rooms=whole.rooms, speed=whole.speed), broker
    return with_ports(read_config(chosen.config, chosen.run_dir), chosen.ports), broker


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
