"""Waiting for a condition with a deadline, instead of sleeping and hoping."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

T = TypeVar("T")
STEP_S = 0.01


def until(probe: Callable[[], T | None], *, within_s: float = 20.0, what: str = "the condition") -> T:
    """The first truthy answer of `probe`. Raises AssertionError when none came in time."""
    deadline = time.monotonic() + within_s
    pause = Event()
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > deadline:
            msg = f"{what} did not come true within {within_s} s"
            raise AssertionError(msg)
        pause.wait(STEP_S)
