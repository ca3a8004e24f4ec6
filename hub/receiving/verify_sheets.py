"""The signed day sheets as witnesses: is each as it was signed, are all still here, and do the chain and the claims fit them?

Not for: what somebody may still change, such as claiming a weighing later; only what a sheet has fixed is held to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.labels.day_sheet import Became, DaySheetContent, SheetScale, hash_of_sheet
from hub.people.records import AuditEntry
from hub.receiving.day_sheets import SERIES, SIGNED
from hub.receiving.records import DaySheet, Weighing, WeighingClaim
from hub.receiving.verify import ChainFault, Finding, Head, weighings
from hub.stock.records import Crate
from hub.storage.numbers import Series


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the stored sheets say, and what is wrong with the sheets themselves."""

    contents: tuple[DaySheetContent, ...]
    findings: tuple[Finding, ...]

    @property
    def heads(self) -> tuple[Head, ...]:
        return heads_of(self.contents)

    @property
    def audit_heads(self) -> dict[int, set[str]]:
        """Entries of the audit trail by number, with the hash that a sheet has for each."""
        found: dict[int, set[str]] = {}
        for content in self.contents:
            if content.audit is not None:
                found.setdefault(content.audit.number, set()).add(content.audit.hash)
        return found


def heads_of(contents: Sequence[DaySheetContent]) -> tuple[Head, ...]:
    return tuple(Head(head.of, head.number, head.hash) for content in contents for head in content.heads)


def weighings_and_sheets(
    session: Session, kept: Sequence[Head] = (), outside: Sequence[str] = ()
) -> list[Finding]:
    """The whole check: chain, heads on paper, and every stored sheet. `outside` are sheets kept as files, as they were downloaded."""
    witnesses = witnesses_of(session)
    files = [DaySheetContent.from_text(text) for text in outside]
    return [
        *weighings(session, [*kept, *witnesses.heads, *heads_of(files)]),
        *witnesses.findings,
        *_other_than_outside(session, outside, files),
        *(finding for content in (*witnesses.contents, *files) for finding in _claims(session, content)),
    ]


def witnesses_of(session: Session) -> Witnesses:
    contents: list[DaySheetContent] = []
    findings: list[Finding] = []
    signed = _signed_in_audit(session)
    here: set[int] = set()
    for sheet in session.scalars(select(DaySheet).order_by(DaySheet.number)):
        here.add(sheet.number)
        content = _readable(sheet)
        if content is not None:
            contents.append(content)
        if content is None or not _is_as_signed(sheet, content, signed.get(sheet.number)):
            findings.append(Finding(ChainFault.SHEET_ALTERED, "", sheet.number))
    given_out = session.scalar(select(Series.last).where(Series.name == SERIES)) or 0
    findings.extend(
        Finding(ChainFault.SHEET_MISSING, "", number)
        for number in sorted({*range(1, given_out + 1), *signed} - here)
    )
    return Witnesses(tuple(contents), tuple(findings))


def _readable(sheet: DaySheet) -> DaySheetContent | None:
    try:
        return DaySheetContent.from_text(sheet.content)
    except ValueError:
        return None


def _is_as_signed(sheet: DaySheet, content: DaySheetContent, in_audit: str | None) -> bool:
    signature = content.signature
    return (
        hash_of_sheet(sheet.content) == sheet.hash
        and sheet.hash.hex() == in_audit
        and signature is not None
        and (signature.number, signature.at, content.day.day) == (sheet.number, sheet.signed_at, sheet.day)
    )


def _signed_in_audit(session: Session) -> dict[int, str]:
    """The hash of each sheet as the audit trail has it, by the sheet's number."""
    entries = session.scalars(select(AuditEntry).where(AuditEntry.verb == SIGNED))
    return {int(one.subject.removeprefix("day_sheet:")): str(one.facts.get("hash")) for one in entries}


def _other_than_outside(
    session: Session, outside: Sequence[str], files: Sequence[DaySheetContent]
) -> Iterator[Finding]:
    for text, content in zip(outside, files, strict=True):
        number = content.signature.number if content.signature else 0
        stored = session.scalar(select(DaySheet.content).where(DaySheet.number == number))
        if stored != text:
            fault = ChainFault.SHEET_MISSING if stored is None else ChainFault.SHEET_ALTERED
            yield Finding(fault, "", number)


def _claims(session: Session, content: DaySheetContent) -> Iterator[Finding]:
    """What a sheet says of a weighing's fate stays so: a claim is never taken away, nor given to another crate."""
    for scale in content.day.scales:
        now = _claimed_now(session, scale)
        for one in scale.weighings:
            if one.became is Became.NOBODYS or one.number not in now:
                continue  # a weighing that is gone is the chain's own finding
            if now[one.number] != (one.became.value, one.crate):
                yield Finding(ChainFault.CLAIM_ALTERED, scale.key, one.number)


def _claimed_now(session: Session, scale: SheetScale) -> dict[int, tuple[str, str]]:
    rows = session.execute(
        select(Weighing.number, WeighingClaim.purpose, Crate.sscc)
        .outerjoin(WeighingClaim, WeighingClaim.weighing_id == Weighing.id)
        .outerjoin(Crate, Crate.id == WeighingClaim.crate_id)
        .where(Weighing.scale == scale.key, Weighing.number.between(scale.first, scale.last))
    )
    return {number: (purpose.value if purpose else "", sscc or "") for number, purpose, sscc in rows}
