"""Faults of the settings in the reader's language; what a library says stays in its own words."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from hub.cli.language import language_in
from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.unfit_words import UNFIT_WORDS
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


def test_every_sentence_says_the_same_facts_in_each_language() -> None:
    def facts(sentence: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name}

    for key, words in UNFIT_WORDS.items():
        assert facts(words.nb) == facts(words.sv) == facts(words.en), key


def test_a_fault_of_a_described_sensor_is_told_in_the_readers_language(tmp_path: Path) -> None:
    sensors = '[sensors]\ntopics = []\n[[sensors.described]]\ntopic = "a/+"\nkey = "b/{2}"\nvalues = [{ quantity = "door" }]\n'
    with pytest.raises(Misconfigured) as told:
        load(config_folder(tmp_path, devices=sensors), {})
    (fault,) = told.value.faults
    assert fault.in_(Language.NB).endswith("key nevner {2}, og topic har 1 jokertegn")
    assert str(fault).endswith("key names {2}, and the topic has 1 wildcards")
