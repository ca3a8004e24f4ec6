"""Devices: every scale, printer and sensor, whether it is there, since when, and what to do when it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from hub.coldchain import message_counts, probes
from hub.devices.protocols import dialects
from hub.devices.spec import ESCPOS, PDF, ZPL
from hub.kernel.causes import Cause
from hub.kernel.quantity import Mass
from hub.labels.rules import Trouble
from hub.people.permissions import Permission
from hub.receiving.verification import Validity, validity
from hub.web.access import house, requires
from hub.web.format import day, kg, words
from hub.web.live import stream
from hub.web.printers import job_trouble
from hub.web.scanners import scan_topic
from hub.web.texts import title
from hub.web.texts.devices import Presence

blueprint = Blueprint("devices", __name__, url_prefix="/devices")
reads = requires(Permission.DEVICES_READ)

INBOX_TOPIC = "samlast/state/inbox"
LANGUAGES = {ESCPOS: "ESC/POS", ZPL: "ZPL", PDF: "PDF"}
STATES = {"back": Presence.THERE, "lost": Presence.LOST}


@dataclass(frozen=True, slots=True)
class Wired:
    """A scale or a printer as one row: what the settings say of it, and what was last heard of it."""

    key: str
    name: str
    language: str
    link: str
    presence: Presence
    since: datetime | None
    why: str
    last_heard: datetime | None
    shown: str
    note: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """What the worker said of events that wait to be stored; None before its first word."""

    is_well: bool
    why: str
    waiting: int
    flooding: tuple[str, ...] = ()


@blueprint.get("")
@reads
def overview() -> str:
    now = house().clock.now()
    with house().database.read() as session:
        heard = probes.sensors(session, now)
        unread = message_counts.dead_letters(session, now)
        faults = message_counts.faults(session, now)
        dropped = message_counts.dropped(session, now)
    return render_template(
        "devices/overview.html",
        scales=_scales(now),
        printers=_printers(),
        scanners_on_lines=_scanners(),
        sensors=heard,
        dialects={one.probe.id: dialects.recognise(one.probe.topic, b"") for one in heard},
        topics=house().settings.devices.sensors.topics,
        inbox=_inbox(),
        unread=unread,
        faults=faults,
        dropped=dropped,
    )


@blueprint.get("/live")
@reads
def live() -> Response:
    return stream(INBOX_TOPIC, *(_state_topic(key) for key in _keys()))


def _keys() -> list[str]:
    devices = house().settings.devices
    return [spec.key for kind in (devices.scales, devices.printers, devices.scanners) for spec in kind]


def _state_topic(key: str) -> str:
    return f"samlast/state/{key}"


def _scales(now: datetime) -> list[Wired]:
    rows = []
    for spec in house().settings.devices.scales:
        heard = house().live.latest(f"samlast/live/scale/{spec.key}") or {}
        today = now.astimezone(house().settings.hub.zone).date()
        note = _due(spec.verified_until, validity(spec.verified_until, today))
        rows.append(_row(spec.key, words(spec.name), spec.protocol, spec.url, heard, note))
    return rows


def _due(until: date | None, standing: Validity) -> str:
    if standing is Validity.OVERDUE:
        return str(_("The verification has run out. Do not weigh for sale on it."))
    if standing is Validity.DUE_SOON:
        return str(_("The verification of this scale ends on %(date)s. Order a new one.", date=day(until)))
    return ""


def _printers() -> list[Wired]:
    rows = []
    for spec in house().settings.devices.printers:
        heard = house().live.latest(f"samlast/live/job/{spec.key}") or {}
        row = _row(spec.key, words(spec.name), LANGUAGES[spec.language], spec.url, heard, _trouble(heard))
        rows.append(replace(row, note="") if row.note == row.why else row)
    return rows


def _scanners() -> list[Wired]:
    """When something was scanned last, and never what: it may be somebody's badge."""
    rows = []
    for spec in house().settings.devices.scanners:
        heard = house().live.latest(scan_topic(spec.key)) or {}
        note = str(_("What it sends is no code. Check speed and suffix.")) if heard.get("trouble") else ""
        row = _row(spec.key, words(spec.name), f"{spec.place}, {spec.suffix}", spec.url, heard, note)
        rows.append(replace(row, shown=str(heard.get("identifier") or "")))
    return rows


def _trouble(heard: Mapping[str, object]) -> str:
    """What keeps a printer that is there from printing its paper, in the reader's words."""
    return _cause(job_trouble(heard))


def _cause(why: str) -> str:
    """A cause that the drivers name by a word of their own, said in the reader's; any other as it stands."""
    word, _, more = why.partition(": ")
    if word in set(Cause):
        return f"{title(Cause(word))}: {more}" if more else title(Cause(word))
    return title(Trouble(why)) if why in set(Trouble) else why


def _value(heard: Mapping[str, object]) -> str:
    mass = heard.get("mass_mg")
    return kg(Mass(mass)) if isinstance(mass, int) else str(heard.get("shown") or "")


def _row(key: str, name: str, language: str, link: str, heard: Mapping[str, object], note: str) -> Wired:  # noqa: PLR0917
    state = house().live.latest(_state_topic(key)) or {}
    return Wired(
        key=key,
        name=name,
        language=language,
        link=_without_password(link),
        presence=STATES.get(str(state.get("state")), Presence.UNKNOWN),
        since=_moment(state.get("at")),
        why=_cause(str(state.get("why") or "")),
        last_heard=_moment(heard.get("at")),
        shown=_value(heard),
        note=note,
    )


def _without_password(link: str) -> str:
    """An address as a person may see it: whatever stands before an @ is a secret."""
    scheme, mark, rest = link.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


def _inbox() -> Inbox | None:
    said = house().live.latest(INBOX_TOPIC)
    if said is None:
        return None
    waiting = sum(count for key in ("weighings", "messages") if isinstance(count := said.get(key), int))
    topics = said.get("flooding")
    return Inbox(
        is_well=said.get("state") == "well",
        why=str(said.get("why") or ""),
        waiting=waiting,
        flooding=tuple(str(one) for one in topics) if isinstance(topics, list) else (),
    )


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
