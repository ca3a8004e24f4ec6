"""When a paper may be printed once more: one thing has one label, and a second one beside it needs a reason. Nothing here stores."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hub.kernel.errors import Conflict, RuleBroken
from hub.labels.content import PaperKind

# Labels that say which one thing they hang on. Notes and lists are papers to work by; signs and cards name a place or an article.
ONE_EACH = frozenset({PaperKind.CRATE_LABEL, PaperKind.CONSIGNMENT_LABEL, PaperKind.PALLET_LABEL})
# The first label and one copy of it; more of them only by whoever answers for the day.
PAPERS_FREELY = 2
LONGEST_WORDS = 200


class CopyReason(StrEnum):
    """Why a label is wanted once more."""

    TORN = "torn"
    SMEARED = "smeared"
    LOST = "lost"
    WRONG_PLACE = "wrong_place"  # it was stuck where it cannot be read, or on something else
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says who wants a copy. `may_more`: the right to more than one copy of a label."""

    reason: CopyReason | None = None
    words: str = ""
    may_more: bool = False


NO_WISH = Wish()


class CopyNeedsReason(RuleBroken):
    """A label of which one paper came out already, and nobody said why another is wanted."""

    code = "copy_needs_reason"


class CopyNeedsWords(RuleBroken):
    """Another reason than those of the list, and not one word about it."""

    code = "copy_needs_words"


class CopyNeedsCoordinator(RuleBroken):
    """There is a copy of this label already."""

    code = "copy_needs_coordinator"


class CopyOnItsWay(Conflict):
    """Another paper about the same thing waits, leaves, or waits for an answer."""

    code = "copy_on_its_way"


def require_copy(kind: PaperKind, out: int, wish: Wish, *, asked_before: bool = False) -> None:
    """Raises unless there may be one more paper beside the `out` ones that came out. `asked_before`: its reason was told already."""
    if kind not in ONE_EACH or not out:
        return
    if not asked_before:
        if wish.reason is None:
            raise CopyNeedsReason
        if wish.reason is CopyReason.OTHER and not wish.words.strip():
            raise CopyNeedsWords
    if out >= PAPERS_FREELY and not wish.may_more:
        raise CopyNeedsCoordinator
