"""One sensor gone mad, 5,000 messages a second, beside twelve that speak as ever: what the others wait, what the pages take, the memory.

A whole hub as `make run` starts it, with its own broker, on SQLite; the mad sensor is a process of its own. `python -m benchmarks.flood`
takes half a minute, `--long` the ten minutes that the house was planned for.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import monotonic, sleep

from sqlalchemy import select

from benchmarks.measure import Row, ms, rank
from hub.coldchain.message_counts import dropped
from hub.coldchain.readings import in_ms
from hub.coldchain.records import Probe, Reading
from hub.kernel.clock import SystemClock
from hub.storage.database import Database, sqlite_url
from tests.support.mqtt_listener import MqttListener
from tests.support.running_hub import RunningHub, running_hub
from tests.support.wait import until

A_SECOND = 5_000
SHORT_S, LONG_S = 25, 600
OTHERS = 12
# The mad one sends in handfuls of so many.
HANDFUL = 50
WAIT_AT_MOST_S, PAGE_AT_MOST_S, GROWN_AT_MOST_KB = 5.0, 0.5, 50 * 1_024
LOOK_EVERY_S = 0.05
PAGES = ("/", "/rooms", "/rooms/COLD-1", "/room-days")
# A house that has just opened still fills its caches; from here on its memory is watched.
WARM_S = 8.0
CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@dataclass
class Seen:
    """What was measured while it lasted: seconds, and kilobytes of the hub's process."""

    waits: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    told: int = 0
    stored: int = 0


def rows(seconds: int = SHORT_S) -> Iterator[Row]:
    with TemporaryDirectory() as folder, running_hub(Path(folder) / "data", None) as hub:
        said = json.loads((hub.data / "run.json").read_text(encoding="utf-8"))
        database = Database(sqlite_url(hub.data / "hub.db"))
        sent, seen = _flooded(hub, database, said, seconds)
        with database.read() as session:
            counted = sum(number for _, number in dropped(session, SystemClock().now()))
        database.close()
    during = f"{sent / seconds:,.0f} messages a second of one mad sensor for {seconds} s"
    wait = rank(seen.waits, 99)
    yield Row(
        f"{during}: {seen.told:,} of {OTHERS} others, from sent to stored, p99",
        ms(wait),
        f"< {ms(WAIT_AT_MOST_S)}",
        wait < WAIT_AT_MOST_S and sent >= 0.9 * A_SECOND * seconds,
    )
    yield Row("of these lost", f"{seen.told - seen.stored}", "none", seen.told == seen.stored)
    page = rank(seen.pages, 95)
    yield Row(
        f"{len(seen.pages)} pages meanwhile, p95", ms(page), f"< {ms(PAGE_AT_MOST_S)}", page < PAGE_AT_MOST_S
    )
    grown = max(seen.memory) - seen.memory[0]
    yield Row(
        f"memory of the hub from {WARM_S:.0f} s on, most over the first",
        f"{grown / 1_024:.1f} MB over {seen.memory[0] / 1_024:.0f}",
        f"at most {GROWN_AT_MOST_KB // 1_024} MB",
        grown <= GROWN_AT_MOST_KB,
    )
    yield Row("of the mad one counted and not stored", f"{counted:,} of {sent:,}", "no target")


def _flooded(hub: RunningHub, database: Database, said: dict[str, str], seconds: int) -> tuple[int, Seen]:
    seen, over = Seen(), Event()
    others = MqttListener(said["broker"], "others")
    for number in range(OTHERS):
        others.publish(_topic(number), _payload(in_ms(SystemClock().now())))
    jobs = [
        Thread(target=_look_at_pages, args=(hub.web, seen, over)),
        Thread(target=_watch_memory, args=(int(said["pid"]), seen, over)),
    ]
    with _mad(said["broker"], seconds) as mad:
        for job in jobs:
            job.start()
        try:
            _speak(others, database, seen, seconds)
        finally:
            over.set()
        for job in jobs:
            job.join()
        sent = int(mad.communicate()[0])
    others.close()
    return sent, seen


def _speak(others: MqttListener, database: Database, seen: Seen, seconds: int) -> None:
    """One word of each a second, looked for in the database from then on."""
    clock, ends = SystemClock(), monotonic() + seconds
    probes = until(lambda: _met(database), within_s=WAIT_AT_MOST_S, what="every sensor to be met")
    waiting: dict[tuple[int, int], float] = {}
    speaks_at = monotonic()
    while monotonic() < ends or (waiting and monotonic() < ends + 2 * WAIT_AT_MOST_S):
        if speaks_at <= monotonic() < ends:
            speaks_at += 1
            for number in range(OTHERS):
                at_ms = in_ms(clock.now())
                waiting[probes[f"cold_{number}"], at_ms] = monotonic()
                others.client.publish(_topic(number), _payload(at_ms), 1)
                seen.told += 1
        _find(database, waiting, seen)
        sleep(LOOK_EVERY_S)


def _met(database: Database) -> dict[str, int] | None:
    wanted = [f"cold_{number}" for number in range(OTHERS)]
    with database.read() as session:
        found = session.execute(select(Probe.sensor_key, Probe.id).where(Probe.sensor_key.in_(wanted)))
        probes = {one.sensor_key: one.id for one in found}
    return probes if len(probes) == OTHERS else None


def _find(database: Database, waiting: dict[tuple[int, int], float], seen: Seen) -> None:
    if not waiting:
        return
    since_ms = min(at_ms for _, at_ms in waiting)
    with database.read() as session:
        found = session.execute(
            select(Reading.probe_id, Reading.at_ms).where(
                Reading.probe_id.in_({probe for probe, _ in waiting}), Reading.at_ms >= since_ms
            )
        )
        now = monotonic()
        for probe, at_ms in found:
            said_at = waiting.pop((probe, at_ms), None)
            if said_at is not None:
                seen.waits.append(now - said_at)
                seen.stored += 1


def _look_at_pages(web: str, seen: Seen, over: Event) -> None:
    """One after the other, as somebody who is in charge of quality looks around."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    token = CSRF.findall(browser.open(f"{web}/log-in").read().decode())[-1]
    form = urllib.parse.urlencode({"csrf": token, "login": "quality", "password": "demo-quality"})
    browser.open(f"{web}/log-in", form.encode()).read()
    while not over.is_set():
        for page in PAGES:
            begun = monotonic()
            with browser.open(web + page) as answer:
                answer.read()
                if answer.url != web + page:
                    raise RuntimeError(f"{page} answered with {answer.url}")
            seen.pages.append(monotonic() - begun)
        over.wait(0.2)


def _watch_memory(pid: int, seen: Seen, over: Event) -> None:
    over.wait(WARM_S)
    while not over.wait(1):
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        seen.memory.append(int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]))


def _topic(number: int) -> str:
    return f"zigbee2mqtt/cold_{number}"


def _payload(at_ms: int) -> bytes:
    return b'{"temperature": 3.5, "humidity": 81, "battery": 97, "linkquality": 120, "last_seen": %d}' % at_ms


@contextmanager
def _mad(broker: str, seconds: int) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.flood", "--mad", broker, str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            running.kill()
            running.wait(5)


def _be_mad(broker: str, seconds: int) -> int:
    """Each message of a moment of its own within the last minute, so that none is a repetition; how many were sent."""
    line = MqttListener(broker, "mad")
    begun, sent = monotonic(), 0
    while (since := monotonic() - begun) < seconds:
        if sent > since * A_SECOND:
            sleep(HANDFUL / A_SECOND / 2)
            continue
        now_ms = in_ms(SystemClock().now())
        for number in range(sent, sent + HANDFUL):
            line.client.publish("zigbee2mqtt/mad", _payload(now_ms - number % 60_000), 0)
        sent += HANDFUL
    line.close()
    return sent


def main(words: Sequence[str]) -> None:
    if words[:1] == ["--mad"]:
        print(_be_mad(words[1], int(words[2])))
        return
    for row in rows(LONG_S if "--long" in words else SHORT_S):
        print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
