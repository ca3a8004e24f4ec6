"""Which states a print job may take after which, and why a job waits. Nothing here prints or stores.

queued --> sending --> printed
  |          |-------> uncertain --> printed   (a person has the paper)
  |          |             |-------> failed    (a person does not; a copy is queued)
  |          |-------> queued      (nothing of it can have come out: a print queue gave it back)
  |          '-------> failed      (the paper cannot be drawn for this printer)
  |--> cancelled --> queued          (a person wants it after all)
  '--> failed ----> queued           (only what was never sent: it waited too long, or could not be drawn)

From all of them to voided: what the paper says is wrong or no longer so, and its code is refused at every scan.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from hub.kernel.errors import Conflict, RuleBroken
from hub.labels.content import PaperKind


class JobState(StrEnum):
    """`uncertain` means the printer may or may not have printed it: only a person moves it on."""

    QUEUED = "queued"
    SENDING = "sending"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"
    VOIDED = "voided"


class Trouble(StrEnum):
    """Why a job waits, is uncertain or failed. The sentence is made at the edge."""

    AWAY = "away"  # no connection
    NO_ANSWER = "no_answer"  # connected, and the printer says nothing
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    PRINTER_ERROR = "printer_error"  # cutter, head, or an error it cannot clear itself
    WRONG_PRINTER = "wrong_printer"  # another serial number answers at this address
    BROKE_OFF = "broke_off"  # the line fell while bytes were leaving
    UNCONFIRMED = "unconfirmed"  # all bytes left and no proof came back
    HUB_STOPPED = "hub_stopped"  # the hub stopped while bytes were leaving
    TOO_WIDE = "too_wide"  # the paper cannot be drawn on this head
    UNREADABLE = "unreadable"  # the stored content cannot be drawn
    UNKNOWN_PRINTER = "unknown_printer"  # the settings name no such printer
    NOT_HELD = "not_held"  # a person says the paper never came
    EXPIRED = "expired"  # it waited so long that by itself it would come out beside the wrong crate
    MOVED = "moved"  # a person sent it to another printer
    VOIDED = "voided"  # what it names is no longer to be labelled so
    KEPT_OFF = "kept_off"  # of the demonstration's made-up past: it was never meant for a printer


class Proof(StrEnum):
    """How it is known that a paper came out, the strongest first. Without any of the first six it is a question."""

    SCANNED = "scanned"  # its code was read
    TOLD = "told"  # a person says so
    PROCESS_ID = "process_id"  # the printer itself says that all of it is printed
    COUNTER = "counter"  # the printer's own count of labels went up
    QUEUE = "queue"  # a print queue whose "completed" is its printer's word
    STATUS = "status"  # all bytes taken, and the printer stood ready with paper afterwards
    BYTES = "bytes"  # all bytes taken, and no more than that


_AFTER = {
    JobState.QUEUED: {JobState.SENDING, JobState.CANCELLED, JobState.FAILED, JobState.VOIDED},
    JobState.SENDING: {
        JobState.PRINTED,
        JobState.UNCERTAIN,
        JobState.QUEUED,
        JobState.FAILED,
        JobState.VOIDED,
    },
    JobState.UNCERTAIN: {JobState.PRINTED, JobState.FAILED, JobState.VOIDED},
    JobState.PRINTED: {JobState.VOIDED},
    JobState.FAILED: {JobState.QUEUED, JobState.VOIDED},
    JobState.CANCELLED: {JobState.QUEUED, JobState.VOIDED},
    JobState.VOIDED: frozenset[JobState](),
}
OPEN = frozenset({JobState.QUEUED, JobState.SENDING, JobState.UNCERTAIN})
ENDED = frozenset(JobState) - OPEN
# A paper whose fate is open gets an answer first; a second one beside it would be two labels for one crate.
REPRINTABLE = frozenset({JobState.PRINTED, JobState.FAILED, JobState.CANCELLED})
# A job fails for one of these before its first byte leaves.
_NEVER_SENT = frozenset({Trouble.EXPIRED, Trouble.TOO_WIDE, Trouble.UNREADABLE})


# A crate or a cage stands beside its printer for a shift at most, and a list to work by is old by then; a note is wanted until the
# van has come back.
_SHIFT, _UNTIL_BACK = timedelta(hours=12), timedelta(hours=36)
WAITS_AT_MOST = {
    PaperKind.CRATE_LABEL: _SHIFT,
    PaperKind.CONSIGNMENT_LABEL: _SHIFT,
    PaperKind.PALLET_LABEL: _SHIFT,
    PaperKind.PLACE_LABEL: _UNTIL_BACK,
    PaperKind.PRODUCT_CARD: _UNTIL_BACK,
    PaperKind.DELIVERY_NOTE: _UNTIL_BACK,
    PaperKind.PICK_LIST: _SHIFT,
    PaperKind.COLLECTION_ORDER: _UNTIL_BACK,
    PaperKind.LOAD_LIST: _SHIFT,
    PaperKind.RECEIVING_SLIP: _UNTIL_BACK,
    PaperKind.WEIGHING_TICKET: _UNTIL_BACK,
}


def has_expired(kind: PaperKind, queued_at: datetime, now: datetime) -> bool:
    """Whether a waiting paper is too old to come out by itself. A person may still print a copy."""
    return now - queued_at > WAITS_AT_MOST[kind]


class NothingToAnswer(RuleBroken):
    """No paper about this crate waits for an answer."""

    code = "nothing_to_answer"


class JobMovedOn(Conflict):
    """The job is no longer in a state where this can be done; somebody or the printer was first."""

    code = "job_moved_on"


def require_step(before: JobState, after: JobState) -> None:
    """Raises JobMovedOn unless a job may go from `before` to `after`."""
    if after not in _AFTER[before]:
        raise JobMovedOn(before=before, after=after)


def require_reprintable(state: JobState) -> None:
    """Raises JobMovedOn for a job that is still on its way, or whose label is void."""
    if state not in REPRINTABLE:
        raise JobMovedOn(before=state, after=JobState.QUEUED)


def was_never_sent(state: JobState, trouble: str | None) -> bool:
    """Nothing of it came out: the same paper may be queued again, and it is no copy."""
    return state is JobState.CANCELLED or (state is JobState.FAILED and trouble in _NEVER_SENT)
