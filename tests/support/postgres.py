"""A real PostgreSQL of the test's own: a cluster in a temporary folder, on a free loopback port."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.support.wait import until

NOT_FOUND = "PostgreSQL's server programs were not found: install Debian's package `postgresql` (or run `make test` as root)"


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

    def admin(self) -> psycopg.Connection:
        return psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=samlast dbname=postgres", autocommit=True
        )

    def create(self, name: str, template: str = "template1") -> None:
        with self.admin() as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'.encode())

    def drop(self, name: str) -> None:
        with self.admin() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a server and stop it by its own process. PostgreSQL refuses root, so root lends it to `postgres`.

    `durable`: it writes through to the disk and cleans up as a real one, and is as slow.
    """
    owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="samlast-pg-"))
    identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    subprocess.run(
        [
            server_program("initdb"),
            "-D",
            data,
            "-U",
            "samlast",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **identity,
    )  # type: ignore[call-overload]
    port = free_port()
    quiet = () if durable else ("fsync=off", "full_page_writes=off", "autovacuum=off")
    command = [
        server_program("postgres"),
        "-D",
        str(data),
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-k",
        str(folder),
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                *command,
                *(part for one in (*quiet, "max_connections=300", "timezone=UTC") for part in ("-c", one)),
            ],
            stdout=log,
            stderr=log,
            cwd=folder,
            **identity,
        )  # type: ignore[call-overload]
    running = Cluster(port)
    try:
        until(lambda: _answers(running), within_s=30, what="PostgreSQL")
        yield running
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _answers(running: Cluster) -> bool:
    try:
        running.admin().close()
    except psycopg.OperationalError:
        return False
    return True
