"""A hub that is killed in the middle of its work: what a screen was told is there afterwards, once, and the chain is whole."""

import json
import signal
import sqlite3
from pathlib import Path

from tests.support.config_folder import config_folder
from tests.support.cycling_scale import CyclingScale
from tests.support.hub_process import HubProcess, hub_command
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until

DEVICES = """
[[scales]]
key = "goods_in"
name = {{ nb = "Varemottak", sv = "Varumottagning", en = "Goods in" }}
url = "{url}"
protocol = "mt_sics"
place = "GOODS-IN"
unit = "kg"
maximum = "60"
division = "0.02"
window_s = "0.1"
poll_s = "0.01"

[sensors]
topics = []
"""


def test_no_weighing_that_was_told_is_lost_by_a_kill(tmp_path: Path) -> None:
    told: dict[int, int] = {}
    with CyclingScale() as scale:
        config = config_folder(tmp_path, devices=DEVICES.format(url=scale.url))
        for _ in range(3):
            with HubProcess(config, tmp_path / "data") as hub:
                screen = MqttListener(hub.opened()["broker"], "screen")
                screen.subscribe("samlast/live/weighing/#")
                until(lambda heard=screen.heard: len(heard) >= 3, within_s=30)  # type: ignore[misc]
                hub.process.send_signal(signal.SIGKILL)
                hub.process.wait(10)
                screen.close()
                for one in screen.heard:
                    said = json.loads(one.payload)
                    assert told.setdefault(said["number"], said["net_mg"]) == said["net_mg"]
    with sqlite3.connect(tmp_path / "data" / "hub.db") as database:
        kept = dict(database.execute("SELECT number, net FROM weighing").fetchall())
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    assert len(told) >= 9
    assert told.items() <= kept.items()
    verified = hub_command("--config", config, "--data", tmp_path / "data", "verify")
    assert verified.returncode == 0, verified.stdout
