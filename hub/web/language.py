"""Which language this page is in: the choice made in this browser, then the person's own, then what the browser asks for."""

from __future__ import annotations

from flask import request

from hub.kernel.words import Language
from hub.people.records import Person
from hub.web import access

COOKIE = "samlast-language"
# By value, because a text is a member of an enum only from Python 3.12 on.
LANGUAGES = frozenset(language.value for language in Language)
# Norwegian in any form reads bokmål best; Danish readers too.
_NEAR = {
    "nb": Language.NB,
    "no": Language.NB,
    "nn": Language.NB,
    "da": Language.NB,
    "sv": Language.SV,
    "en": Language.EN,
}


def language() -> Language:
    """The language of this request."""
    found = access.visitor_or_none()
    return found.language if found else language_of(None)


def language_of(person: Person | None) -> Language:
    chosen = request.cookies.get(COOKIE)
    if chosen is not None and chosen in LANGUAGES:
        return Language(chosen)
    if person is not None:
        return person.language
    for asked, _weight in request.accept_languages:
        near = _NEAR.get(asked.lower().split("-")[0])
        if near is not None:
            return near
    return access.house().settings.hub.language
