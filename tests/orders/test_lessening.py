"""Every step that took something away is told with its amount; a later step does not hide an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from hub.kernel.quantity import Mass
from hub.orders.lessening import Less, lessened
from hub.orders.lines import LineEventKind as Kind
from hub.orders.lines import RefusalReason


@dataclass(frozen=True)
class Said:
    kind: Kind
    mass: Mass
    count: int | None = None
    cause: RefusalReason | None = None
    reason: str | None = None


def kg(kilograms: int) -> Mass:
    return Mass.grams(kilograms * 1_000)


ORDERED = (Said(Kind.ORDERED, kg(10)), Said(Kind.CONFIRMED, kg(10)))


def test_what_came_short_and_what_was_picked_short_are_both_told() -> None:
    told = lessened(
        (
            *ORDERED,
            Said(Kind.RECEIVED, kg(3), reason="frost"),
            Said(Kind.PICKED, kg(2)),
            Said(Kind.SHORT, kg(1), reason="rotten"),
        )
    )

    assert told == (
        Less(Kind.RECEIVED, kg(7), None, "frost"),
        Less(Kind.SHORT, kg(1), None, "rotten"),
    )


def test_a_producers_cut_is_counted_from_the_order_and_goods_in_from_what_was_promised() -> None:
    told = lessened(
        (
            Said(Kind.ORDERED, Mass(0), 30),
            Said(Kind.CUT, Mass(0), 20, reason="few eggs"),
            Said(Kind.NOT_COME, Mass(0), 0, RefusalReason.TOO_WARM),
        )
    )

    assert told == (
        Less(Kind.CUT, 10, None, "few eggs"),
        Less(Kind.NOT_COME, 20, RefusalReason.TOO_WARM, None),
    )


def test_a_collection_closed_again_replaces_its_first_word_and_a_pick_taken_back_its_end() -> None:
    told = lessened(
        (
            *ORDERED,
            Said(Kind.RECEIVED, kg(3), reason="frost"),
            Said(Kind.RECEIVED, kg(10)),
            Said(Kind.PICKED, kg(2)),
            Said(Kind.SHORT, kg(8), reason="rotten"),
            Said(Kind.UNPICKED, kg(2), reason="wrong crate"),
        )
    )

    assert told == ()


def test_more_than_announced_is_no_reason_for_less() -> None:
    assert lessened((*ORDERED, Said(Kind.RECEIVED, kg(11), reason="gave some more"))) == ()


def test_of_goods_ordered_by_the_piece_what_never_came_is_told_in_pieces() -> None:
    told = lessened(
        (
            Said(Kind.ORDERED, kg(12), 12),
            Said(Kind.CONFIRMED, kg(12), 12),
            Said(Kind.NOT_COME, Mass(0), reason="no press"),
        )
    )

    assert told == (Less(Kind.NOT_COME, 12, None, "no press"),)
