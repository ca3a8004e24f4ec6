"""Amounts as people type them, and whole packs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.catalogue.errors import AmountNotPositive, AmountUnreadable, NotWholePacks, TooMuchAtOnce
from hub.catalogue.rules import (
    Pack,
    Quantity,
    pack_price,
    packs_in,
    parse_kilograms,
    parse_packs,
    parse_pieces,
    parse_quantity,
    quantity_of,
    with_municipality,
)
from hub.kernel.quantity import Mass, Money

SACK = Pack(Mass.kilograms("12.5"), 1, by_count=False)
EGG_TRAY = Pack(Mass.grams(1_800), 30, by_count=True)


@pytest.mark.parametrize(
    ("typed", "milligrams"),
    [
        ("12,5", 12_500_000),
        ("12.5", 12_500_000),
        (" 25 kg", 25_000_000),
        ("1 250", 1_250_000_000),
        ("1\u00a0250,5 KG", 1_250_500_000),
        ("0,000001", 1),
        ("-2", -2_000_000),
    ],
)
def test_kilograms_are_read_as_people_write_them(typed: str, milligrams: int) -> None:
    assert parse_kilograms(typed) == Mass(milligrams)


@pytest.mark.parametrize(
    "typed", ["", "mye", "12,5,5", "1.250,5", "0,0000001", "12 g", "1e3", "NaN", "½", "١٢ stk"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountUnreadable):
        parse_kilograms(typed)


@pytest.mark.parametrize(("typed", "pieces"), [("30", 30), ("30 stk", 30), ("1 200", 1_200), ("60,0", 60)])
def test_pieces_are_whole(typed: str, pieces: int) -> None:
    assert parse_pieces(typed) == pieces


@pytest.mark.parametrize("typed", ["1,5", "en", ""])
def test_half_a_piece_is_refused(typed: str) -> None:
    with pytest.raises(AmountUnreadable):
        parse_pieces(typed)


def test_an_amount_in_whole_packs_is_both_numbers_of_catch_weight() -> None:
    assert parse_quantity("25", SACK) == Quantity(2, Mass.kilograms("25"), None)
    assert parse_quantity("60 stk", EGG_TRAY) == Quantity(2, Mass.grams(3_600), 60)


def test_a_part_of_a_pack_names_the_packs_around_it() -> None:
    with pytest.raises(NotWholePacks) as refused:
        parse_quantity("30", SACK)

    assert refused.value.facts == {"typed": "30", "below": 2, "above": 3}


def test_a_bare_number_is_packs_and_with_a_unit_it_is_an_amount() -> None:
    assert parse_packs(" 2 ", SACK) == Quantity(2, Mass.kilograms("25"), None)
    assert parse_packs("25 kg", SACK) == Quantity(2, Mass.kilograms("25"), None)
    assert parse_packs("60 stk", EGG_TRAY) == Quantity(2, Mass.grams(3_600), 60)
    with pytest.raises(AmountNotPositive):
        parse_packs("0", SACK)


@pytest.mark.parametrize(("typed", "below", "above"), [("1,5", 1, 2), (" 0.25 ", 0, 1), ("12,05", 12, 13)])
@pytest.mark.parametrize("pack", [SACK, EGG_TRAY])
def test_a_part_of_a_bare_number_is_a_part_of_a_pack(typed: str, below: int, above: int, pack: Pack) -> None:
    with pytest.raises(NotWholePacks) as refused:
        parse_packs(typed, pack)

    assert refused.value.facts == {"typed": typed.strip(), "below": below, "above": above}
    assert parse_packs("2,0", pack).packs == 2


@pytest.mark.parametrize("typed", ["0", "-12,5", "0,0"])
def test_nothing_and_less_is_no_order(typed: str) -> None:
    with pytest.raises(AmountNotPositive):
        parse_quantity(typed, SACK)


def test_five_hundred_packs_are_taken_and_one_more_is_asked_about() -> None:
    assert quantity_of(500, SACK).mass == Mass.kilograms("6250")
    with pytest.raises(TooMuchAtOnce):
        quantity_of(501, SACK)


@given(st.integers(1, 500), st.integers(1, 30_000_000), st.integers(1, 60), st.booleans())
def test_whole_packs_typed_out_are_read_back_as_the_same_packs(
    packs: int, milligrams: int, count: int, by_count: bool
) -> None:
    pack = Pack(Mass(milligrams), count, by_count=by_count)
    wanted = quantity_of(packs, pack)
    typed = str(wanted.count) if by_count else f"{wanted.mass.in_kg():f}".replace(".", ",")

    assert parse_quantity(typed, pack) == wanted


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_and_never_breaks(typed: str) -> None:
    try:
        quantity = parse_quantity(typed, SACK)
    except (AmountUnreadable, AmountNotPositive, NotWholePacks, TooMuchAtOnce) as refused:
        assert refused.code  # noqa: PT017 - both outcomes are right, each in its own way
    else:
        assert quantity.packs >= 1


def test_prices_and_packs_of_a_collection() -> None:
    assert pack_price(Money(2_490), SACK) == Money(31_125)
    assert pack_price(Money(410), EGG_TRAY) == Money(12_300)
    assert packs_in(Mass.kilograms("30"), SACK) == Decimal("2.40")


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("Bærum", "Bærum"),
        ("Halvorsens vei 2", "Halvorsens vei 2, Bærum"),
        ("Halvorsens vei 2, 1337 Bærum", "Halvorsens vei 2, 1337 Bærum"),
        ("Bærumsveien 2", "Bærumsveien 2, Bærum"),
    ],
)
def test_an_address_says_its_municipality_once(address: str, whole: str) -> None:
    assert with_municipality(address, "Bærum") == whole
