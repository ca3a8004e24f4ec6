"""Many hands at once: the same act in many threads, let go together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def crowd(act: Callable[[int], T], size: int) -> list[T]:
    """The answers of `size` threads that began together; an error of any of them is raised here."""
    gate = Barrier(size)

    def one(hand: int) -> T:
        gate.wait(30)
        return act(hand)

    with ThreadPoolExecutor(size) as pool:
        return list(pool.map(one, range(size)))
