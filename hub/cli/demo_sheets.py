"""The signed days in the story of the demonstration: past days are signed as quality would, and the last one waits for somebody.

Every sheet says that it is made up. No scale weighed anything in the story, so the sheets hold typed weights only.
"""

from __future__ import annotations

from datetime import time

from hub.cli.demo_stage import Story
from hub.planning.plan import ONE_DAY
from hub.receiving.day_facts import SheetDesk
from hub.receiving.day_sheets import Signing, draft, sign, unsigned_days

SIGNED_AT = time(17, 0)


def sign_days(story: Story) -> None:
    """All but the last past day that holds something; a single one is signed, so that there is a sheet to look at."""
    sender = story.notes.sender
    desk = SheetDesk(sender.name, sender.address, story.rhythm.zone, made_up=True)
    last = story.today - ONE_DAY
    story.clock.begin(story.begins)
    past = unsigned_days(story.session, story.begins.date(), last, story.rhythm.zone)
    for day in past[:-1] or past:
        story.at(day, SIGNED_AT)
        sign(
            story.session,
            day=day,
            signing=Signing(seen=draft(story.session, day, desk).day.digest),
            desk=desk,
            by=story.people["quality"],
            clock=story.clock,
            operation=story.operation(),
        )
