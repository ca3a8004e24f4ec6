"""Titles of papers and their states, and why one waits: what is the matter, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.labels.content import PaperKind
from hub.labels.copy_rules import CopyReason
from hub.labels.rules import JobState, Proof, Trouble
from hub.labels.symbols import Remark

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    PaperKind: {
        PaperKind.CRATE_LABEL: _l("Crate label"),
        PaperKind.CONSIGNMENT_LABEL: _l("Label of a kitchen's package"),
        PaperKind.PALLET_LABEL: _l("Label of a roll cage"),
        PaperKind.PLACE_LABEL: _l("Sign of a place"),
        PaperKind.PRODUCT_CARD: _l("Product card"),
        PaperKind.DELIVERY_NOTE: _l("Delivery note"),
        PaperKind.PICK_LIST: _l("Pick list"),
        PaperKind.COLLECTION_ORDER: _l("Collection order"),
        PaperKind.LOAD_LIST: _l("Load list"),
        PaperKind.RECEIVING_SLIP: _l("Receiving slip"),
        PaperKind.WEIGHING_TICKET: _l("Weighing ticket"),
    },
    JobState: {
        JobState.QUEUED: _l("Waiting"),
        JobState.SENDING: _l("Printing"),
        JobState.PRINTED: _l("Printed"),
        JobState.UNCERTAIN: _l("Uncertain"),
        JobState.FAILED: _l("Not printed"),
        JobState.CANCELLED: _l("Taken off the queue"),
        JobState.VOIDED: _l("Void"),
    },
    Remark: {
        Remark.SQUARE_INSTEAD: _l(
            "The bars did not fit as the standard asks. A square code carries the same."
        ),
        Remark.CODE_SHORTENED: _l(
            "The code was too large for all facts. The last of them stand in words only."
        ),
        Remark.MENTION_CUT: _l(
            "Something that the law wants on the label was too long for its box and was cut. Print it on a larger label."
        ),
        Remark.MENTION_LEFT_OUT: _l(
            "This layout has no box for something that the law wants on the label: “mentions”, “frozen”, “variety” or “quality_class”."
        ),
        Remark.LOT_NOT_CODED: _l(
            "The lot's number has signs or a length that GS1's codes do not take. It stands in words only."
        ),
    },
    CopyReason: {
        CopyReason.TORN: _l("Torn"),
        CopyReason.SMEARED: _l("Smeared or unreadable"),
        CopyReason.LOST: _l("Lost"),
        CopyReason.WRONG_PLACE: _l("Stuck in the wrong place"),
        CopyReason.OTHER: _l("Something else"),
    },
    Proof: {
        Proof.SCANNED: _l("The label itself was scanned."),
        Proof.TOLD: _l("A person said that the paper is there."),
        Proof.PROCESS_ID: _l("The printer said that all of it is printed."),
        Proof.COUNTER: _l("The printer's own count of labels went up."),
        Proof.QUEUE: _l("The print queue said that its printer is done."),
        Proof.STATUS: _l("The printer took all of it and stood ready with paper afterwards."),
        Proof.BYTES: _l("The printer took all of it and said no more."),
    },
    Trouble: {
        Trouble.AWAY: _l("The printer cannot be reached. Check its power and its cable."),
        Trouble.NO_ANSWER: _l("The printer does not answer. Switch it off and on again."),
        Trouble.PAPER_OUT: _l("The printer is out of paper. Put in a new roll; printing goes on by itself."),
        Trouble.COVER_OPEN: _l("The printer's cover is open. Close it; throw a half label away."),
        Trouble.OFFLINE: _l("The printer is paused. Press its feed button."),
        Trouble.PRINTER_ERROR: _l(
            "The printer reports an error. Open it, take out loose paper, and close it."
        ),
        Trouble.WRONG_PRINTER: _l(
            "Another printer answers at this address. Check which printer stands here before anything is printed."
        ),
        Trouble.BROKE_OFF: _l("The connection broke while the paper was being sent."),
        Trouble.UNCONFIRMED: _l("The paper was sent, and the printer did not say that it came out."),
        Trouble.HUB_STOPPED: _l("The hub stopped while the paper was being sent."),
        Trouble.TOO_WIDE: _l("This printer's head is too narrow for the paper. Print it on another printer."),
        Trouble.UNREADABLE: _l("What the paper should say cannot be read. Ask an administrator."),
        Trouble.UNKNOWN_PRINTER: _l("The settings have no such printer. Ask an administrator."),
        Trouble.NOT_HELD: _l("Nobody has this paper. A copy was queued."),
        Trouble.EXPIRED: _l(
            "The paper waited too long to be printed by itself. Print it if it is still needed."
        ),
        Trouble.MOVED: _l("Somebody sent the paper to this printer from another one."),
        Trouble.VOIDED: _l(
            "The crate's label is void. Its code is refused at every scan; throw the paper away."
        ),
        Trouble.KEPT_OFF: _l(
            "This paper belongs to the demo's made-up past and was never sent to a printer. Print it if you want to see it."
        ),
    },
}
ERRORS: dict[str, LazyString] = {
    "copy_needs_reason": _l(
        "Say why the label is needed once more: two labels of one thing are mixed up easily."
    ),
    "copy_needs_words": _l("Say in your own words why the label is needed once more."),
    "copy_needs_coordinator": _l(
        "There is a copy of this label already. A coordinator may print another one, with a reason."
    ),
    "copy_on_its_way": _l(
        "Another label of the same thing is on its way or waits for an answer. Answer that first; see below."
    ),
    "job_moved_on": _l("This paper has moved on: it is “%(before)s” now. Look again before you decide."),
    "nothing_to_answer": _l(
        "No label with this code waits for an answer. Scan the code on the label itself."
    ),
    "label_content_wrong": _l("The content cannot be read at “%(field)s”: %(why)s."),
    "label_fact_wrong": _l("%(identifier)s %(value)s must not stand on a label (%(why)s)."),
    "code_too_large": _l(
        "The code %(code)s does not fit in %(dots)s dots. Choose a larger label, or a printer with finer dots."
    ),
    "wider_than_any_roll": _l(
        "The label is %(millimetres)s mm wide, %(dots)s dots. No receipt printer is wider than %(widest)s mm: choose a narrower layout."
    ),
    "no_layout": _l(
        "No layout in config/labels fits this label on this printer. Print it on another printer, or open it as PDF."
    ),
    "paper_too_narrow": _l("The printer's head is too narrow for any label. Use another printer."),
}
