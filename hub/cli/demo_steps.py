"""How far the loading of the demonstration is, on the terminal of whoever waits for it.

On a terminal the line is rewritten; in a log it is said once, without numbers that nobody watches.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeAlias

import click

# Hears how many hundredths of the work are done.
Told: TypeAlias = Callable[[int], None]
DONE = 100


def nobody(_hundredths: int) -> None:
    """Nobody wants to hear it."""


def telling(line: str) -> Told:
    rewrites = sys.stdout.isatty()

    def tell(hundredths: int) -> None:
        if rewrites:
            click.echo(f"\r{line} {hundredths} %", nl=hundredths == DONE)
        elif hundredths == 0:
            click.echo(line)

    return tell
