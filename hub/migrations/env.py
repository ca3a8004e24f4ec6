"""Alembic's entry: runs the steps on the connection that `steps` hands over."""

from __future__ import annotations

from alembic import context

from hub.migrations.every_record import METADATA
from hub.migrations.rendering import plain_type

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    compare_type=True,
    render_item=plain_type,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
