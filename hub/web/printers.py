"""What keeps a printer from printing, as every page of the house says it: in words, and with what to do.

From what the worker last said (`samlast/state`, `samlast/live/job`); nothing here asks a printer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hub.labels.rules import JobState, Trouble
from hub.web.access import house
from hub.web.format import words
from hub.web.texts import title


@dataclass(frozen=True, slots=True)
class Troubled:
    """`lost`: nobody is there, or another printer; else it is there and lacks something."""

    name: str
    says: str
    lost: bool


def troubled_printers() -> list[Troubled]:
    found = []
    for spec in house().settings.devices.printers:
        state = house().live.latest(f"samlast/state/{spec.key}") or {}
        heard = house().live.latest(f"samlast/live/job/{spec.key}") or {}
        why = job_trouble(heard) or str(state.get("why") or "")
        if why in set(Trouble):
            found.append(Troubled(words(spec.name), title(Trouble(why)), lost=state.get("state") == "lost"))
    return found


def job_trouble(heard: Mapping[str, object]) -> str:
    """What a paper waits for that is at its printer now; nothing once it has come out."""
    waits = heard.get("state") in {JobState.QUEUED, JobState.SENDING}
    return str(heard.get("trouble") or "") if waits else ""
