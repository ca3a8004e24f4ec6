"""`hub run`, `hub web` and `hub work` as real processes: opened, refused, stopped, killed."""

import json
import os
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.support.config_folder import config_folder
from tests.support.hub_process import HubProcess, hub_command
from tests.support.mqtt_listener import MqttListener
from tests.support.postgres import Cluster
from tests.support.wait import until


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return config_folder(tmp_path)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as err:
        with err:
            return err.code


def port_of(url: str) -> int:
    return int(url.rstrip("/").rpartition(":")[2])


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_new_hub_makes_its_database_and_answers(config: Path, data: Path) -> None:
    with HubProcess(config, data, installed=True) as hub:
        said = hub.opened()
        assert status_of(said["web"]) in {200, 303, 401, 403}
        until(lambda: f"Samlast is open at {said['web']}" in hub.said())
        assert said["web"].startswith("http://127.0.0.1:")
        ear = MqttListener(said["broker"], "test")
        ear.close()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_asked_and_leaves_nothing_running(config: Path, data: Path, by: signal.Signals) -> None:
    with HubProcess(config, data) as hub:
        said = hub.opened()
        until(lambda: "Stop with Ctrl-C." in hub.said())
        assert hub.stop(by) == 0
        words = hub.said()
    assert "Stopped. Everything that was confirmed is stored." in words
    assert "Traceback" not in words
    assert not (data / "run.json").exists()
    assert not is_open(port_of(said["broker"]))
    assert not is_open(port_of(said["web"]))


def test_a_taken_port_is_left_alone_and_the_next_one_is_said(config: Path, data: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with HubProcess(config, data, environment={"SAMLAST_WEB_PORT": str(taken)}) as hub:
            said = hub.opened()
            assert port_of(said["web"]) > taken
            until(lambda: f"Port {taken} is taken; Samlast is open at {said['web']}" in hub.said())


def test_a_second_process_on_the_same_file_is_refused_in_words(config: Path, data: Path) -> None:
    with HubProcess(config, data) as hub:
        hub.opened()
        second = hub_command("--config", config, "--data", data, "run")
        lifted = hub_command("--config", config, "--data", data, "migrate")
        pid = hub.process.pid
    for refused in (second, lifted):
        assert refused.returncode == 2
        assert f"in use by process {pid} (hub run)" in refused.stderr
        assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("role", ["web", "work"])
def test_half_a_hub_on_sqlite_is_refused_in_words(config: Path, data: Path, role: str) -> None:
    refused = hub_command("--config", config, "--data", data, role)
    assert refused.returncode == 2
    assert refused.stderr.strip() == (
        f"`hub {role}` alone needs PostgreSQL, because on SQLite there is one process. Use `hub run`, or write "
        "database.url in hub.toml."
    )


def test_after_a_kill_it_starts_again_on_the_same_file_and_the_old_broker_is_gone(
    config: Path, data: Path
) -> None:
    with HubProcess(config, data, ends_broker=False) as hub:
        hub.opened()
        orphan = int((data / "broker" / "pid").read_text())
        hub.process.send_signal(signal.SIGKILL)
        hub.process.wait(10)
    with HubProcess(config, data) as again:
        said = again.opened()
        assert status_of(said["web"]) < 500
        # The orphan was adopted by init, which may take a moment to bury it.
        until(lambda: not _lives(orphan), what="the end of the old broker")


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_without_mosquitto_the_built_in_broker_serves(tmp_path: Path, data: Path) -> None:
    config = config_folder(tmp_path, ('own = "auto"', 'own = "amqtt"'))
    with HubProcess(config, data) as hub:
        said = hub.opened()
        ear = MqttListener(said["broker"], "ear")
        ear.subscribe("cold/#")
        ear.publish("cold/1", b"3.2")
        until(lambda: ear.heard)
        ear.close()
        until(lambda: "Stop with Ctrl-C." in hub.said())
        assert hub.stop() == 0
        assert "Traceback" not in hub.said()


def test_an_open_stream_does_not_hold_up_the_stop(config: Path, data: Path) -> None:
    with HubProcess(config, data) as hub:
        port = port_of(hub.opened()["web"])
        until(lambda: "Stop with Ctrl-C." in hub.said())
        # A browser that keeps its line open, and one that began a request and never ends it.
        with socket.create_connection(("127.0.0.1", port)) as kept:
            kept.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert kept.recv(1024)
            with socket.create_connection(("127.0.0.1", port)) as slow:
                slow.sendall(b"GET / HT")
                # Sooner than the pages wait for a slow browser.
                assert hub.stop() == 0


def test_on_postgresql_pages_and_devices_run_side_by_side(
    config: Path, data: Path, postgres: Cluster
) -> None:
    postgres.create("side_by_side")
    environment = {"SAMLAST_DATABASE_URL": postgres.url("side_by_side")}
    early = hub_command("--config", config, "--data", data, "web", environment=environment)
    assert early.returncode == 2
    assert "Run `hub migrate`" in early.stderr
    with HubProcess(config, data, "work", environment) as work:
        broker = work.opened()["broker"]
        assert work.opened()["web"] is None
        with HubProcess(config, data, "web", environment) as web:
            said = web.opened()
            assert said["broker"] == broker
            assert status_of(said["web"]) < 500
            assert web.stop() == 0
        assert work.stop() == 0


def test_the_run_file_can_be_read_by_others(config: Path, data: Path) -> None:
    with HubProcess(config, data) as hub:
        hub.opened()
        said = json.loads((data / "run.json").read_text())
        assert set(said) == {"web", "broker", "pid"}
        os.kill(said["pid"], 0)
