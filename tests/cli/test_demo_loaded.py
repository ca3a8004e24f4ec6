"""A start after the first one does not look for the demo again, unless there is reason to."""

from pathlib import Path

import pytest

from scripts import demo


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shape = tmp_path / "hub" / "migrations"
    shape.mkdir(parents=True)
    (shape / "first.py").write_text("one")
    monkeypatch.setattr(demo, "ROOT", tmp_path)
    (tmp_path / "hub.db").touch()
    (tmp_path / demo.LOADED).write_text(demo._made_of())
    return tmp_path


def test_a_database_that_was_looked_at_is_not_looked_at_again(data: Path) -> None:
    assert demo.is_loaded(data, {})


def test_another_shape_another_server_or_no_file_is_looked_at(data: Path) -> None:
    assert not demo.is_loaded(data, {"SAMLAST_DATABASE_URL": "postgresql+psycopg://hub@localhost/hub"})
    shape = data / "hub" / "migrations" / "first.py"
    shape.write_text("two")
    assert not demo.is_loaded(data, {})
    shape.write_text("one")
    (data / "hub.db").unlink()
    assert not demo.is_loaded(data, {})
