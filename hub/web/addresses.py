"""What stands after the question mark of an address: a day, a row, one of a few words. What cannot be is answered with 404 and a way on.

An empty or missing part means that nothing was asked. Not for: what people type into forms, which is told at its field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from flask import request

from hub.kernel.errors import NotFound
from hub.web.row_ids import row_id

_Choice = TypeVar("_Choice", bound=str)
_Found = TypeVar("_Found")

# No day of the house lies outside of these years, and a week before or after a day must still be a date.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)


class AddressUnclear(NotFound):
    """The page is there, and what its address asks of it is not. Without that part the same address leads on."""

    code = "address_unclear"

    def __init__(self, asked: str) -> None:
        super().__init__(asked=asked[:40])


def day_from(text: str) -> date | None:
    """A day as the house writes it in addresses, 2026-11-23, else None."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    # Python reads 20261123 and 2026-W48-1 too; one day has one address.
    return found if found.isoformat() == text and FIRST_DAY <= found <= LAST_DAY else None


def asked_day(name: str) -> date | None:
    """Raises AddressUnclear."""
    return _read(name, day_from)


def asked_row(name: str) -> int | None:
    """Raises AddressUnclear."""
    return _read(name, row_id)


def asked_one_of(name: str, choices: Iterable[_Choice]) -> _Choice | None:
    """Raises AddressUnclear."""
    return _read(name, lambda text: next((one for one in choices if one == text), None))


def _read(name: str, read: Callable[[str], _Found | None]) -> _Found | None:
    text = request.args.get(name, "")
    if not text:
        return None
    found = read(text)
    if found is None:
        raise AddressUnclear(text)
    return found


def asking_page() -> str:
    """The page that asked, by its path only."""
    parts = urlsplit(request.referrer or "/")
    path = parts.path if parts.path.startswith("/") and not parts.path.startswith("//") else "/"
    return f"{path}?{parts.query}" if parts.query else path
