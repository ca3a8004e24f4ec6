"""Roles as read from config/roles.toml: a role is a name in three languages and the rights it gives.

Not for: deciding whether a person may do something to one particular order or crate; that is the subject's own question.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.toml_lines import Place, key_lines, line_of
from hub.kernel.unfit import Said
from hub.kernel.words import Words
from hub.people.permissions import Permission

_KEYS = {"name", "permissions"}


@dataclass(frozen=True, slots=True)
class Role:
    """One role of the house."""

    key: str
    name: Words
    permissions: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class Roles:
    """Every role there is. A role that a person still holds but the file no longer names gives no right."""

    every: tuple[Role, ...]

    def permissions_of(self, keys: Iterable[str]) -> frozenset[Permission]:
        held = set(keys)
        return frozenset(right for role in self.every if role.key in held for right in role.permissions)

    def with_permission(self, permission: Permission) -> frozenset[str]:
        """The keys of the roles that give this right."""
        return frozenset(role.key for role in self.every if permission in role.permissions)

    def get(self, key: str) -> Role | None:
        return next((role for role in self.every if role.key == key), None)


def read_roles(path: Path) -> Roles:
    """Raises Misconfigured with every fault of the file."""
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except FileNotFoundError as err:
        raise Misconfigured((Fault(path.name, "roles", None, Said("file_missing", {})),)) from err
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise Misconfigured((Fault(path.name, "roles", None, Said("unreadable", {"why": err})),)) from err
    roles, faults = roles_from(tables, path.name, key_lines(text))
    if faults:
        raise Misconfigured(faults)
    return roles


def roles_from(
    tables: Mapping[str, object], where: str, lines: dict[Place, int]
) -> tuple[Roles, tuple[Fault, ...]]:
    """The roles in the tables, and every fault found on the way. A faulty role keeps the rights that are right."""
    reading = _Reading(where, lines)
    roles = tuple(reading.role(key, table) for key, table in tables.items())
    if not roles:
        reading.fault(("roles",), Said("some_role", {}))
    return Roles(roles), tuple(reading.faults)


class _Reading:
    """One pass over the file, collecting faults."""

    def __init__(self, where: str, lines: dict[Place, int]) -> None:
        self._where = where
        self._lines = lines
        self.faults: list[Fault] = []

    def fault(self, place: tuple[str, ...], says: Said) -> None:
        self.faults.append(Fault(self._where, ".".join(place), line_of(self._lines, place), says))

    def role(self, key: str, table: object) -> Role:
        if not isinstance(table, Mapping):
            self.fault((key,), Said("a_role", {}))
            return Role(key, Words(key, key, key), frozenset())
        for extra in sorted(set(table) - _KEYS):
            self.fault((key, extra), Said("role_key", {}))
        return Role(key, self._name(key, table.get("name")), self._permissions(key, table.get("permissions")))

    def _name(self, key: str, found: object) -> Words:
        if isinstance(found, Mapping) and set(found) == {"nb", "sv", "en"}:
            texts = {language: str(text) for language, text in found.items()}
            if all(text.strip() for text in texts.values()):
                return Words.of(texts)
        self.fault((key, "name"), Said("three_words", {}))
        return Words(key, key, key)

    def _permissions(self, key: str, found: object) -> frozenset[Permission]:
        if not isinstance(found, list) or not found:
            self.fault((key, "permissions"), Said("a_permission", {}))
            return frozenset()
        known = {permission.value for permission in Permission}
        for text in found:
            if text not in known:
                self.fault((key, "permissions"), Said("no_permission", {"text": repr(text)}))
        return frozenset(Permission(text) for text in found if text in known)
