"""Which language a command speaks: that of hub.toml, else that of the person's own terminal."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from hub.kernel.words import Language

if TYPE_CHECKING:
    from hub.cli import Place

_OF_LOCALE = {"nb": Language.NB, "nn": Language.NB, "no": Language.NB, "sv": Language.SV}


def language_of(place: Place) -> Language:
    return language_in(place.config_dir) or language_of_terminal(place.environment)


def language_in(config_dir: Path) -> Language | None:
    """What hub.toml says, also when something else in the settings is wrong."""
    try:
        said = tomllib.loads((config_dir / "hub.toml").read_text(encoding="utf-8")).get("hub")
        return Language(said["language"]) if isinstance(said, dict) else None
    except (OSError, ValueError, KeyError):
        return None


def language_of_terminal(environment: Mapping[str, str]) -> Language:
    """The first of LC_ALL, LC_MESSAGES and LANG that says something decides, as POSIX has it."""
    said = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return _OF_LOCALE.get(said[:2].casefold(), Language.EN)
