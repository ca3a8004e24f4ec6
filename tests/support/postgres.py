"""A real PostgreSQL of the tests' own, in a temporary folder, on a free loopback port, and databases in it to use and give back."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from tests.support.shared import Shared, quick_folder
from tests.support.wait import until

NOT_FOUND = "PostgreSQL's server programs were not found: install Debian's package `postgresql` (or run `make test` as root)"
ALWAYS = ("max_connections=300", "timezone=UTC")
QUIET = ("fsync=off", "full_page_writes=off", "autovacuum=off")
# Changes with every table, column, trigger, function and constraint that is made, altered or dropped.
SHAPE = SQL(
    "SELECT (SELECT sum(xmin::text::bigint) FROM pg_trigger), (SELECT sum(xmin::text::bigint) FROM pg_proc),"
    " (SELECT sum(xmin::text::bigint) FROM pg_constraint), (SELECT count(*) FROM pg_class),"
    " (SELECT sum(a.xmin::text::bigint) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    " WHERE c.relnamespace = 'public'::regnamespace)"
)
FULL = SQL(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    " AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0"
)
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def server_program(name: str) -> str:
    """The path of `initdb` or `postgres`: Debian keeps them out of PATH, newest version last."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise RuntimeError(NOT_FOUND)
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Cluster:
    """A running server. Databases are made from a migrated template, which is quick."""

    port: int

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://samlast@127.0.0.1:{self.port}/{name}"

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(f"host=127.0.0.1 port={self.port} user=samlast dbname={name}", autocommit=True)

    def create(self, name: str, template: str = "template1") -> None:
        with self.connect() as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'.encode())

    def drop(self, name: str) -> None:
        with self.connect() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@dataclass
class Pool:
    """Migrated, empty databases. One that comes back is emptied for the next test, or dropped when its shape was changed."""

    cluster: Cluster
    template: str
    _free: list[str] = field(default_factory=list)
    _shapes: dict[str, Any] = field(default_factory=dict)
    _made: int = 0

    @contextmanager
    def one(self) -> Iterator[str]:
        """The address of a database, for as long as the block lasts."""
        name = self._free.pop() if self._free else self._make()
        yield self.cluster.url(name)
        if self._empty(name):
            self._free.append(name)
        else:
            self.cluster.drop(name)

    def _make(self) -> str:
        self._made += 1
        name = f"test_{self._made}"
        self.cluster.create(name, self.template)
        with self.cluster.connect(name) as own:
            self._shapes[name] = own.execute(SHAPE).fetchone()
        return name

    def _empty(self, name: str) -> bool:
        with self.cluster.connect(name) as own:
            own.execute(OTHERS)
            if own.execute(SHAPE).fetchone() != self._shapes[name]:
                return False
            full = [row[0] for row in own.execute(FULL)]
            if full:
                # As a replica no trigger fires: the house's own refuse to forget.
                own.execute("SET session_replication_role = replica")
                tables = SQL(", ").join(Identifier(table) for table in full)
                own.execute(SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))
            return True


@contextmanager
def cluster(shared: Shared, *, durable: bool = False) -> Iterator[Cluster]:
    """Start a server and stop it by its own process. PostgreSQL refuses root, so root lends it to `postgres`.

    Making a cluster takes seconds of the processor: that is done once, and each process of tests starts a copy.
    `durable`: it writes through to the disk and cleans up as a real one, and is as slow.
    """
    owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    identity: dict[str, Any] = (
        {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    )
    folder = Path(tempfile.mkdtemp(prefix="samlast-pg-")) if durable else quick_folder("samlast-pg-")
    try:
        fresh = shared.once("postgres", lambda half: _init(half, identity))
        shutil.copytree(fresh, folder / "data")
        if owner:
            subprocess.run(["chown", "-R", f"{owner.pw_uid}:{owner.pw_gid}", folder], check=True)
        (folder / "data").chmod(0o700)
        with _server(folder, identity, ALWAYS if durable else (*ALWAYS, *QUIET)) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _init(folder: Path, identity: dict[str, Any]) -> None:
    """`initdb` in a folder of its owner's, since above a test's folder only the test may look."""
    own = quick_folder("samlast-initdb-")
    if identity:
        os.chown(own, identity["user"], identity["group"])
    options = ("-U", "samlast", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    command = [server_program("initdb"), "-D", str(own / "data"), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=own, **identity)
    shutil.copytree(own / "data", folder, dirs_exist_ok=True)
    shutil.rmtree(own)


@contextmanager
def _server(folder: Path, identity: dict[str, Any], settings: tuple[str, ...]) -> Iterator[Cluster]:
    port = free_port()
    where = ("-D", str(folder / "data"), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder))
    said = [part for one in settings for part in ("-c", one)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [server_program("postgres"), *where, *said], stdout=log, stderr=log, cwd=folder, **identity
        )
    running = Cluster(port)
    try:
        until(lambda: _answers(running), within_s=30, what="PostgreSQL")
        yield running
    finally:
        server.terminate()
        server.wait(20)


def _answers(running: Cluster) -> bool:
    with suppress(psycopg.OperationalError):
        running.connect().close()
        return True
    return False
