"""Excursions"""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def in_ms(moment: datetime) -> int:
    """Milliseconds since 1970, downwards; a naive time raises TypeError."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)
