"""What every application and every database makes anew and always alike: compiled templates, builders of addresses, compiled
statements; and passwords, whose hashes are slow on purpose.

Each test makes an application and a database of its own; making these once for a process halved the time of the pages' tests.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool
from werkzeug.routing import Rule

from hub.people import secrets
from hub.storage import database

Builder = Callable[..., tuple[str, str]]


class CompiledOnce(BytecodeCache):
    """Compiled templates by name and text. Jinja compares the text's checksum, so a changed template is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


def make_once(patch: pytest.MonkeyPatch) -> None:
    """For as long as the patch lasts. A builder is a function of its rule's text and defaults alone; the rule is its first argument."""
    made: dict[object, Builder] = {}
    compile_builder = Rule._compile_builder

    def compile_once(rule: Rule, append_unknown: bool = True) -> Builder:  # noqa: FBT002 - as werkzeug calls it
        key = rule.rule, append_unknown, tuple(rule._trace), str(rule.defaults)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    patch.setattr(Rule, "_compile_builder", compile_once)
    patch.setattr(Flask, "jinja_options", Flask.jinja_options | {"bytecode_cache": CompiledOnce()})
    patch.setattr(database, "create_engine", engines_that_share_statements())
    # The same Argon2id, at the cost that the library has for tests; what the house asks for is held by a test of its own.
    patch.setattr(secrets, "PasswordHasher", lambda: PasswordHasher.from_parameters(CHEAPEST))


def engines_that_share_statements() -> Callable[..., Engine]:
    """Makes engines as SQLAlchemy does, each with a pool of its own. Statements are kept by the dialect that compiled them, so all
    engines of one kind of database get the dialect of one engine that has met such a database before, and its statements.
    """
    met: dict[str, Engine] = {}

    def make(url: URL, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        kind = engine.dialect.name
        if kind not in met:
            try:
                met[kind] = _acquainted("sqlite://" if kind == "sqlite" else url)
            except OperationalError:
                return engine
        engine.dialect = engine.pool._dialect = met[kind].dialect
        engine._compiled_cache = met[kind]._compiled_cache
        return engine

    return make


def _acquainted(url: str | URL) -> Engine:
    """An engine whose dialect has asked its database what it needs to know. Raises OperationalError without a database."""
    engine = create_engine(url, poolclass=NullPool)
    engine.connect().close()
    return engine
