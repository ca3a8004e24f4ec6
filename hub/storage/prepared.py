"""A statement made once for each kind of database and handed to its driver as it is: nothing is looked up between it and the disk.

For what somebody waits for at a scale, and for readings by the thousand. What goes in is converted by the types of its columns; what comes back is what the driver
gives, so it is for ids, numbers and bytes. Not for: statements whose text depends on what is asked (`in_` with a list is one), nor
for masses and moments read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Dialect, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class _Made:
    """The text for one kind of database, and its parameters in the order of the text: what is said, or a constant of the statement."""

    sql: str
    said: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    constants: Mapping[str, object]
    names: tuple[str, ...]  # of positional parameters; empty where they have names
    kind: Mapping[str, Any]  # of the driver's cursor

    def values(self, said: Mapping[str, object]) -> Any:  # noqa: ANN401 - a list or a mapping, as the driver wants
        named = {name: said[name] if put is None else put(said[name]) for name, put in self.said}
        named.update(self.constants)
        return [named[name] for name in self.names] if self.names else named


class Driver(Protocol):
    """What a statement is handed to: SQLAlchemy's connection, or plain rows."""

    @property
    def dialect(self) -> Dialect: ...

    @property
    def connection(self) -> PoolProxiedConnection: ...

    def invalidate(self, err: BaseException) -> None: ...


class Prepared:
    """One statement with named parameters. All of them must be said.

    `numbers`: whole numbers and bytes come back and nothing else, so the server may send them as it keeps them and not as text.
    """

    def __init__(self, statement: ClauseElement, *, numbers: bool = False) -> None:
        self._statement = statement
        self._numbers = numbers
        self._made: dict[str, _Made] = {}

    def first(self, connection: Driver, said: Mapping[str, object]) -> Any:  # noqa: ANN401 - the driver's own value
        """The first column of the first row; None when no row comes."""
        rows = self.rows(connection, said)
        return rows[0][0] if rows else None

    def rows(self, connection: Driver, said: Mapping[str, object]) -> Sequence[Any]:
        """All rows, as the driver gives them."""
        dialect = connection.dialect
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = _make(self._statement, dialect, numbers=self._numbers)
        values = made.values(said)
        cursor = connection.connection.cursor(**made.kind)
        try:
            cursor.execute(made.sql, values)
            return cursor.fetchall() if cursor.description else ()
        except dialect.loaded_dbapi.Error as err:
            raise _as_sqlalchemy_says(err, made.sql, connection) from err
        finally:
            cursor.close()


@dataclass(frozen=True, slots=True)
class PlainRows:
    """A transaction on the driver's own connection, for prepared statements. `Database.rows` opens and ends it."""

    dialect: Dialect
    connection: PoolProxiedConnection

    def order(self, sql: str) -> None:
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql)
        except self.dialect.loaded_dbapi.Error as err:
            raise _as_sqlalchemy_says(err, sql, self) from err
        finally:
            cursor.close()

    def commit(self) -> None:
        try:
            self.connection.commit()
        except self.dialect.loaded_dbapi.Error as err:
            raise _as_sqlalchemy_says(err, "COMMIT", self) from err

    def invalidate(self, err: BaseException) -> None:
        self.connection.invalidate(err)

    def close(self) -> None:
        self.connection.close()


def _make(statement: ClauseElement, dialect: Dialect, *, numbers: bool) -> _Made:
    compiled: Any = statement.compile(dialect=dialect)
    said, constants = [], {}
    for name, bind in compiled.binds.items():
        put = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if bind.required:
            said.append((name, put))
        else:
            constants[name] = bind.value if put is None else put(bind.value)
    kind = {"binary": True} if numbers and dialect.driver == "psycopg" else {}
    return _Made(str(compiled), tuple(said), constants, tuple(compiled.positiontup or ()), kind)


def _as_sqlalchemy_says(err: Exception, sql: str, connection: Driver) -> BaseException:
    """The error that the same statement would have raised by the way around; a connection whose far end is gone is given up."""
    dialect: Any = connection.dialect
    is_gone = dialect.is_disconnect(err, connection.connection.dbapi_connection, None)
    if is_gone:
        connection.invalidate(err)
    return DBAPIError.instance(
        sql, None, err, dialect.loaded_dbapi.Error, connection_invalidated=is_gone, dialect=dialect
    )


def connection_of(session: Session | Driver) -> Driver:
    """Whoever needs no records has no session, only its connection."""
    return session.connection() if isinstance(session, Session) else session
