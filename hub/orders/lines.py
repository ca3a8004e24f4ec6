"""The words of an order line: what can happen to it, and where it can stand.

Here and not in records.py, because rules and records both speak them and rules know no database.
"""

from __future__ import annotations

from enum import StrEnum


class LineEventKind(StrEnum):
    """What can happen to a line, in the order in which it usually happens."""

    ORDERED = "ordered"
    CONFIRMED = "confirmed"
    CUT = "cut"  # the producer confirms less than was ordered
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # the kitchen takes the line back before the producer answered
    RECEIVED = "received"
    NOT_COME = "not_come"
    TURNED_AWAY = "turned_away"  # the hub refused goods at its door; nothing of them is in stock
    LET_IN = "let_in"  # that refusal was taken back
    PICKED = "picked"
    UNPICKED = "unpicked"
    SHORT = "short"  # the picker ends the line with less than confirmed, with a reason
    LOADED = "loaded"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    CLAIMED = "claimed"  # the kitchen does not accept what came, with a reason


class RefusalReason(StrEnum):
    """Why the hub refuses goods at its door. A line's history says it in the reader's language."""

    TOO_WARM = "too_warm"
    QUALITY = "quality"
    PACKAGING = "packaging"
    NOT_ORDERED = "not_ordered"
    WRONG_GOODS = "wrong_goods"
    BEST_BEFORE = "best_before"
    OTHER = "other"


class LineState(StrEnum):
    """Where a line stands now; folded from its events by `orders.rules`."""

    ORDERED = "ordered"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"
    NOT_COME = "not_come"
    PICKING = "picking"  # some of it is picked, more is to come
    PICKED = "picked"
    LOADED = "loaded"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    CLAIMED = "claimed"
