"""Badges that the hub makes itself: a code that is shown once, on the badge, and kept as a hash only.

A badge is printed from the page that issues it and by no printer's queue: a queued paper is kept with everything it says, and a
key must not be. The code is made from the act's own secret (`operation`, 256 bits of the page that asked), so that the same act
sent twice shows the same badge and nothing has to be remembered in between.
"""

from __future__ import annotations

import hashlib

from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.people.records import Person
from hub.people.service import get_person, set_badge

# Crockford's base 32: no I, L, O and U, so that nothing is misread where a code has to be typed after all.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 5, 4
PREFIX = "BADGE"


def code_of(operation: str) -> str:
    """BADGE-7F3K-91QX-…: twenty signs, 100 bits."""
    digest = int.from_bytes(hashlib.sha256(b"samlast badge " + operation.encode()).digest())
    signs = [LETTERS[digest >> (5 * place) & 31] for place in range(GROUPS * GROUP)]
    groups = ["".join(signs[at : at + GROUP]) for at in range(0, len(signs), GROUP)]
    return "-".join((PREFIX, *groups))


def issue(
    session: Session, person_id: int, pin: str, *, by: Person, clock: Clock, operation: str
) -> tuple[Person, str]:
    """A new badge, with the PIN it goes with; the person's badge before it is void. Hands back its code, which is nowhere else.

    Raises PinUnfit.
    """
    person = get_person(session, person_id)
    code = code_of(operation)
    set_badge(session, person, code, pin, by=by, clock=clock)
    return person, code
