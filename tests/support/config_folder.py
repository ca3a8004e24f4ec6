"""A folder of settings for a test: the project's own files, changed where the test says so."""

from pathlib import Path

PROJECT_CONFIG = Path(__file__).parents[2] / "config"
NO_DEVICES = "[sensors]\ntopics = []\n"


def config_folder(tmp_path: Path, *changes: tuple[str, str], devices: str = NO_DEVICES) -> Path:
    """Copies of hub.toml and roles.toml, in English; each change replaces a text of hub.toml that must be there."""
    folder = tmp_path / "config"
    folder.mkdir()
    hub = (PROJECT_CONFIG / "hub.toml").read_text(encoding="utf-8")
    for before, after in (('language = "nb"', 'language = "en"'), *changes):
        assert before in hub, f"hub.toml has no {before!r}"
        hub = hub.replace(before, after)
    (folder / "hub.toml").write_text(hub, encoding="utf-8")
    (folder / "roles.toml").write_bytes((PROJECT_CONFIG / "roles.toml").read_bytes())
    (folder / "devices.toml").write_text(devices, encoding="utf-8")
    return folder
