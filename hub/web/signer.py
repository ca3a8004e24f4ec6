"""Who signs a paper or a day: the visitor, proven anew by password or PIN, however long the page has been open.

Not for: what is signed, which is the subject's own.
"""

from __future__ import annotations

from hub.people import service as people
from hub.people import signing
from hub.people.records import Person
from hub.receiving.errors import NothingToSignWith, SignatureDelayed, SignatureUnproven
from hub.web.access import house, visitor


def proven(secret: str) -> Person:
    """The visitor, who proves anew to be who logged in. Raises NothingToSignWith, SignatureDelayed, SignatureUnproven."""
    clock, who = house().clock, visitor()
    with house().database.read() as session:
        person = people.get_person(session, who.person.id)
        factor = factor_of(person)
        if factor is None:
            raise NothingToSignWith
        waits = signing.blocked_until(session, person, factor, clock)
    if waits is not None:
        raise SignatureDelayed(time=waits)
    fits = signing.fits(person, factor, secret)
    with house().database.write() as session:
        signer = signing.settle(session, person, factor, fits=fits, clock=clock)
    if signer is None:
        raise SignatureUnproven
    return signer


def factor_of(person: Person) -> signing.Factor | None:
    return signing.factor_of(person, at_kiosk=visitor().kiosk_id is not None)
