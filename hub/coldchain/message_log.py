"""The log of raw messages: every message as it came, in compressed blocks, and the dead letters beside.

A reading carries the number of its message: the id of the block in which it was stored, and its place there. A block holds the
messages of one commit; those of quiet hours hold one each and are packed together later, by which no number changes. Not for:
what a message means (`hub.coldchain.hearing`).
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import cast

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hub.coldchain.readings import in_ms
from hub.coldchain.records import DeadLetter, DroppedMessages, MessageBlock
from hub.devices.events import MessageHeard

BLOCK = 1_024  # places in a block, and so the most messages of one commit
PACKED_BYTES = 64 * 1_024  # a block that has grown to this is left alone
MINUTE_MS = 60_000
LONGEST_TOPIC = 300
LONGEST_REASON = 200
# Speed counts here: most of the gain is that messages of one kind lie side by side.
QUICK = 1

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HEAD = struct.Struct(
    "<QqBHI"
)  # number, microseconds since 1970, flags, bytes of the topic, bytes of the payload
_RETAINED = 4
_BLOCKS = cast("Table", MessageBlock.__table__)


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message out of the log, with its number."""

    number: int
    message: MessageHeard


def keep_messages(session: Session, messages: Sequence[MessageHeard]) -> int:
    """One block more in the log; the number of the first message in it. The others follow one by one."""
    if not 0 < len(messages) <= BLOCK:
        msg = f"a block holds 1 to {BLOCK} messages, not {len(messages)}"
        raise ValueError(msg)
    row = {
        "last_id": 0,
        "received_at": max(one.at for one in messages),
        "messages": len(messages),
        "packed": b"",
    }
    (block_id,) = session.connection().execute(insert(_BLOCKS).returning(_BLOCKS.c.id), row).one()
    first = int(block_id) * BLOCK
    packed = _packed(RawMessage(first + at, one) for at, one in enumerate(messages))
    filled = update(_BLOCKS).where(_BLOCKS.c.id == block_id)
    session.connection().execute(filled.values(last_id=block_id, packed=zlib.compress(packed, QUICK)))
    return first


def message_of(session: Session, number: int) -> MessageHeard | None:
    """The message that a reading came from; None when its time is over."""
    return next((one.message for one in block_of(session, number) if one.number == number), None)


def block_of(session: Session, number: int) -> list[RawMessage]:
    """Every message that lies in one block with this one."""
    block = session.scalar(
        select(MessageBlock)
        .where(MessageBlock.id <= number // BLOCK)
        .order_by(MessageBlock.id.desc())
        .limit(1)
    )
    if block is None or block.last_id < number // BLOCK:
        return []
    return list(_unpacked(zlib.decompress(block.packed)))


def newest_number(session: Session) -> int:
    """Every message that is heard later has a greater one."""
    return ((session.scalar(select(func.max(MessageBlock.last_id))) or 0) + 1) * BLOCK - 1


def bury(session: Session, message: MessageHeard, number: int, because: str) -> None:
    session.execute(
        insert(DeadLetter),
        {
            "number": number,
            "received_at": message.at,
            "topic": message.topic[:LONGEST_TOPIC],
            "payload": zlib.compress(message.payload),
            "retained": message.retained,
            "because": because[:LONGEST_REASON],
        },
    )


def declare_dropped(session: Session, dropped: Mapping[str, int], at: datetime) -> None:
    """How many messages of each topic were not stored, so that nobody takes what is missing for silence."""
    if not dropped:
        return
    kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    new = kind.insert(DroppedMessages)
    more = new.on_conflict_do_update(
        index_elements=("topic", "minute_ms"),
        set_={"messages": DroppedMessages.messages + new.excluded.messages},
    )
    minute_ms = in_ms(at) // MINUTE_MS * MINUTE_MS
    rows: dict[str, int] = {}
    for topic, count in dropped.items():
        rows[topic[:LONGEST_TOPIC]] = rows.get(topic[:LONGEST_TOPIC], 0) + count
    session.connection().execute(
        more,
        [{"topic": topic, "minute_ms": minute_ms, "messages": rows[topic]} for topic in sorted(rows)],
    )


def pack_messages(session: Session, before: datetime) -> int:
    """Small blocks, each with the messages of one commit, become few: how many fewer. Numbers stay as they are."""
    small = session.execute(
        select(MessageBlock.id, func.length(MessageBlock.packed))
        .where(MessageBlock.received_at < before, func.length(MessageBlock.packed) < PACKED_BYTES)
        .order_by(MessageBlock.id)
    ).all()
    fewer = 0
    for ids in _together([(int(at), int(size)) for at, size in small]):
        blocks = session.scalars(
            select(MessageBlock).where(MessageBlock.id.in_(ids)).order_by(MessageBlock.id)
        ).all()
        first, last = blocks[0], blocks[-1]
        first.packed = zlib.compress(b"".join(zlib.decompress(one.packed) for one in blocks))
        first.last_id = last.last_id
        first.messages = sum(one.messages for one in blocks)
        first.received_at = max(one.received_at for one in blocks)
        session.execute(delete(MessageBlock).where(MessageBlock.id.in_(ids[1:])))
        session.flush()
        fewer += len(ids) - 1
    return fewer


def forget_messages(session: Session, before: datetime) -> int:
    """Raw messages are kept for a set time; the readings stay. Dead letters stay too, until somebody looked at them."""
    old = delete(MessageBlock).where(MessageBlock.received_at < before)
    return sum(session.scalars(old.returning(MessageBlock.messages)).all())


def _together(blocks: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Runs of small blocks that make one of about the full size. A block in one is never skipped by another: ids stay in order."""
    total, run = 0, 0

    def run_of(block: tuple[int, int]) -> int:
        nonlocal total, run
        total += block[1]
        if total > PACKED_BYTES:
            total, run = block[1], run + 1
        return run

    for _, members in groupby(blocks, key=run_of):
        ids = [at for at, _ in members]
        if len(ids) > 1:
            yield ids


def _packed(messages: Iterable[RawMessage]) -> bytes:
    parts = []
    for one in messages:
        heard = one.message
        topic = heard.topic.encode("utf-8", "surrogatepass")
        at_us = (heard.at - _EPOCH) // _MICROSECOND
        flags = (heard.qos & 3) | (_RETAINED if heard.retained else 0)
        parts.append(_HEAD.pack(one.number, at_us, flags, len(topic), len(heard.payload)))
        parts.append(topic)
        parts.append(heard.payload)
    return b"".join(parts)


def _unpacked(raw: bytes) -> Iterator[RawMessage]:
    at = 0
    while at < len(raw):
        number, at_us, flags, topic_bytes, payload_bytes = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        topic = raw[at : at + topic_bytes].decode("utf-8", "surrogatepass")
        at += topic_bytes
        payload = raw[at : at + payload_bytes]
        at += payload_bytes
        yield RawMessage(
            number,
            MessageHeard(topic, payload, bool(flags & _RETAINED), flags & 3, _EPOCH + at_us * _MICROSECOND),
        )
