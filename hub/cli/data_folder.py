"""The folder of the hub's own files: made for its owner only, and said in words when it can not be used."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hub.cli.os_words import words_of_os
from hub.cli.texts import text
from hub.kernel.errors import HubError
from hub.settings import Settings


class DataFolderUnusable(HubError):
    code = "data_folder_unusable"


def make_data_folder(settings: Settings) -> None:
    """Names and orders lie in it. Raises DataFolderUnusable before anything else is tried."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_in(settings.data_dir)
    except OSError as err:
        language = settings.hub.language
        why = words_of_os(err, language)
        raise DataFolderUnusable(
            says=text(language, "data_unusable", path=settings.data_dir, why=why)
        ) from err


def trouble_with_data_folder(settings: Settings) -> str | None:
    """Why the folder can not be made or written, found without making it; None when it can."""
    try:
        _write_in(nearest(settings.data_dir))
    except OSError as err:
        return words_of_os(err, settings.hub.language)
    return None


def nearest(path: Path) -> Path:
    """The folder itself, or the one it would be made in."""
    return path if path.exists() else nearest(path.parent)


def _write_in(folder: Path) -> None:
    # Rights alone do not say it: a disk mounted for reading and a folder of the kernel grant them and refuse all the same.
    with TemporaryDirectory(prefix=".samlast-", dir=folder):
        pass
