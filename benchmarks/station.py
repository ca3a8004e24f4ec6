"""A weight taken at the station: request to answer, committed and its label queued, beside a bare durable POST in the same run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from time import thread_time

from flask import Flask

from benchmarks.measure import Row, house, ms, rank, timed
from hub.kernel.ids import token
from hub.receiving.weighings import record_weighing
from hub.web.app import create_app
from tests.support.floor_factory import COLLECT_ON, confirmed_line, load, make_floor
from tests.support.web import Browser, make_person

CRATES = 200
# Kitchens that wait for the same article: what was announced and what has come is added up with every crate.
ORDERS, EACH_KG = 12, "300"
MEDIAN_S, WORST_S = 0.005, 0.020


def rows() -> Iterator[Row]:
    with house() as (opened, folder):
        app = create_app(opened)
        with opened.database.write() as session:
            floor = make_floor(session)
            person = make_person(session, opened, "hub_worker")
            article, crate_type = floor.carrots.id, floor.crate_type.id
            for _ in range(ORDERS):
                confirmed_line(session, floor, opened.clock, article=floor.carrots, kilograms=EACH_KG)
        browser = Browser(app, opened, person)
        csrf = browser.csrf()
        taken: list[int] = []

        def weigh() -> None:
            with opened.database.write() as session:
                taken.append(record_weighing(session, load("11", opened.clock.now())).id)

        def press() -> None:
            form = {"csrf": csrf, "operation": token(), "how": "scale", "scale": "goods_in"}
            answer = browser.client.post(
                f"/receiving/{COLLECT_ON.isoformat()}/goods/{article}",
                data={**form, "weighing": taken[-1], "crate_type": crate_type},
            )
            if answer.status_code != 303:  # noqa: PLR2004 - see other
                raise RuntimeError(answer.text)

        times, work = [], []
        for _ in range(CRATES):
            weigh()
            begun = thread_time()
            times += timed(press, 1)
            work.append(thread_time() - begun)
        floor_s = rank(timed(_bare(folder), CRATES), 50)
    median, worst = rank(times, 50), rank(times, 99)
    yield Row(
        "weigh-in, median", f"{ms(median)} ({median / floor_s:.1f} x bare POST)", "< 5 ms", median < MEDIAN_S
    )
    yield Row("weigh-in, p99", ms(worst), "< 20 ms", worst < WORST_S)
    yield Row(
        "of it time of the processor, median", ms(rank(work, 50)), "what the machine's other work cannot take"
    )
    yield Row("bare durable POST, median", ms(floor_s), "the floor")


def _bare(folder: Path) -> Callable[[], object]:
    """The least a durable answer costs: one row, one commit to the disk."""
    app = Flask("bare")
    bare = sqlite3.connect(folder / "bare.db", check_same_thread=False, isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE crate (id INTEGER PRIMARY KEY, net INTEGER)")

    @app.post("/")
    def keep() -> str:
        bare.execute("INSERT INTO crate (net) VALUES (10000000)")
        return "kept"

    client = app.test_client()
    return lambda: client.post("/")
