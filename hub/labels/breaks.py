"""Where a line of text may end: between words, never within a number or between a number and its unit, and within a word only where
the word alone is longer than the line; then with a hyphen, as a reader expects it.

    På vakt: Vakttelefonen,      10,455 kg      NO 1250      nr. 128      370 900 000 000 000 012
    +46 70 174 06 05

Not for: how wide text is. The caller says how many letters fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

BETWEEN_FACTS = "·"
HYPHEN = "-"
# The letters before an establishment's number.
COUNTRY_LETTERS = 2
# Of fruit and vegetables, by the trade's standards.
CLASSES = ("I", "II", "III")
# As few letters of a word as may stand on a line of their own.
LEAST_OF_A_WORD = 3
_OPENING, _CLOSING = "(+-−<>", ",.;:)*"
_NUMBER = re.compile(r"\d(?:[\d.:/()–-]*[\d)])?")
_AMOUNT = re.compile(r"\d[\d.,]*")
_NUMBER_WORDS = frozenset({"nr.", "nr", "no.", "lok."})
_UNITS = frozenset(
    "kg g mg t tim h min s °C °F % stk st pcs pc l dl m cm mm km kr".split()  # noqa: SIM905 - read as words
)
_MONTHS = frozenset({"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"})
_VOWELS = frozenset("aeiouyæøåäöüéèóAEIOUYÆØÅÄÖÜÉÈÓ")
# One sound in two letters: no line ends between them. SK is one before the soft vowels.
_ONE_SOUND = frozenset({"sj", "kj", "tj", "gj", "ch", "ck", "sh", "th", "ph"})
_SOFT = frozenset("eiyæøäö")


class LineEnd(NamedTuple):
    """Where the line's letters end, and whether a hyphen stands behind them."""

    at: int
    hyphen: bool = False


def holds_together(text: str, blank: int) -> bool:
    """Whether what stands before and after a blank is one thing: 70 174 06 05, NO 1250, 12,50 kg, nr. 128, 23 Nov 2026, class I."""
    written = text[text.rfind(" ", 0, blank) + 1 : blank]
    before = written.lstrip(_OPENING)
    end = text.find(" ", blank + 1)
    after = text[blank + 1 : end if end > 0 else len(text)]
    if after[:1].isdecimal():
        return (
            _NUMBER.fullmatch(before) is not None
            or before.lower() in _NUMBER_WORDS
            or before in _MONTHS
            or (0 < len(before) <= COUNTRY_LETTERS and before.isupper())
        )
    unit = after.rstrip(_CLOSING)
    if unit in CLASSES:
        return True
    # A count in brackets: (1 crate).
    named = written.startswith("(") or unit in _UNITS or unit in _MONTHS
    return named and _AMOUNT.fullmatch(before) is not None


def line_end(text: str, start: int, most: int, with_hyphen: Callable[[], int]) -> LineEnd:
    """Where the line that starts here ends, when its letters fit up to `most`, and more are left. `with_hyphen`: up to where they fit
    with a hyphen behind them; it is asked only when a word has to be broken.

    No line begins with the dot between two facts, and none ends within a number, where there is another place.
    """
    within = before_dot = 0
    blank = text.rfind(" ", start + 1, most + 1)
    while blank > 0:
        if text.startswith(BETWEEN_FACTS, blank + 1):
            before_dot = before_dot or blank
        elif holds_together(text, blank):
            within = within or blank
        else:
            return LineEnd(blank)
        blank = text.rfind(" ", start + 1, blank)
    if before_dot or within:
        return LineEnd(before_dot or within)
    end = text.find(" ", start)
    return _within_word(text[start : end if end > 0 else len(text)], start, most, with_hyphen)


def longest_piece(text: str) -> str:
    """The longest part that no line end should tear."""
    return max(pieces_of(text), key=len, default="")


@lru_cache(maxsize=1024)
def pieces_of(text: str) -> tuple[str, ...]:
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for at, sign in enumerate(text):
        if sign == " " and not holds_together(text, at):
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _within_word(word: str, start: int, most: int, with_hyphen: Callable[[], int]) -> LineEnd:
    """After a hyphen or slash of its own; where a syllable begins; else wherever it must be. Figures and codes get no hyphen: it would
    be read as one of their signs.
    """
    own = max(word.rfind(HYPHEN, 0, most - start), word.rfind("/", 0, most - start)) + 1
    if own >= LEAST_OF_A_WORD:
        return LineEnd(start + own)
    if not word.strip(_CLOSING + _OPENING).isalpha() or _VOWELS.isdisjoint(word):
        return LineEnd(most)
    room = with_hyphen() - start
    if room < 1:
        return LineEnd(most)
    last = min(room, len(word) - LEAST_OF_A_WORD)
    begins = (at for at in range(last, LEAST_OF_A_WORD - 1, -1) if _begins_syllable(word, at))
    return LineEnd(start + next(begins, room), hyphen=True)


def _begins_syllable(word: str, at: int) -> bool:
    """One consonant goes to the next line with its vowel, as Norwegian and Swedish have it: grønn-sa-ker."""
    two = word[at - 1 : at + 1].lower()
    return (
        word[at] not in _VOWELS
        and word[at + 1] in _VOWELS
        and two not in _ONE_SOUND
        and not (two == "sk" and word[at + 1].lower() in _SOFT)
        and not _VOWELS.isdisjoint(word[:at])
    )
