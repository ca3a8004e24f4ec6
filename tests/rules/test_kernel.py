"""Numbers that leave the house, words in three languages, times with a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.clock import require_utc
from hub.kernel.errors import Fault, Misconfigured, NotFound
from hub.kernel.ids import check_digit, is_sscc, sscc
from hub.kernel.words import Words


@pytest.mark.parametrize(
    ("body", "digit"),
    [
        ("37090000000000001", "2"),  # SSCC accepted by GS1's own Syntax Engine
        ("10614141123456789", "7"),  # SSCC published by GS1
        ("0709000000001", "1"),  # GTIN-14
        ("709000000001", "1"),  # GLN
    ],
)
def test_check_digits_as_gs1_publishes_them(body: str, digit: str) -> None:
    assert check_digit(body) == digit


def test_a_crate_number_has_eighteen_digits_and_knows_its_own() -> None:
    number = sscc("9521234", 17)
    assert number[:-1] == "1" + "9521234" + "000000017"
    assert is_sscc(number)
    assert not is_sscc(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not is_sscc("１" * 18)


def test_numbers_that_no_longer_fit_are_refused_and_never_wrap() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        sscc("952123456789", 10_000)


@given(st.integers(0, 10**9 - 1), st.integers(0, 17))
def test_one_wrong_digit_is_always_seen(serial: int, place: int) -> None:
    number = sscc("9521234", serial)
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert not is_sscc(wrong)


def test_words_are_complete_in_three_languages() -> None:
    with pytest.raises(ValueError, match="complete"):
        Words(nb="gulrot", sv=" ", en="carrot")


def test_only_utc_is_stored() -> None:
    moment = datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert require_utc(moment) is moment
    for other in (moment.replace(tzinfo=None), moment.astimezone(timezone(timedelta(hours=1)))):
        with pytest.raises(ValueError, match="UTC"):
            require_utc(other)


def test_errors_carry_their_facts_and_survive_a_logger() -> None:
    error = NotFound(order=17)
    assert error.facts == {"order": 17}
    assert str(error) == "not_found(order=17)"
    assert error.args == ("not_found", {"order": 17})


def test_a_wrong_setting_names_file_line_and_key() -> None:
    fault = Fault(file="hub.toml", key="web.prot", line=7, says="unknown key; did you mean port?")
    assert str(Misconfigured((fault,))) == "hub.toml:7: web.prot: unknown key; did you mean port?"
