"""One module per subject, each with a `blueprint`. A new module in this folder is found by itself."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from flask import Blueprint


def blueprints() -> tuple[Blueprint, ...]:
    """The blueprint of every module here, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [import_module(f"{__name__}.{name}").blueprint for name in names]
    return tuple(blueprint for blueprint in found if isinstance(blueprint, Blueprint))
