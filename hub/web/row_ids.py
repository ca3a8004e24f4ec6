"""Row numbers as they come in addresses and forms: what no row can have as its number is nothing, before a database sees it."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, ValidationError

# SQLite and PostgreSQL keep row numbers in 63 bits, and their drivers refuse larger ones in their own ways.
LARGEST = 2**63 - 1
_DIGITS = len(str(LARGEST))


class RowIdConverter(IntegerConverter):
    """`<int:…>` in an address. A number that is too large leads nowhere, so it is answered with 404."""

    regex = rf"\d{{1,{_DIGITS}}}"

    def to_python(self, value: str) -> int:
        found = row_id(value)
        if found is None:
            raise ValidationError
        return found


def row_id(text: str | None) -> int | None:
    """The number that a form or a query names, or None when it names none that a row could have."""
    if not text or not (text.isascii() and text.isdigit()) or len(text) > _DIGITS:
        return None
    number = int(text)
    return number if number <= LARGEST else None
