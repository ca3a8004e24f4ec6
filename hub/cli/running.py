"""A house with its servers running: the same parts for `hub run`, `hub web`, `hub work` and the demo.

Each start pushes its own clean-up on one stack, so that a failure half-way leaves nothing behind.
"""

from __future__ import annotations

import gc
import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from types import FrameType

from sqlalchemy.exc import DBAPIError

from hub.cli.migrate import DatabaseTrouble, bring, unreachable
from hub.cli.one_process import only_process
from hub.cli.serve import WebServer
from hub.cli.texts import text
from hub.kernel.clock import Clock, SystemClock
from hub.kernel.errors import HubError
from hub.migrations import steps
from hub.settings import Settings
from hub.wiring import House, open_house
from hub.worker import runner
from hub.worker.broker import start_broker

RUN_FILES = {"run": "run.json", "web": "web.json", "work": "work.json"}
BESIDE = ("web", "listen")


class NoBroker(HubError):
    code = "no_broker"


@dataclass(frozen=True, slots=True)
class Running:
    """What is open, and where. `web_url` is None where no pages are; `moved_from` is the port that was taken."""

    house: House
    role: str
    broker_url: str
    broker_kind: str
    web_url: str | None
    moved_from: int | None


@contextmanager
def running(
    settings: Settings, *, role: str = "run", clock: Clock | None = None, number: int = 1
) -> Iterator[Running]:
    """Open the house, and close it when the block ends. `role` is "run", "web", "work" or "listen", which is one of a number."""
    with ExitStack() as stack:
        stack.enter_context(only_process(settings, f"hub {role}"))
        house = open_house(settings, clock or SystemClock())
        stack.callback(house.close)
        _migrate(house, role)
        broker = start_broker(house.settings, house.clock) if role not in BESIDE else None
        if broker is not None:
            stack.callback(broker.stop)
        broker_url = broker.url if broker is not None else _broker_of_worker(house.settings)
        if role == "listen":
            runner.start_listener(house, broker_url, number, stack)
        elif role != "web":
            runner.start(house, broker_url, stack)
        has_pages = role in {"run", "web"}
        if has_pages:
            runner.feed_live_board(house, broker_url, stack)
        server = _start_web(house, stack) if has_pages else None
        result = Running(
            house=house,
            role=role,
            broker_url=broker_url,
            broker_kind=broker.kind if broker is not None else "given",
            web_url=server.url if server else None,
            moved_from=server.moved_from if server else None,
        )
        if role in RUN_FILES:
            stack.callback(_write_run_file(house.settings, role, result))
        calm_the_collector()
        yield result


def _migrate(house: House, role: str) -> None:
    """`hub run` and `hub work` bring the database up; those beside them only look."""
    try:
        if role in BESIDE:
            if not steps.is_current(house.database):
                raise DatabaseTrouble(says=text(house.settings.hub.language, "not_migrated"))
        else:
            bring(house.database, house.settings)
    except DBAPIError as err:
        raise unreachable(house.settings, err) from err


def _start_web(house: House, stack: ExitStack) -> WebServer:
    from hub.web.app import create_app  # noqa: PLC0415 - `hub work` serves no page and loads no Flask

    server = WebServer(create_app(house), house.settings.web)
    server.start()
    stack.callback(server.stop)
    return server


def _broker_of_worker(settings: Settings) -> str:
    if settings.broker.url is not None:
        return settings.broker.url
    said = read_run_file(settings, "work")
    if said is None:
        raise NoBroker(says=text(settings.hub.language, "no_broker_known"))
    return str(said["broker"])


def _write_run_file(settings: Settings, role: str, result: Running) -> Remove:
    path = settings.data_dir / RUN_FILES[role]
    content = {"web": result.web_url, "broker": result.broker_url, "pid": os.getpid()}
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(content) + "\n", encoding="utf-8")
    draft.replace(path)
    return Remove(path)


@dataclass(frozen=True, slots=True)
class Remove:
    """Takes a file away at the end, if it is still there."""

    path: Path

    def __call__(self) -> None:
        self.path.unlink(missing_ok=True)


def read_run_file(settings: Settings, *roles: str) -> dict[str, object] | None:
    """What a running hub wrote about itself, or None when none of these roles runs here."""
    for role in roles:
        try:
            said = json.loads((settings.data_dir / RUN_FILES[role]).read_text(encoding="utf-8"))
            os.kill(int(said["pid"]), 0)
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return dict(said)
    return None


def calm_the_collector() -> None:
    """What lives as long as the house is not looked at again: a lone page's p99 fell from 16 to 1.7 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 25, 50)


def listen_for_stop() -> Event:
    """An event that Ctrl-C or SIGTERM sets, from now on: a stop during the start waits for its end and then cleans up.

    A second signal ends the process at once.
    """
    asked = Event()

    def hear(_signal: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    signal.signal(signal.SIGINT, hear)
    signal.signal(signal.SIGTERM, hear)
    return asked
