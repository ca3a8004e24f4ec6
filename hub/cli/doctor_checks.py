"""What `hub doctor` looks at on this machine: database, disk, clock, zones, rights. Each check says one or more findings.

Not for: devices and broker (`hub.cli.doctor_devices`), and not for repairing anything.
"""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from hub.cli.data_folder import nearest, trouble_with_data_folder
from hub.cli.database_look import is_there, standing
from hub.cli.migrate import shown_url
from hub.cli.one_process import sqlite_file
from hub.cli.os_words import words_of_cause
from hub.coldchain.records import MessageBlock
from hub.kernel.causes import Cause
from hub.kernel.clock import Clock
from hub.migrations import steps
from hub.people.records import AuditEntry
from hub.receiving.records import Weighing
from hub.settings import Settings
from hub.storage.database import Database

# sqlite.org/wal.html: the WAL-reset bug is fixed in this release.
SQLITE_WITHOUT_THE_BUG = (3, 51, 3)
# No Samlast ran before, and no machine's clock is believed that far ahead.
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=2)
MB, GB = 1_000_000, 1_000_000_000
# With less than this SQLite can not even open its file: its log and its index need room beside it.
ROOM_OF_A_FULL_DISK = MB
ROOM_NEEDED = 200_000_000
ROOM_WANTED = 2 * GB


class Tone(StrEnum):
    WELL = "✓"
    LOOK = "!"
    BROKEN = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: how bad, and which sentence with which facts."""

    tone: Tone
    key: str
    facts: dict[str, object] = field(default_factory=dict)


Check = Callable[[Settings, Clock], Iterator[Finding]]


def look_at_database(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    url = shown_url(settings)
    if not is_there(settings):
        yield Finding(Tone.LOOK, "database_missing", {"url": url})
        return
    database = Database(settings.database.url)
    try:
        revision = standing(database)
        yield Finding(Tone.WELL, "database_answers", {"url": url})
        newest = steps.newest()
        if revision == newest:
            yield Finding(Tone.WELL, "database_current", {"revision": revision})
        else:
            yield Finding(Tone.BROKEN, "database_behind", {"revision": revision or "–", "newest": newest})
        if database.is_sqlite:
            yield _integrity(database)
    except DBAPIError as err:
        yield _shut(settings, url, " ".join(str(err.orig).split()))
    finally:
        database.close()


def _shut(settings: Settings, url: str, why: str) -> Finding:
    """A file that is not opened has its reason in the folder or on the disk; SQLite's own words name neither."""
    file = sqlite_file(settings)
    if file is None:
        return Finding(Tone.BROKEN, "database_silent", {"url": url, "why": why})
    if _room(file.parent) < ROOM_OF_A_FULL_DISK:
        why = words_of_cause(Cause.DISK_FULL, settings.hub.language)
    # A disk that can only be read has no room either: what the folder says comes first.
    return Finding(
        Tone.BROKEN, "database_shut", {"path": file, "why": trouble_with_data_folder(settings) or why}
    )


def _integrity(database: Database) -> Finding:
    try:
        with database.read() as session:
            says = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check(5)"))]
            orphans = session.execute(text("PRAGMA foreign_key_check")).first()
    except DBAPIError as err:
        says, orphans = [str(err.orig)], None
    if says == ["ok"] and orphans is None:
        return Finding(Tone.WELL, "database_sound")
    why = says[0] if says != ["ok"] else f"foreign_key_check: {tuple(orphans or ())}"
    return Finding(Tone.BROKEN, "database_damaged", {"why": " ".join(why.split())})


def look_at_sqlite(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    if settings.database.url.startswith("sqlite"):
        new = sqlite3.sqlite_version_info >= SQLITE_WITHOUT_THE_BUG
        tone, key = (Tone.WELL, "sqlite_new") if new else (Tone.LOOK, "sqlite_old")
        yield Finding(tone, key, {"version": sqlite3.sqlite_version})


def look_at_disk(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    path = nearest(settings.data_dir)
    room = _room(path)
    why = trouble_with_data_folder(settings)
    full = words_of_cause(Cause.DISK_FULL, settings.hub.language)
    if why == full or (why is None and room < ROOM_OF_A_FULL_DISK):
        yield Finding(Tone.BROKEN, "disk_full", {"path": path})
    elif why is not None:
        yield Finding(Tone.BROKEN, "data_unwritable", {"path": settings.data_dir, "why": why})
    else:
        yield judge_room(room, path)
    yield from _look_at_rights(settings)


def _room(path: Path) -> int:
    return shutil.disk_usage(nearest(path)).free


def _look_at_rights(settings: Settings) -> Iterator[Finding]:
    """Names, orders and weighings are for the hub's own account of the machine, and for no other."""
    folder, file = settings.data_dir, sqlite_file(settings)
    if folder.is_dir() and folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(Tone.LOOK, "data_open", {"path": folder})
    if file is not None and file.exists() and _is_open(file):
        yield Finding(Tone.LOOK, "database_open", {"path": file})


def _is_open(file: Path) -> bool:
    """SQLite makes its file readable for all, and a closed folder around it is what keeps others out."""
    folder, own = file.parent.stat().st_mode, file.stat().st_mode
    group = folder & stat.S_IXGRP and own & stat.S_IRGRP
    return bool(group or (folder & stat.S_IXOTH and own & stat.S_IROTH))


def judge_room(free_bytes: int, path: Path) -> Finding:
    """Below the wanted room somebody should look; below the needed room, weighings will soon be refused."""
    shown = f"{free_bytes // (GB // 10) / 10:.1f} GB" if free_bytes >= GB else f"{free_bytes // MB} MB"
    if free_bytes >= ROOM_WANTED:
        return Finding(Tone.WELL, "disk_room", {"free": shown})
    tone = Tone.LOOK if free_bytes >= ROOM_NEEDED else Tone.BROKEN
    return Finding(tone, "disk_low", {"free": shown, "path": path})


def look_at_clock(settings: Settings, clock: Clock) -> Iterator[Finding]:
    now = clock.now()
    zone = settings.hub.zone
    local = now.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    newest = _newest_fact(settings)
    if not EARLIEST <= now < LATEST:
        yield Finding(Tone.BROKEN, "clock_wrong", {"local": local})
    elif newest is not None and newest > now + AHEAD:
        shown = newest.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        yield Finding(Tone.BROKEN, "clock_behind", {"local": local, "newest": shown})
    else:
        yield Finding(Tone.WELL, "clock_right", {"local": local, "zone": settings.hub.timezone})


def _newest_fact(settings: Settings) -> datetime | None:
    """Times that this machine gave itself, so that a sensor with a wrong clock does not accuse ours."""
    if not is_there(settings):
        return None
    database = Database(settings.database.url)
    try:
        with database.read() as session:
            moments = [
                session.scalar(select(func.max(column)))
                for column in (MessageBlock.received_at, Weighing.at, AuditEntry.at)
            ]
    except DBAPIError:
        return None  # the check of the database has said why
    finally:
        database.close()
    return max((moment for moment in moments if moment is not None), default=None)


def look_at_zones(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """Summer time in the middle of July: a machine without zone data would say winter."""
    try:
        offset = datetime(2026, 7, 15, 12, tzinfo=ZoneInfo("Europe/Oslo")).utcoffset()
        settings.hub.zone.key  # noqa: B018 - raises when the zone is not there
    except (ZoneInfoNotFoundError, OSError):
        offset = None
    right = offset == timedelta(hours=2)
    yield Finding(Tone.WELL, "zones_right") if right else Finding(Tone.BROKEN, "zones_wrong")
