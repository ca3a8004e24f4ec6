"""How column types are written into a migration: as plain SQLAlchemy types, so that old steps never import today's code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import BigInteger, Integer, LargeBinary, String
from sqlalchemy.types import JSON, DateTime, TypeDecorator

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext

ROW_ID = "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"


def plain_type(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Alembic's render_item hook: the text of a type, or False for Alembic's own."""
    if kind != "type":
        return False
    if isinstance(thing, BigInteger) and "sqlite" in getattr(thing, "_variant_mapping", {}):
        return ROW_ID
    if not isinstance(thing, TypeDecorator):
        return False
    beneath = thing.impl_instance
    if isinstance(beneath, DateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(beneath, String):
        return f"sa.String({beneath.length})"
    for plain in (BigInteger, Integer, LargeBinary, JSON):
        if isinstance(beneath, plain):
            return f"sa.{plain.__name__}()"
    msg = f"no plain text for {thing!r}"
    raise TypeError(msg)
