"""Rules of weighing and receiving, without a database."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.quantity import Mass
from hub.receiving.rules import (
    GENESIS,
    Share,
    Tolerance,
    Verdict,
    WeighingFacts,
    canonical,
    chain,
    judge,
    net_of_goods,
    share_received,
)

FACTS = WeighingFacts(
    scale="goods_in",
    number=128,
    at=datetime(2026, 11, 23, 6, 0, 0, 250_000, tzinfo=UTC),
    gross=Mass(11_450_000),
    tare=Mass(0),
    tare_kind="none",
    base=Mass(0),
    net=Mass(11_450_000),
    shown="11.45 kg",
    unit="kg",
    raw=b"S S     11.45 kg\r\n",
    device_serial=None,
    verified_until=date(2027, 6, 30),
    alibi_number="00042",
)
# Written out by hand from the rule: keys in order, milligrams, UTC to the microsecond, raw bytes as hex.
CANONICAL = (
    b'{"alibi_number":"00042","at":"2026-11-23T06:00:00.250000Z","base":0,"device_serial":null,"gross":11450000,'
    b'"net":11450000,"number":128,"raw":"53205320202020203131 2e3435206b670d0a","scale":"goods_in",'
    b'"shown":"11.45 kg","tare":0,"tare_kind":"none","unit":"kg","verified_until":"2027-06-30"}'
).replace(b"3131 2e", b"31312e")


def test_the_bytes_under_the_hash_are_these() -> None:
    assert canonical(FACTS) == CANONICAL
    assert chain(GENESIS, FACTS) == hashlib.sha256(bytes(32) + CANONICAL).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"scale": "packing"},
        {"number": 129},
        {"at": FACTS.at + timedelta(microseconds=1)},
        {"gross": Mass(11_450_001)},
        {"tare": Mass(1)},
        {"tare_kind": "PT"},
        {"net": Mass(11_449_999)},
        {"shown": "11.46 kg"},
        {"raw": b"S S     11.46 kg\r\n"},
        {"device_serial": ""},
        {"alibi_number": None},
        {"base": Mass(1)},
        {"unit": "g"},
        {"verified_until": None},
        {"verified_until": date(2027, 7, 1)},
    ],
)
def test_no_fact_can_change_without_changing_the_hash(change: dict[str, object]) -> None:
    assert chain(GENESIS, replace(FACTS, **change)) != chain(GENESIS, FACTS)  # type: ignore[arg-type]


def test_a_local_time_is_not_hashed() -> None:
    with pytest.raises(ValueError, match="UTC"):
        canonical(replace(FACTS, at=FACTS.at.astimezone(timezone(timedelta(hours=1)))))


@pytest.mark.parametrize(("kind", "net"), [("none", 10_450_000), ("T", 11_450_000), ("PT", 11_450_000)])
def test_the_crate_is_taken_off_once(kind: str, net: int) -> None:
    assert net_of_goods(Mass(11_450_000), kind, Mass(1_000_000)) == Mass(net)


@pytest.mark.parametrize(
    ("announced", "received", "verdict"),
    [
        (10_000, 9_799, Verdict.SHORT),
        (10_000, 9_800, Verdict.ACCEPTED),
        (10_000, 10_200, Verdict.ACCEPTED),
        (10_000, 10_201, Verdict.OVER),
        (10_000, 0, Verdict.NOT_COME),
        (0, 1, Verdict.NOT_ORDERED),
        (0, 0, Verdict.ACCEPTED),
        (30, 30, Verdict.ACCEPTED),
        (30, 29, Verdict.SHORT),
    ],
)
def test_the_tolerance_itself_is_still_accepted(announced: int, received: int, verdict: Verdict) -> None:
    assert judge(announced, received, Tolerance(per_mille=20)) is verdict


def test_what_came_is_shared_by_what_was_confirmed() -> None:
    shares = share_received(Mass(10_000), None, [(Mass(6_000), None), (Mass(3_000), None)])
    # 10,000 · 6/9 = 6,666.67 and 10,000 · 3/9 = 3,333.33: the larger remainder gets the milligram.
    assert shares == (Share(Mass(6_667), None), Share(Mass(3_333), None))


def test_pieces_are_shared_whole() -> None:
    shares = share_received(Mass(3_500), 59, [(Mass(1_800), 30), (Mass(1_800), 30)])
    assert [one.count for one in shares] == [30, 29]


@given(
    received=st.integers(0, 10**12),
    count=st.none() | st.integers(0, 10_000),
    confirmed=st.lists(
        st.tuples(st.integers(0, 10**10).map(Mass), st.none() | st.integers(0, 500)), min_size=1, max_size=20
    ),
)
def test_sharing_conserves_what_came(
    received: int, count: int | None, confirmed: list[tuple[Mass, int | None]]
) -> None:
    shares = share_received(Mass(received), count, confirmed)
    assert sum(one.mass.milligrams for one in shares) == received
    assert all(one.mass >= Mass(0) for one in shares)
    if count is not None:
        assert sum(one.count or 0 for one in shares) == count
