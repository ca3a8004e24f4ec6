"""What ordering refuses, each with the facts that a sentence for the kitchen, the producer or the floor needs."""

from __future__ import annotations

from hub.kernel.errors import Conflict, NotFound, RuleBroken


class OrderUnknown(NotFound):
    """No such order, or another kitchen's."""

    code = "order_unknown"


class LineUnknown(NotFound):
    """No such line, or another kitchen's or producer's."""

    code = "line_unknown"


class OrderEmpty(RuleBroken):
    code = "order_empty"


class ArticleNotForSale(RuleBroken):
    """The article is no longer offered, or there never was one."""

    code = "article_not_for_sale"


class ArticleTwice(RuleBroken):
    """The same article stands on two lines of one order."""

    code = "article_twice"


class NoDeliveryThatDay(RuleBroken):
    """The kitchen's delivery days do not include the chosen one."""

    code = "no_delivery_that_day"


class CutOffPassed(RuleBroken):
    """No collection is left that reaches the chosen day. `earliest` is the first day that can still be had."""

    code = "cut_off_passed"


class OutOfReach(RuleBroken):
    """No collection of this producer meets a delivery of this kitchen."""

    code = "out_of_reach"


class NoteTooLong(RuleBroken):
    code = "note_too_long"


class LineElsewhere(Conflict):
    """The line is past this step: somebody answered, took it back or picked it meanwhile."""

    code = "line_elsewhere"


class AnswerReasonMissing(RuleBroken):
    """A kitchen that gets less or nothing is told why."""

    code = "answer_reason_missing"


class AnswerTooMuch(RuleBroken):
    """More was promised than was ordered."""

    code = "answer_too_much"


class AnswerNothing(RuleBroken):
    """Promising nothing is a refusal and is said as one."""

    code = "answer_nothing"
