"""Faults of the settings in the reader's language; what a library says stays in its own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.cli.language import language_in
from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.words import Language
from hub.settings import load
from tests.support.config_folder import config_folder


def test_a_fault_is_told_in_each_language(tmp_path: Path) -> None:
    folder = config_folder(tmp_path, ("port = 8321", 'port = "x"'))
    with pytest.raises(Misconfigured) as told:
        load(folder, {})
    (fault,) = told.value.faults
    assert fault.in_(Language.NB).endswith("skriv et helt tall fra 0 til 65535, uten anførselstegn")
    assert fault.in_(Language.SV).endswith("skriv ett heltal från 0 till 65535, utan citattecken")
    assert str(fault).endswith("write a whole number from 0 to 65535, without quotes")


def test_words_that_are_not_ours_stay_as_they_are() -> None:
    assert Fault("hub.toml", "file", 7, "broken").in_(Language.SV) == "hub.toml:7: file: broken"


def test_the_language_is_read_although_another_key_is_wrong(tmp_path: Path) -> None:
    folder = config_folder(tmp_path, ("port = 8321", "port = -1"))
    assert language_in(folder) is Language.EN
    assert language_in(tmp_path / "nothing") is None
