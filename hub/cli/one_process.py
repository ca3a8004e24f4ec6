"""One process on one SQLite file: whoever opens the house holds a lock beside the file, and a second one is told who.

SQLite allows more, but then two connections write and reset one write-ahead log (see `hub.storage.database`).
PostgreSQL needs none of this.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from hub.cli.data_folder import make_data_folder
from hub.cli.texts import text
from hub.kernel.errors import HubError
from hub.settings import Settings


class InUse(HubError):
    code = "database_in_use"


class NeedsPostgresql(HubError):
    code = "needs_postgresql"


def sqlite_file(settings: Settings) -> Path | None:
    """The file of the database, or None on PostgreSQL."""
    url = make_url(settings.database.url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    return Path(url.database).absolute()


def refuse_on_sqlite(settings: Settings, role: str) -> None:
    if sqlite_file(settings) is not None:
        raise NeedsPostgresql(says=text(settings.hub.language, "sides_need_postgresql", role=role))


@contextmanager
def only_process(settings: Settings, role: str) -> Iterator[None]:
    """Hold the SQLite file for this process. The kernel lets the lock go however the process ends."""
    make_data_folder(settings)
    path = sqlite_file(settings)
    if path is None:
        yield
        return
    # The database may lie in another folder than the rest, by its own address.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = path.with_name(path.name + ".lock")
    with lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as err:
            holder = _holder(lock)
            raise InUse(says=text(settings.hub.language, "in_use", path=path, **holder)) from err
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "role": role}))
        file.flush()
        yield


def _holder(lock: Path) -> dict[str, object]:
    try:
        said = json.loads(lock.read_text(encoding="utf-8"))
        return {"pid": said["pid"], "role": said["role"]}
    except (ValueError, KeyError, TypeError):
        return {"pid": "?", "role": "?"}
