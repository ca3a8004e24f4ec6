"""Words of ordering: states, events, next steps, parties, and what ordering refuses."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.orders.lines import LineEventKind, LineState, RefusalReason
from hub.orders.rules import Party, Step

TITLES = {
    LineState: {
        LineState.ORDERED: _l("Ordered"),
        LineState.CONFIRMED: _l("Confirmed"),
        LineState.REFUSED: _l("Refused"),
        LineState.WITHDRAWN: _l("Withdrawn"),
        LineState.RECEIVED: _l("At the hub"),
        LineState.NOT_COME: _l("Did not come"),
        LineState.PICKING: _l("Being picked"),
        LineState.PICKED: _l("Picked"),
        LineState.LOADED: _l("On the vehicle"),
        LineState.DELIVERED: _l("Delivered"),
        LineState.ACCEPTED: _l("Accepted"),
        LineState.CLAIMED: _l("Claimed"),
    },
    LineEventKind: {
        LineEventKind.ORDERED: _l("Ordered"),
        LineEventKind.CONFIRMED: _l("Confirmed"),
        LineEventKind.CUT: _l("Confirmed with less"),
        LineEventKind.REFUSED: _l("Refused"),
        LineEventKind.WITHDRAWN: _l("Withdrawn"),
        LineEventKind.RECEIVED: _l("Received at the hub"),
        LineEventKind.NOT_COME: _l("Did not come"),
        LineEventKind.TURNED_AWAY: _l("Refused at the hub"),
        LineEventKind.LET_IN: _l("Refusal taken back"),
        LineEventKind.PICKED: _l("Picked"),
        LineEventKind.UNPICKED: _l("Pick taken back"),
        LineEventKind.SHORT: _l("Ended with less"),
        LineEventKind.LOADED: _l("Loaded"),
        LineEventKind.DELIVERED: _l("Delivered"),
        LineEventKind.ACCEPTED: _l("Accepted"),
        LineEventKind.CLAIMED: _l("Claimed"),
    },
    RefusalReason: {
        RefusalReason.TOO_WARM: _l("too warm"),
        RefusalReason.QUALITY: _l("the quality is not good enough"),
        RefusalReason.PACKAGING: _l("damaged packaging"),
        RefusalReason.NOT_ORDERED: _l("not ordered"),
        RefusalReason.WRONG_GOODS: _l("the wrong goods"),
        RefusalReason.BEST_BEFORE: _l("best before is too soon"),
        RefusalReason.OTHER: _l("another reason"),
    },
    Step: {
        Step.ANSWER: _l("answer the line"),
        Step.BRING_AND_RECEIVE: _l("bring the goods to the hub"),
        Step.REPLACE_OR_TELL: _l("find other goods or tell the kitchen"),
        Step.PICK: _l("pick the goods"),
        Step.LOAD: _l("load the vehicle"),
        Step.DELIVER: _l("deliver"),
        Step.ACCEPT: _l("say whether everything is right"),
        Step.SETTLE_CLAIM: _l("settle the claim"),
        Step.NONE: _l("nothing more"),
    },
    Party: {
        Party.KITCHEN: _l("Kitchen"),
        Party.PRODUCER: _l("Producer"),
        Party.HUB: _l("Hub"),
        Party.DRIVER: _l("Driver"),
        Party.COORDINATOR: _l("Coordinator"),
        Party.NOBODY: _l("Nobody"),
    },
}

ERRORS: dict[str, LazyString] = {
    "order_unknown": _l("There is no such order here. Look in the list of orders."),
    "line_unknown": _l("There is no such line here. Open the order again."),
    "order_empty": _l("Nothing is chosen yet. Set how many packs you want of at least one article."),
    "article_not_for_sale": _l("One of the articles is no longer for sale. Take it out and try again."),
    "article_twice": _l("%(product)s stands in the order twice. Put it on one line."),
    "no_delivery_that_day": _l("There is no delivery to you on %(day)s. Choose one of your delivery days."),
    "cut_off_passed": _l(
        "It is too late to get %(product)s on %(day)s. The earliest day is %(earliest)s: choose that day, or take the "
        "article out."
    ),
    "out_of_reach": _l(
        "%(product)s cannot reach you on any delivery day. Take the article out, or ask the coordinator."
    ),
    "note_too_long": _l("The message is too long. Use at most %(most)s characters."),
    "line_elsewhere": _l(
        "%(product)s stands at “%(state)s” now, so this can no longer be done. Look at the line again."
    ),
    "answer_reason_missing": _l("Say why, so that the kitchen can plan."),
    "answer_too_much": _l("That is more than was ordered (%(ordered)s). Confirm at most what was ordered."),
    "answer_nothing": _l("To deliver nothing, refuse the line and say why."),
}
