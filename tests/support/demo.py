"""The data folder that `hub demo` leaves. Loading it takes seconds, so it is made once for all tests of a run, which copy it."""

from pathlib import Path

from tests.support.config_folder import PROJECT_CONFIG
from tests.support.hub_process import hub_command

SAID = "said.txt"


def load_demo(folder: Path) -> None:
    """Load the demonstration of today, and keep beside it what the command said."""
    said = hub_command("--config", PROJECT_CONFIG, "--data", folder, "demo")
    assert said.returncode == 0, said.stderr
    (folder / SAID).write_text(said.stdout, encoding="utf-8")
