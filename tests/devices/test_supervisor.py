"""One device that goes mad is a matter of that device alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from threading import Event

import pytest

from hub.devices import supervisor as supervising
from hub.devices.supervisor import Supervisor
from tests.support.wait import until


@pytest.fixture
def supervisor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    monkeypatch.setattr(supervising, "FIRST_PAUSE_S", 0.02)
    running = Supervisor()
    yield running
    running.stop()


def test_a_loop_that_breaks_is_logged_told_and_started_again(
    supervisor: Supervisor, caplog: pytest.LogCaptureFixture
) -> None:
    runs: list[int] = []
    told: list[str] = []

    def mad(stopping: Event) -> None:
        runs.append(len(runs))
        if len(runs) < 3:
            raise KeyError("frame")
        stopping.wait()

    caplog.set_level(logging.ERROR)
    supervisor.start("scale-mad", mad, told.append)
    until(lambda: len(runs) == 3)
    assert told == ["KeyError: 'frame'"] * 2
    assert "the loop of scale-mad broke" in caplog.text
    assert "Traceback" in caplog.text


def test_the_others_go_on(supervisor: Supervisor, caplog: pytest.LogCaptureFixture) -> None:
    beats: list[None] = []

    def calm(stopping: Event) -> None:
        while not stopping.wait(0.01):
            beats.append(None)

    def mad(_stopping: Event) -> None:
        raise RuntimeError("again")

    def deaf(_why: str) -> None:
        raise ValueError("nobody listens")

    caplog.set_level(logging.CRITICAL)
    supervisor.start("scale-mad", mad, deaf)
    supervisor.start("scale-calm", calm)
    until(lambda: len(beats) > 30)


def test_a_loop_that_returns_is_not_started_without_a_pause(supervisor: Supervisor) -> None:
    runs: list[None] = []
    supervisor.start("scale-short", lambda _stopping: runs.append(None))
    until(lambda: len(runs) == 3)
    supervisor.stop()
    # 20, 40 and 80 ms lie between them; without pauses there would be thousands by now.
    assert len(runs) < 10


def test_stopping_ends_every_thread(supervisor: Supervisor) -> None:
    def patient(stopping: Event) -> None:
        stopping.wait()

    supervisor.start("a", patient)
    supervisor.start("b", patient)
    supervisor.stop()
    assert not any(thread.is_alive() for thread in supervisor._threads)
