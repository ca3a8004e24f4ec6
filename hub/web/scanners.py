"""Which barcode scanner a screen listens to, and that one scan is acted on once.

A scanner that is a keyboard needs none of this: it types where the focus is. One on a serial line speaks to the house, and the house
has to know which screen it belongs to. A screen chooses; where there is only one scanner, nobody has to. Not for: what a code means.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock

from flask import request

from hub.devices.live import LiveBoard
from hub.devices.spec import ScannerSpec
from hub.people.permissions import Permission
from hub.web.access import house, visitor_or_none

SCANNER_COOKIE = "samlast-scanner"
# Who may follow a scanner: whoever has a page that takes scans.
SCANS = (Permission.CRATES_PUT_AWAY, Permission.CRATES_READ, Permission.PICKS_CONFIRM)
# The choice of a screen that shall listen to none.
NO_SCANNER = "-"
# A code that was scanned longer ago is not meant by the page that is open now.
FRESH = timedelta(seconds=5)


def scan_topic(key: str) -> str:
    return f"samlast/live/scan/{key}"


def state_topic(key: str) -> str:
    return f"samlast/state/{key}"


def scanners() -> tuple[ScannerSpec, ...]:
    """Those of the house; none for whoever may not follow them, and none before the log-in, because a badge is scanned there."""
    visitor = visitor_or_none()
    may = visitor is not None and any(visitor.can(right) for right in SCANS)
    return house().settings.devices.scanners if may else ()


def scanner_here() -> ScannerSpec | None:
    """The scanner of this screen: the chosen one, or the only one that there is."""
    known = scanners()
    chosen = request.cookies.get(SCANNER_COOKIE, "")
    if chosen == NO_SCANNER:
        return None
    named = next((one for one in known if one.key == chosen), None)
    return named or (known[0] if len(known) == 1 else None)


class TakenScans:
    """The last scan of each scanner that a page has acted on. Thread-safe."""

    def __init__(self, board: LiveBoard) -> None:
        self._board = board
        self._lock = Lock()
        self._taken: dict[str, str] = {}

    def take(self, key: str, scan_id: str, now: datetime) -> bool:
        """True for the first page that asks for the scanner's newest scan while it is fresh."""
        newest = self._board.latest(scan_topic(key)) or {}
        if newest.get("id") != scan_id or not _is_fresh(newest, now):
            return False
        with self._lock:
            if self._taken.get(key) == scan_id:
                return False
            self._taken[key] = scan_id
            return True


def _is_fresh(scan: Mapping[str, object], now: datetime) -> bool:
    try:
        at = datetime.fromisoformat(str(scan.get("at")))
        return abs(now - at) <= FRESH
    except (ValueError, TypeError):
        return False
