"""The settings of the house: config/*.toml and the environment in, frozen values out, or every fault at once.

Files hold what a person decides; the environment holds paths and addresses only. Each value remembers where it came from,
so that `hub doctor` can say it. Not for: what staff change while the house runs, which lives in the database with its author.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from hub.coldchain.escalation import Plan, Recipient, Step
from hub.devices.spec import DeviceSpecs, read_devices
from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.toml_lines import Place, key_lines, line_of
from hub.kernel.unfit import Said, Unfit, said_of
from hub.kernel.words import Language
from hub.labels.sheet import KINDS_OF, read_layout
from hub.labels.symbols import MICRONS_PER_INCH
from hub.people.roles import Roles, read_roles
from hub.storage.database import sqlite_url

HUB_FILE = "hub.toml"
MOST_LISTENERS = 16
DEVICES_FILE = "devices.toml"
ROLES_FILE = "roles.toml"
DATABASE_FILE = "hub.db"
LABELS_FOLDER = "labels"

_Read = TypeVar("_Read")

_HIGHEST_PORT = 65_535


class OwnBroker(StrEnum):
    """Which broker the house starts for itself when no address of one is given."""

    AUTO = "auto"
    MOSQUITTO = "mosquitto"
    AMQTT = "amqtt"


@dataclass(frozen=True, slots=True)
class HubSettings:
    """Who the hub is: what stands on papers, and the zone that local times are shown in."""

    name: str
    address: str
    phone: str
    timezone: str
    currency: str
    country: str
    gs1_company_prefix: str
    language: Language
    on_duty: str = ""
    approval_number: str = ""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Where the pages are served, and the address that phones reach them at."""

    host: str
    port: int
    https: bool
    threads: int
    address: str | None = None


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    url: str


@dataclass(frozen=True, slots=True)
class BrokerSettings:
    """`url` is None when the house starts a broker of its own; `own` says which. So many processes listen to the sensors."""

    url: str | None
    own: OwnBroker
    listeners: int = 1


@dataclass(frozen=True, slots=True)
class ReceivingSettings:
    """`heaviest_typed_kg` is the most that may be typed as a weight where no scale of the house stands."""

    tolerance_per_mille: int
    heaviest_typed_kg: int


@dataclass(frozen=True, slots=True)
class PickingSettings:
    tolerance_per_mille: int


@dataclass(frozen=True, slots=True)
class ColdchainSettings:
    keep_messages_days: int
    keep_readings_days: int | None


class MailSecurity(StrEnum):
    """How the line to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AlarmSettings:
    """Who is written to about alarms, and through which server. `host` None: nobody; the screens call all the same."""

    host: str | None
    port: int
    security: MailSecurity
    login: str
    sender: str
    steps: tuple[Step, ...]
    repeat_minutes: int
    quiet_from: time
    quiet_until: time
    alive_at: time
    password: str = field(default="", repr=False)

    def plan(self, zone: ZoneInfo) -> Plan:
        repeat = timedelta(minutes=self.repeat_minutes)
        return Plan(self.steps if self.host else (), repeat, self.quiet_from, self.quiet_until, zone)


@dataclass(frozen=True, slots=True)
class DemoSettings:
    panel_url: str | None


@dataclass(frozen=True, slots=True)
class LogSettings:
    level: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the house was told, checked. `origins` maps a dotted key to the file and line, or variable, it came from."""

    hub: HubSettings
    web: WebSettings
    database: DatabaseSettings
    broker: BrokerSettings
    receiving: ReceivingSettings
    picking: PickingSettings
    coldchain: ColdchainSettings
    alarms: AlarmSettings
    demo: DemoSettings
    log: LogSettings
    devices: DeviceSpecs
    roles: Roles
    config_dir: Path
    data_dir: Path
    origins: Mapping[str, str]


Reading = Callable[[object], object]


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise Unfit("a_text")
    return raw.strip()


def _matching(pattern: str, unfit: str, raw: object) -> str:
    if not isinstance(raw, str) or not re.fullmatch(pattern, raw):
        raise Unfit(unfit)
    return raw


def _whole(lowest: int, highest: int, raw: object) -> int:
    # The environment only has text; a file must not quote its numbers.
    if isinstance(raw, bool) or not isinstance(raw, int) or not lowest <= raw <= highest:
        raise Unfit("whole_number", lowest=lowest, highest=highest)
    return raw


def _yes_or_no(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Unfit("yes_or_no")
    return raw


def _time_of_day(raw: object) -> time:
    if not isinstance(raw, str) or not re.fullmatch("[0-2][0-9]:[0-5][0-9]", raw) or raw >= "24":
        raise Unfit("time_of_day")
    return time.fromisoformat(raw)


def _recipients(raw: object) -> tuple[Recipient, ...]:
    if not isinstance(raw, list):
        raise Unfit("alarm_steps")
    found = []
    for one in raw:
        if (
            not isinstance(one, dict)
            or set(one) != {"mail", "language"}
            or one["language"] not in set(Language)
        ):
            raise Unfit("alarm_steps")
        # Neither a line end nor a second address gets into the head of a letter.
        if not isinstance(one["mail"], str) or not re.fullmatch(r"[^\s@,;<>]+@[^\s@,;<>]+", one["mail"]):
            raise Unfit("alarm_steps")
        found.append(Recipient(one["mail"], Language(one["language"])))
    return tuple(found)


def _steps(raw: object) -> tuple[Step, ...]:
    if not isinstance(raw, list):
        raise Unfit("alarm_steps")
    found = []
    for one in raw:
        if not isinstance(one, dict) or not {"after_minutes", "to"} <= set(one) <= {
            "after_minutes",
            "to",
            "at_night",
        }:
            raise Unfit("alarm_steps")
        after = timedelta(minutes=_whole(0, 1_440, one["after_minutes"]))
        found.append(Step(after, _recipients(one["to"]), _recipients(one.get("at_night", []))))
    return tuple(found)


def _one_of(choices: type[StrEnum], raw: object) -> StrEnum:
    if not isinstance(raw, str) or raw not in set(choices):
        raise Unfit("one_of", choices=", ".join(f'"{choice}"' for choice in choices))
    return choices(raw)


def _zone(raw: object) -> str:
    try:
        return ZoneInfo(_text(raw)).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as err:
        raise Unfit("zone") from err


def _address(schemes: tuple[str, ...], raw: object) -> str:
    example = f'"{schemes[0]}://127.0.0.1:1883"'
    if not isinstance(raw, str):
        raise Unfit("address", example=example)
    try:
        parts = urlsplit(raw)
        known = parts.scheme in schemes and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as err:
        raise Unfit("address", example=example) from err
    if not known:
        raise Unfit("address", example=example)
    return raw


def _database_url(raw: object) -> str:
    example = '"sqlite:////srv/hub/hub.db", "postgresql+psycopg://hub@localhost/hub"'
    try:
        url = make_url(_text(raw))
    except ArgumentError as err:
        raise Unfit("address", example=example) from err
    if url.drivername == "postgresql":
        # SQLAlchemy would look for psycopg2 behind the plain name; the house has psycopg 3.
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise Unfit("address", example=example)
    return url.render_as_string(hide_password=False)


class _LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of hub.toml: how its value is read, what may replace it from the environment, and what stands without it."""

    section: str
    name: str
    read: Reading
    variable: str | None = None
    optional: bool = False
    default: object = None

    @property
    def dotted(self) -> str:
        return f"{self.section}.{self.name}"


_per_mille = partial(_whole, 0, 1000)
_port = partial(_whole, 0, _HIGHEST_PORT)
_HOST = partial(_matching, r"[0-9A-Za-z.:_-]+", "host")

KEYS = (
    Key("hub", "name", _text),
    Key("hub", "address", _text),
    Key("hub", "phone", _text),
    Key("hub", "timezone", _zone),
    Key("hub", "currency", partial(_matching, "[A-Z]{3}", "currency")),
    Key("hub", "country", partial(_matching, "[A-Z]{2}", "country")),
    # GS1 General Specifications 1.4.4: a company prefix has 4 to 12 digits. Without one, crates get a code of the house.
    Key(
        "hub",
        "gs1_company_prefix",
        partial(_matching, "([0-9]{4,12})?", "company_prefix"),
    ),
    Key("hub", "language", partial(_one_of, Language)),
    Key("hub", "on_duty", _text, optional=True, default=""),
    Key("hub", "approval_number", _text, optional=True, default=""),
    Key("web", "host", _HOST, variable="SAMLAST_WEB_HOST", optional=True, default="127.0.0.1"),
    Key("web", "port", _port, variable="SAMLAST_WEB_PORT", optional=True, default=8321),
    Key(
        "web", "address", partial(_address, ("https", "http")), variable="SAMLAST_WEB_ADDRESS", optional=True
    ),
    Key("web", "https", _yes_or_no, optional=True, default=False),
    Key("web", "threads", partial(_whole, 8, 512), optional=True, default=48),
    Key("database", "url", _database_url, variable="SAMLAST_DATABASE_URL", optional=True),
    Key("broker", "url", partial(_address, ("mqtt", "mqtts")), variable="SAMLAST_BROKER_URL", optional=True),
    Key("broker", "own", partial(_one_of, OwnBroker), optional=True, default=OwnBroker.AUTO),
    Key("broker", "listeners", partial(_whole, 1, MOST_LISTENERS), optional=True, default=1),
    Key("receiving", "tolerance_per_mille", _per_mille),
    Key("receiving", "heaviest_typed_kg", partial(_whole, 1, 10_000), optional=True, default=1_000),
    Key("picking", "tolerance_per_mille", _per_mille),
    Key("coldchain", "keep_messages_days", partial(_whole, 1, 3_650), optional=True, default=90),
    Key("coldchain", "keep_readings_days", partial(_whole, 400, 36_500), optional=True),
    Key("alarms", "host", _HOST, optional=True),
    Key("alarms", "port", _port, optional=True, default=587),
    Key("alarms", "security", partial(_one_of, MailSecurity), optional=True, default=MailSecurity.STARTTLS),
    Key("alarms", "login", _text, optional=True, default=""),
    Key("alarms", "sender", _text, optional=True, default="samlast@localhost"),
    Key("alarms", "steps", _steps, optional=True, default=()),
    Key("alarms", "repeat_minutes", partial(_whole, 5, 1_440), optional=True, default=30),
    Key("alarms", "quiet_from", _time_of_day, optional=True, default=time(22)),
    Key("alarms", "quiet_until", _time_of_day, optional=True, default=time(6)),
    Key("alarms", "alive_at", _time_of_day, optional=True, default=time(7)),
    Key(
        "demo", "panel_url", partial(_address, ("http", "https")), variable="SAMLAST_PANEL_URL", optional=True
    ),
    Key("log", "level", partial(_one_of, _LogLevel), optional=True, default=_LogLevel.INFO),
)

# SAMLAST_LINK_GOODS_IN is the address of the device with the key goods_in.
LINK = "SAMLAST_LINK_"

MAIL_PASSWORD = "SAMLAST_MAIL_PASSWORD"  # noqa: S105 - the name of the variable
VARIABLES = frozenset(
    {"SAMLAST_CONFIG", "SAMLAST_DATA", MAIL_PASSWORD, *(key.variable for key in KEYS if key.variable)}
)


def load(config_dir: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Read and check everything. Raises Misconfigured with all faults of all files and the environment together."""
    said = os.environ if environment is None else environment
    data_dir = Path(said.get("SAMLAST_DATA") or config_dir.resolve().parent / "data").absolute()
    faults: list[Fault] = []
    hub_file = _HubFile(config_dir / HUB_FILE, said, faults)
    values = hub_file.read()
    devices = _neighbour(faults, config_dir / DEVICES_FILE, read_devices)
    roles = _neighbour(faults, config_dir / ROLES_FILE, read_roles)
    if devices is not None:
        _look_at_layouts(config_dir / LABELS_FOLDER, devices, faults)
    _look_at_environment(said, faults)
    links = _links(said, devices, faults)
    if faults or devices is None or roles is None:
        raise Misconfigured(tuple(faults))
    if values["database"]["url"] is None:
        values["database"]["url"] = sqlite_url(data_dir / DATABASE_FILE)
    return Settings(
        hub=HubSettings(**values["hub"]),
        web=WebSettings(**values["web"]),
        database=DatabaseSettings(**values["database"]),
        broker=BrokerSettings(**values["broker"]),
        receiving=ReceivingSettings(**values["receiving"]),
        picking=PickingSettings(**values["picking"]),
        coldchain=ColdchainSettings(**values["coldchain"]),
        alarms=AlarmSettings(**values["alarms"], password=said.get(MAIL_PASSWORD, "")),
        demo=DemoSettings(**values["demo"]),
        log=LogSettings(**values["log"]),
        devices=devices.with_links(links),
        roles=roles,
        config_dir=config_dir,
        data_dir=data_dir,
        origins=MappingProxyType(hub_file.origins | {"data_dir": _data_origin(said)}),
    )


class _HubFile:
    """One reading of hub.toml: values by section, faults into the shared list, origins by dotted key."""

    def __init__(self, path: Path, environment: Mapping[str, str], faults: list[Fault]) -> None:
        self._path = path
        self._environment = environment
        self._faults = faults
        self._lines: dict[Place, int] = {}
        self.origins: dict[str, str] = {}

    def read(self) -> dict[str, dict[str, Any]]:
        parsed = _parse(self._path, self._faults)
        if parsed is None:
            return {}
        tables, self._lines = parsed
        self._refuse_unknown(tables)
        sections: dict[str, dict[str, Any]] = {}
        for key in KEYS:
            sections.setdefault(key.section, {})[key.name] = self._one(key, tables.get(key.section))
        return sections

    def _refuse_unknown(self, tables: dict[str, object]) -> None:
        known: dict[str, set[str]] = {}
        for key in KEYS:
            known.setdefault(key.section, set()).add(key.name)
        for section, table in tables.items():
            line = line_of(self._lines, (section,))
            if section not in known:
                self._fault(section, line, Said("unknown_key", {"known": _listed(known)}))
            elif not isinstance(table, dict):
                self._fault(section, line, Said("section", {"section": section}))
            else:
                for name in table.keys() - known[section]:
                    place = line_of(self._lines, (section, name))
                    says = Said("unknown_key", {"known": _listed(known[section])})
                    self._fault(f"{section}.{name}", place, says)

    def _one(self, key: Key, table: object) -> object:
        said = self._environment.get(key.variable, "") if key.variable else ""
        line = line_of(self._lines, (key.section, key.name))
        if said:
            self.origins[key.dotted] = str(key.variable)
            # Ports are the only numbers that may come from outside.
            raw: object = int(said) if key.read is _port and said.isascii() and said.isdigit() else said
            return self._checked(key, raw, str(key.variable), None)
        if isinstance(table, dict) and key.name in table:
            self.origins[key.dotted] = f"{self._path.name}:{line}"
            return self._checked(key, table[key.name], key.dotted, line)
        self.origins[key.dotted] = "default"
        if not key.optional:
            self._fault(key.dotted, line, Said("missing", {}))
        return key.default

    def _checked(self, key: Key, raw: object, name: str, line: int | None) -> object:
        try:
            return key.read(raw)
        except ValueError as err:
            if line is None:
                self._faults.append(Fault("environment", name, None, said_of(err)))
            else:
                self._fault(name, line, said_of(err))
            return key.default

    def _fault(self, key: str, line: int | None, says: Said | str) -> None:
        self._faults.append(Fault(self._path.name, key, line, says))


def _parse(path: Path, faults: list[Fault]) -> tuple[dict[str, object], dict[Place, int]] | None:
    """A file's tables and the line of each key, or None and a fault."""
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text), key_lines(text)
    except FileNotFoundError:
        faults.append(Fault(path.name, "file", None, Said("no_file", {"folder": path.parent})))
    except tomllib.TOMLDecodeError as err:
        found = re.search(r"at line (\d+)", str(err))
        faults.append(
            Fault(path.name, "file", int(found[1]) if found else None, Said("not_toml", {"why": err}))
        )
    except (OSError, UnicodeDecodeError) as err:
        faults.append(Fault(path.name, "file", None, Said("unreadable", {"why": err})))
    return None


def _neighbour(faults: list[Fault], path: Path, read: Callable[[Path], _Read]) -> _Read | None:
    """A file whose keys another subject knows, and whose faults belong into the same list."""
    try:
        return read(path)
    except Misconfigured as err:
        faults.extend(err.faults)
        return None


def _look_at_layouts(folder: Path, devices: DeviceSpecs, faults: list[Fault]) -> None:
    """A layout that is not there, or wider than the head, would be known only when the first crate stands at the door."""
    for number, printer in enumerate(devices.printers):
        for paper, name in printer.layout.items():
            where = f"printers.{number}.layout.{paper}"
            try:
                layout = read_layout(folder / f"{name}.toml")
            except (OSError, Misconfigured):
                layout = None
            if layout is None or layout.kind not in KINDS_OF.get(paper, ())[:1]:
                faults.append(Fault(DEVICES_FILE, where, None, Said("no_layout", {"name": name})))
            elif (wide := layout.width * printer.dpi // MICRONS_PER_INCH) > printer.width_dots:
                says = Said("layout_wide", {"name": name, "wide": wide, "head": printer.width_dots})
                faults.append(Fault(DEVICES_FILE, where, None, says))


def _look_at_environment(environment: Mapping[str, str], faults: list[Fault]) -> None:
    """A misspelt variable would be believed to work."""
    for name in sorted(environment):
        # SAMLAST_TEST_* and SAMLAST_UPDATE_* belong to the test-suite.
        elsewhere = name.startswith(("SAMLAST_TEST_", "SAMLAST_UPDATE_", LINK))
        if name.startswith("SAMLAST_") and not elsewhere and name not in VARIABLES:
            faults.append(
                Fault("environment", name, None, Said("unknown_variable", {"known": _listed(VARIABLES)}))
            )


def _links(
    environment: Mapping[str, str], devices: DeviceSpecs | None, faults: list[Fault]
) -> dict[str, str]:
    """Addresses of devices from outside, by key: where a device is plugged in differs from machine to machine."""
    links = {
        name.removeprefix(LINK).lower(): url
        for name, url in sorted(environment.items())
        if name.startswith(LINK) and url
    }
    if devices is None:
        return links
    known = [scale.key for scale in devices.scales] + [printer.key for printer in devices.printers]
    known += [scanner.key for scanner in devices.scanners]
    faults += [
        Fault("environment", LINK + key.upper(), None, Said("no_such_device", {"known": _listed(known)}))
        for key in links
        if key not in known
    ]
    return links


def _data_origin(environment: Mapping[str, str]) -> str:
    return "SAMLAST_DATA" if environment.get("SAMLAST_DATA") else "default"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
