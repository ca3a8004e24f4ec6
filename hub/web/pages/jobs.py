"""Papers: which are waiting and why, which need a person's answer, and copies of those that were printed."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue.views import articles_of_gtin
from hub.delivery import packages
from hub.kernel.errors import NotFound, RuleBroken
from hub.labels import answers, copies, service, views
from hub.labels.all_contents import label_from_json
from hub.labels.codes.found import Code
from hub.labels.codes.reading import read_code
from hub.labels.content import LABELS, PaperKind, taken
from hub.labels.copy_rules import ONE_EACH, PAPERS_FREELY, CopyNeedsReason, CopyNeedsWords, CopyReason, Wish
from hub.labels.drawing import draw_pdf, draw_picture, lacks_of
from hub.labels.records import PrintJob
from hub.labels.rules import JobState, NothingToAnswer
from hub.labels.search import Sought
from hub.labels.symbols import Remark
from hub.labels.views import StoredPaper
from hub.people.permissions import Permission
from hub.stock.papers import ARTICLE, CAGE, CRATE, PACKAGE, PLACE, copy_paper
from hub.stock.service import require_no_void, unreadable
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_one_of, asked_row, asking_page
from hub.web.format import words
from hub.web.looks_at import looks_at, looks_on_sheets
from hub.web.messages import say
from hub.web.paper_names import called
from hub.web.printers import troubled_printers
from hub.web.texts import sentence, title

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")

HAVE, HAVE_NOT = "have", "have_not"
# Of the open questions, so many are named after a scan; the page below has them all.
MOST_NAMED = 3
MOST_SHOWN = 400
ASKS_REASON = (CopyNeedsReason, CopyNeedsWords)


@blueprint.get("")
@requires(Permission.JOBS_READ)
def overview() -> str:
    return _overview()


def _overview(problem: str = "") -> str:
    sought = Sought(
        text=request.args.get("find", "").strip(),
        state=asked_one_of("state", JobState),
        kind=asked_one_of("kind", PaperKind),
    )
    show = min(asked_row("show") or views.FIRST_SHOWN, MOST_SHOWN)
    with house().database.read() as session:
        board = views.jobs_board(session, show)
        rows, more = views.jobs_found(session, sought, show) if sought else ((), False)
    return render_template(
        "jobs/overview.html",
        board=board,
        sought=sought,
        found=rows,
        more_found=more,
        show=show,
        next_shown=show * 2 if show < MOST_SHOWN else None,
        asked=request.args.to_dict(),
        states=[(state.value, title(state)) for state in JobState],
        kinds=[(kind.value, title(kind)) for kind in PaperKind],
        printers=_printer_names(),
        others=_others(board),
        problem=problem,
        may_settle=visitor().can(Permission.JOBS_SETTLE),
        may_reprint=visitor().can(Permission.JOBS_REPRINT),
    )


@blueprint.get("/printers")
@requires(Permission.JOBS_READ)
def printers() -> str:
    """What every page of the house says about its printers, asked for again and again."""
    with house().database.read() as session:
        questions = views.questions(session) if visitor().can(Permission.JOBS_SETTLE) else 0
    return render_template("jobs/printers.html", troubled=troubled_printers(), questions=questions)


@blueprint.get("/<int:job_id>")
@requires(Permission.JOBS_READ)
def page(job_id: int) -> str:
    return _page(job_id)


@blueprint.get("/<int:job_id>/paper.png")
@requires(Permission.JOBS_READ)
def picture(job_id: int) -> Response:
    """A label as its printer has it; a note has no picture and is read as PDF."""
    with house().database.read() as session:
        stored = views.stored_paper(session, job_id)
        printer = session.get_one(PrintJob, job_id).printer
    if stored.kind not in LABELS:
        raise NotFound(job=job_id)
    looks = looks_at(printer)
    drawn = draw_picture(
        stored.kind,
        stored.content,
        language=stored.language,
        copy=stored.copy,
        head=looks.head,
        style=looks.style,
    )
    response = make_response(drawn)
    response.headers["Content-Type"] = "image/png"
    return response


@blueprint.get("/<int:job_id>/paper.pdf")
@requires(Permission.JOBS_READ)
def paper(job_id: int) -> Response:
    """The paper as it was, to look at or to print on any printer; it says COPY unless it is the first."""
    with house().database.read() as session:
        stored = views.stored_paper(session, job_id)
        printer = session.get_one(PrintJob, job_id).printer
    # A crate label has a sheet of its own for office printers; the other labels are as their printer has them.
    layout = None
    if stored.kind in LABELS:
        looks = looks_on_sheets() if stored.kind is PaperKind.CRATE_LABEL else looks_at(printer)
        layout = looks.style.layout_of(label_from_json(stored.kind, stored.content))
    drawn = draw_pdf(stored.kind, stored.content, language=stored.language, copy=stored.copy, layout=layout)
    response = make_response(drawn)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{stored.kind.value}-{job_id}.pdf"'
    return response


@blueprint.post("/<int:job_id>/answer")
@requires(Permission.JOBS_SETTLE)
def answer(job_id: int) -> Response:
    """A person looked: the paper is there, or it is not and a copy is queued."""
    answered = request.form.get("answer", "")
    if answered not in {HAVE, HAVE_NOT}:
        return _again(job_id, _("Say whether you have the paper."))
    try:
        with house().database.write() as session:
            job = answers.settle(
                session,
                service.hold(session, job_id),
                printed=answered == HAVE,
                by=visitor().person,
                clock=house().clock,
            )
    except RuleBroken as broken:
        return _again(job_id, sentence(broken))
    if answered == HAVE:
        say(_("Good. The paper counts as printed."))
        return redirect(url_for("jobs.overview"), code=303)
    say(_("A copy is queued. If the first paper turns up, throw it away."), "warn")
    return redirect(url_for("jobs.page", job_id=job.id), code=303)


@blueprint.post("/<int:job_id>/copy")
@requires(Permission.JOBS_REPRINT)
def reprint(job_id: int) -> Response:
    operation = request.form.get("operation") or None
    try:
        with house().database.write() as session:
            job = copy_paper(
                session,
                service.hold(session, job_id),
                by=visitor().person,
                clock=house().clock,
                operation=operation,
                wish=_wish(),
            )
    except RuleBroken as broken:
        return _again(job_id, sentence(broken), asks_reason=isinstance(broken, ASKS_REASON))
    say(_("Copy %(number)s is queued.", number=job.copy) if job.copy > 1 else _("The paper is queued."))
    asked_there = request.form.get("back") == "1"
    return redirect(asking_page() if asked_there else url_for("jobs.page", job_id=job.id), code=303)


def _wish() -> Wish:
    """Why a copy is wanted, as the form says it."""
    said = request.form.get("reason", "")
    return Wish(
        reason=CopyReason(said) if said in set(CopyReason) else None,
        words=request.form.get("words", ""),
        may_more=visitor().can(Permission.JOBS_COPY_AGAIN),
    )


@blueprint.post("/<int:job_id>/cancel")
@requires(Permission.JOBS_SETTLE)
def cancel(job_id: int) -> Response:
    try:
        with house().database.write() as session:
            service.cancel(session, service.hold(session, job_id), by=visitor().person, clock=house().clock)
    except RuleBroken as broken:
        return _again(job_id, sentence(broken))
    say(_("The paper is taken off the queue. It can be printed after all from its page."))
    return redirect(url_for("jobs.page", job_id=job_id), code=303)


@blueprint.post("/scanned")
@requires(Permission.JOBS_SETTLE)
def scanned() -> Response:
    """The label is in somebody's hand: its scan answers the question."""
    code = read_code(request.form.get("label", ""))
    try:
        with house().database.write() as session:
            require_no_void(session, code.crate)
            packages.require_no_void(session, code.crate)
            label = answers.settle_scanned(
                session, _named(session, code), by=visitor().person, clock=house().clock
            )
            name = called(views.job_row(session, label.job.id))
            still_open = [called(row) for row in views.jobs_board(session).uncertain]
    except NothingToAnswer as broken:
        return make_response(_overview(sentence(unreadable(code) or broken)), 422)
    except RuleBroken as broken:
        return make_response(_overview(sentence(broken)), 422)
    if not label.was_known:
        say(_("Good. The label %(label)s counts as printed.", label=name))
    elif still_open:
        open_names = ", ".join(still_open[:MOST_NAMED]) + (" …" if len(still_open) > MOST_NAMED else "")
        say(
            _(
                "This is the label %(label)s. It was known as printed already. Still open: %(others)s.",
                label=name,
                others=open_names,
            ),
            "warn",
        )
    else:
        say(_("This is the label %(label)s. It was known as printed already.", label=name))
    return redirect(url_for("jobs.overview"), code=303)


def _named(session: Session, code: Code) -> tuple[str, ...]:
    """What the code of a label may name: a crate, a roll cage or a package by its number, a place, or an article by its own."""
    if code.crate:
        return tuple(f"{unit}:{code.crate}" for unit in (CRATE, CAGE, PACKAGE))
    # A number alone is a card's; on a crate it stands with lot, day or weight.
    gtin = code.value("01") if len(code.elements) == 1 else None
    articles = (code.bare, *(article.number for article in articles_of_gtin(session, gtin)))
    return (f"{PLACE}:{code.place}", f"{PLACE}:{code.bare}", *(f"{ARTICLE}:{one}" for one in articles))


@blueprint.post("/printers/<printer>/move")
@requires(Permission.JOBS_SETTLE)
def move(printer: str) -> Response:
    """What waits at one printer comes out at another that takes such papers."""
    to = next(
        (one for one in house().settings.devices.printers if one.key == request.form.get("to", "")), None
    )
    if to is None or to.key == printer:
        raise NotFound(printer=request.form.get("to", ""))
    with house().database.write() as session:
        moved = service.move_queue(
            session,
            printer,
            to.key,
            kinds=taken(to.papers),
            by=visitor().person,
            clock=house().clock,
        )
    say(_("Papers moved to %(printer)s: %(number)s", printer=words(to.name), number=moved))
    return redirect(url_for("jobs.overview"), code=303)


def _others(board: views.JobsBoard) -> dict[str, list[tuple[str, str]]]:
    """For each printer where papers wait: which other printers take a paper of such a kind."""
    waiting: dict[str, set[PaperKind]] = {}
    for job in board.waiting:
        if job.state is JobState.QUEUED:
            waiting.setdefault(job.printer, set()).add(job.kind)
    return {
        key: [
            (other.key, words(other.name))
            for other in house().settings.devices.printers
            if other.key != key and kinds & taken(other.papers)
        ]
        for key, kinds in sorted(waiting.items())
    }


def _again(job_id: int, problem: str, *, asks_reason: bool = False) -> Response:
    return make_response(_page(job_id, problem, asks_reason=asks_reason), 422)


def _page(job_id: int, problem: str = "", *, asks_reason: bool = False) -> str:
    with house().database.read() as session:
        job = views.job_row(session, job_id)
        steps = views.job_steps(session, job_id)
        record = session.get_one(PrintJob, job_id)
        out = copies.papers_out(session, record)
        others = [row for row in views.jobs_of(session, record.subject) if row.id != job_id]
        lacks = _lacks(record.printer, views.stored_paper(session, job_id))
        void = _void_because(session, record)
    return render_template(
        "jobs/page.html",
        job=job,
        steps=steps,
        others=others,
        problem="" if asks_reason else problem,
        reason_problem=problem if asks_reason else "",
        asks_reason=asks_reason or job.needs_reason,
        needs_coordinator=job.kind in ONE_EACH
        and out >= PAPERS_FREELY
        and not visitor().can(Permission.JOBS_COPY_AGAIN),
        reasons=[(reason.value, title(reason), "") for reason in CopyReason],
        lacks=lacks,
        void=void,
        printers=_printer_names(),
        may_settle=visitor().can(Permission.JOBS_SETTLE),
        may_reprint=visitor().can(Permission.JOBS_REPRINT),
    )


def _void_because(session: Session, record: PrintJob) -> str:
    """What a scan of its code says; empty unless the label of a crate or package is void."""
    if record.state is not JobState.VOIDED:
        return ""
    number = record.subject.partition(":")[2]
    try:
        require_no_void(session, number)
        packages.require_no_void(session, number)
    except RuleBroken as refusal:
        return sentence(refusal)
    return ""


def _lacks(printer: str, stored: StoredPaper) -> tuple[Remark, ...]:
    """Of a crate's label what the layout of its printer cannot say; a label that cannot be drawn at all says that by its picture."""
    if stored.kind is not PaperKind.CRATE_LABEL:
        return ()
    try:
        return lacks_of(stored.kind, stored.content, language=stored.language, style=looks_at(printer).style)
    except (RuleBroken, ValueError):
        return ()


def _printer_names() -> dict[str, str]:
    return {spec.key: words(spec.name) for spec in house().settings.devices.printers}
