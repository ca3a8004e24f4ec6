"""Frozen values to JSON and back without loss: masses as whole milligrams, dates and moments as ISO text, tuples as lists.

A field that was added later takes its default when an old paper is read; a field nobody knows raises, because a paper
must never quietly lose a fact. Not for: device messages or web forms.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from hub.kernel.quantity import Mass

T = TypeVar("T")

_MAKERS: dict[type, tuple[type, Callable[[Any], object]]] = {
    Mass: (int, Mass),
    date: (str, date.fromisoformat),
    datetime: (str, datetime.fromisoformat),
}


def to_json(value: object) -> dict[str, Any]:
    """One dataclass as a JSON object."""
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]


def from_json(kind: type[T], stored: dict[str, Any]) -> T:
    """The dataclass back. Raises ValueError for a missing, unknown or ill-typed field, with its name."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind!r} is no dataclass")
    readers, required = _shape(kind)
    if unknown := sorted(stored.keys() - readers.keys()):
        raise ValueError(f"{kind.__name__} has no field {', '.join(unknown)}")
    if missing := sorted(required - stored.keys()):
        raise ValueError(f"{kind.__name__} lacks {', '.join(missing)}")
    return kind(**{name: readers[name](plain, name) for name, plain in stored.items()})


@cache
def _shape(kind: type) -> tuple[dict[str, Reader], frozenset[str]]:
    """How each field is read, and which must be there; asked anew they cost more than the rest of a label."""
    hints = get_type_hints(kind)
    known = fields(kind)
    return (
        {field.name: _reader(hints[field.name]) for field in known},
        frozenset(field.name for field in known if _required(field)),
    )


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _plain(value: object) -> object:
    if isinstance(value, Mass):
        return value.milligrams
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return to_json(value)
    return value


Reader = Callable[[object, str], object]


@cache
def _reader(hint: Any) -> Reader:  # noqa: ANN401  a type hint has no better type
    """How a value of this type is read; what the type is, is asked once."""
    if get_origin(hint) is types.UnionType:
        (inner,) = (one for one in get_args(hint) if one is not type(None))
        read = _reader(inner)
        return lambda plain, name: None if plain is None else read(plain, name)
    if get_origin(hint) is tuple:
        read_one = _reader(get_args(hint)[0])
        return lambda plain, name: tuple(read_one(one, name) for one in _checked(plain, list, name))
    if is_dataclass(hint) and hint is not Mass:
        return lambda plain, name: from_json(cast("type[object]", hint), _checked(plain, dict, name))
    if hint in _MAKERS:
        stored, make = _MAKERS[hint]
        return lambda plain, name: make(_checked(plain, stored, name))
    if issubclass(hint, StrEnum):
        return lambda plain, name: hint(_checked(plain, str, name))
    return lambda plain, name: _checked(plain, hint, name)


def _checked(plain: object, kind: type[T], name: str) -> T:
    # A bool is an int to Python, and a mass of True milligrams is nonsense.
    if type(plain) is not kind:
        raise ValueError(f"{name} holds {plain!r}, expected {kind.__name__}")
    return plain
