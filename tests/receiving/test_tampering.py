"""Ten thousand chains, each changed in one way by somebody with the file in hand: every one is found, and no other."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from hub.kernel.quantity import Mass
from hub.receiving.records import TareKind, Weighing
from hub.receiving.rules import GENESIS, WeighingFacts, chain
from hub.receiving.verify import Head, heads, weighings
from hub.receiving.weighings import series_of
from hub.storage.database import Database
from hub.storage.numbers import Series

CHAINS, LENGTH = 10_500, 4
TAMPERED = 10_000
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EDITS: dict[str, Callable[[random.Random], object]] = {
    "at": lambda dice: f"2026-11-2{dice.randint(4, 9)} 06:00:00.000000",
    "gross": lambda dice: dice.randint(1, 10_000),
    "tare": lambda dice: dice.randint(1, 10_000),
    "tare_kind": lambda dice: dice.choice(["T", "PT"]),
    "base": lambda dice: dice.randint(1, 10_000),
    "net": lambda dice: dice.randint(1, 10_000),
    "shown": lambda dice: f"{dice.randint(1, 999)} kg",
    "unit": lambda dice: dice.choice(["g", "t", "lb"]),
    "raw": lambda dice: dice.randbytes(9),
    "device_serial": lambda dice: str(dice.randint(1, 999)),
    "verified_until": lambda dice: f"2028-0{dice.randint(1, 9)}-01",
    "alibi_number": lambda dice: str(dice.randint(1, 999)),
    "hash": lambda dice: dice.randbytes(32),
    "previous_hash": lambda dice: dice.randbytes(32),
}


def facts_of(scale: str, number: int) -> WeighingFacts:
    mass = Mass.grams(10_000 + 10 * number)
    at = AT + timedelta(minutes=number)
    until = date(2027, 6, 30)
    return WeighingFacts(
        scale,
        number,
        at,
        mass,
        Mass(0),
        "none",
        Mass(0),
        mass,
        f"{mass} shown",
        "kg",
        b"S S",
        "B1",
        until,
        None,
    )


def row_of(facts: WeighingFacts, previous: bytes) -> dict[str, object]:
    row = {name: getattr(facts, name) for name in WeighingFacts.__slots__}
    kind = TareKind(facts.tare_kind)
    return {**row, "tare_kind": kind, "previous_hash": previous, "hash": chain(previous, facts)}


def chained(scale: str, first: int, last: int, previous: bytes = GENESIS) -> list[dict[str, object]]:
    rows = []
    for number in range(first, last + 1):
        rows.append(row_of(facts_of(scale, number), previous))
        previous = chain(previous, facts_of(scale, number))
    return rows


def edited(thief: sqlite3.Connection, scale: str, dice: random.Random) -> None:
    column = dice.choice(sorted(EDITS))
    thief.execute(
        f"UPDATE weighing SET {column} = ? WHERE scale = ? AND number = ?",  # noqa: S608 - a name of the list above
        (EDITS[column](dice), scale, dice.randint(1, LENGTH)),
    )


def deleted(thief: sqlite3.Connection, scale: str, dice: random.Random) -> None:
    thief.execute("DELETE FROM weighing WHERE scale = ? AND number = ?", (scale, dice.randint(1, LENGTH)))


def inserted(thief: sqlite3.Connection, scale: str, dice: random.Random) -> None:
    """A weighing slipped in, the later ones renumbered, their hashes left as they were."""
    place = dice.randint(1, LENGTH)
    for number in range(LENGTH, place - 1, -1):
        thief.execute(
            "UPDATE weighing SET number = ? WHERE scale = ? AND number = ?", (number + 1, scale, number)
        )
    _copy(thief, scale, LENGTH + 1, place, dice.randbytes(32))
    thief.execute("UPDATE series SET last = ? WHERE name = ?", (LENGTH + 1, series_of(scale)))


def _copy(thief: sqlite3.Connection, scale: str, model: int, number: int, fingerprint: bytes) -> None:
    names = "scale, at, gross, tare, tare_kind, base, net, shown, unit, raw, previous_hash"
    thief.execute(
        f"INSERT INTO weighing ({names}, number, hash) SELECT {names}, ?, ? FROM weighing WHERE scale = ? AND number = ?",  # noqa: S608
        (number, fingerprint, scale, model),
    )


def swapped(thief: sqlite3.Connection, scale: str, dice: random.Random) -> None:
    one, other = dice.sample(range(1, LENGTH + 1), 2)
    for before, after in ((one, 99), (other, one), (99, other)):
        thief.execute("UPDATE weighing SET number = ? WHERE scale = ? AND number = ?", (after, scale, before))


def truncated(thief: sqlite3.Connection, scale: str, dice: random.Random) -> None:
    """The tail cut off, and the running number set back: only the paper knows."""
    kept = dice.randint(0, LENGTH - 1)
    thief.execute("DELETE FROM weighing WHERE scale = ? AND number > ?", (scale, kept))
    thief.execute("UPDATE series SET last = ? WHERE name = ?", (kept, series_of(scale)))


def moved(thief: sqlite3.Connection, scale: str, dice: random.Random) -> None:
    """A weighing given to a scale that has none."""
    thief.execute(
        "UPDATE weighing SET scale = ? WHERE scale = ? AND number = ?",
        (f"{scale}_x", scale, dice.randint(1, LENGTH)),
    )


WAYS: tuple[Callable[[sqlite3.Connection, str, random.Random], None], ...] = (
    edited,
    deleted,
    inserted,
    swapped,
    truncated,
    moved,
)


def fill(url: str, chains: int) -> Database:
    database = Database(url)
    with database.write() as session:
        scales = [f"s{number}" for number in range(chains)]
        session.execute(insert(Weighing), [row for scale in scales for row in chained(scale, 1, LENGTH)])
        session.execute(insert(Series), [{"name": series_of(scale), "last": LENGTH} for scale in scales])
    return database


def test_ten_thousand_tamperings_are_all_found_and_nothing_else_is(sqlite_database_url: str) -> None:
    database = fill(sqlite_database_url, CHAINS)
    with database.read() as session:
        on_paper = heads(session)
        assert len(on_paper) == CHAINS
        assert weighings(session, on_paper) == []
    dice = random.Random(20261123)  # noqa: S311 - the same tamperings at every run
    with sqlite3.connect(Path(sqlite_database_url.removeprefix("sqlite:///"))) as thief:
        for (name,) in thief.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'weighing'"
        ).fetchall():
            thief.execute(f'DROP TRIGGER "{name}"')
        for number in range(TAMPERED):
            WAYS[number % len(WAYS)](thief, f"s{number}", dice)
    thief.close()
    with database.read() as session:
        found = weighings(session, on_paper)
    database.close()
    assert {finding.scale.removesuffix("_x") for finding in found} == {f"s{n}" for n in range(TAMPERED)}


def test_a_chain_written_anew_fits_itself_but_not_the_paper(sqlite_database_url: str) -> None:
    database = fill(sqlite_database_url, 9)
    with database.read() as session:
        kept = [head for head in heads(session) if head.scale == "s7"]
    with sqlite3.connect(Path(sqlite_database_url.removeprefix("sqlite:///"))) as thief:
        for (name,) in thief.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            thief.execute(f'DROP TRIGGER "{name}"')
        thief.execute("DELETE FROM weighing WHERE scale = 's7'")
    thief.close()
    previous, rows = GENESIS, []
    for number in range(1, LENGTH + 1):
        lighter = replace(facts_of("s7", number), net=Mass(1))
        rows.append(row_of(lighter, previous))
        previous = chain(previous, lighter)
    with database.write() as session:
        session.execute(insert(Weighing), rows)
    with database.read() as session:
        assert weighings(session) == []
        assert [(one.fault.value, one.scale, one.number) for one in weighings(session, kept)] == [
            ("rewritten", "s7", LENGTH)
        ]
    database.close()


@pytest.mark.parametrize(
    "text", ["", "goods_in:1", "goods_in:x:0123456789", "goods_in:1:012", ":1:0123456789", "a:1:0123456z"]
)
def test_a_head_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        Head.parse(text)


def test_a_head_reads_what_it_says() -> None:
    head = Head("goods_in", 128, "9f86d081884c7d65")
    assert str(head) == "goods_in:128:9f86d081884c7d65"
    assert Head.parse(str(head)) == head
