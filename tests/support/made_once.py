"""What every application makes anew and always alike: compiled templates and builders of addresses.

Each test makes an application of its own; making these once for a process halved the time of the pages' tests.
"""

from collections.abc import Callable
from types import CodeType

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

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
