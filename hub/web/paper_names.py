"""What a paper is called where it stands among others: "Delivery note 10, Bjørkelunden", "Pick list, Bjørkelunden", "Gulrot · 000 012"."""

from __future__ import annotations

from hub.labels.content import PaperKind
from hub.labels.views import JobRow
from hub.web.texts import title


def called(job: JobRow) -> str:
    """A crate's label goes by its goods and digits; every other paper says first what it is."""
    if job.kind is PaperKind.CRATE_LABEL:
        return job.name
    if job.kind is PaperKind.DELIVERY_NOTE:
        return f"{title(job.kind)} {job.name}, {job.detail}"
    return f"{title(job.kind)}, {job.name}"


def beside(job: JobRow) -> str:
    """The further word below the name; a delivery note's kitchen is in its name."""
    return "" if job.kind is PaperKind.DELIVERY_NOTE else job.detail


FILTERS = {"called": called, "beside": beside}
