"""One new record written at once, through a statement made once for its kind: what `add` and `flush` do, without their search.

For the acts that somebody waits for at a scale. Not for: records with parts of their own (a flush orders them), nor for changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from sqlalchemy import BindParameter, Table, bindparam, insert, inspect
from sqlalchemy.orm import Session, make_transient_to_detached

from hub.storage.base import Base
from hub.storage.prepared import Prepared


def write_now(session: Session, record: Base) -> None:
    """Insert a new record; afterwards it has its id and is in the session. A column that it does not say is empty.

    Its relationships stay unread. What waits unflushed in the session is not written with it.
    """
    statement, columns = _statement(type(record))
    said = record.__dict__
    row = {column: said.setdefault(name, None) for name, column in columns.items()}
    said["id"] = statement.first(session.connection(), row)
    make_transient_to_detached(record)
    session.add(record)


@cache
def _statement(kind: type[Base]) -> tuple[Prepared, Mapping[str, str]]:
    """The insert of a kind, and its columns by the names of the attributes. The id is the database's own."""
    mapper = inspect(kind)
    table = cast("Table", mapper.local_table)
    columns = {
        attribute.key: attribute.columns[0].key
        for attribute in mapper.column_attrs
        if not attribute.columns[0].primary_key
    }
    named: dict[str, BindParameter[object]] = {column: bindparam(column) for column in columns.values()}
    return Prepared(insert(table).values(named).returning(*table.primary_key)), columns
