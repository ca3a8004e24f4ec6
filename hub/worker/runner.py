"""Starts everything that runs without a browser, in order, and stops it in the reverse order.

Each start pushes its own clean-up at once, so that a failure half-way leaves nothing running. Not for: web pages.
"""

from __future__ import annotations

from contextlib import ExitStack

from hub.wiring import House


def start(house: House, broker_url: str, stack: ExitStack) -> None:
    """Device threads, event inbox, print spool and timed jobs."""


def feed_live_board(house: House, broker_url: str, stack: ExitStack) -> None:
    """What the worker publishes reaches the live board of this process through the broker."""
