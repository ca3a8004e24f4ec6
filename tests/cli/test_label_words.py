"""`hub label` and `hub decode code` name the field and say what to do, in the reader's language; their JSON keys stay English."""

from __future__ import annotations

import json
from datetime import date

import pytest

from hub.cli.label import sentence
from hub.kernel.errors import RuleBroken
from hub.kernel.words import Language
from hub.labels.check import CheckFault, check_picture
from hub.labels.codes.reading import read_code
from hub.labels.codes.shown import shown
from hub.labels.facts import facts_of
from tests.support.hub_process import hub_command
from tests.support.source import ROOT

TODAY = date(2026, 11, 24)
LOCALES = {Language.NB: "nb_NO.UTF-8", Language.SV: "sv_SE.UTF-8", Language.EN: "en_GB.UTF-8"}


def refused(content: dict[str, object], language: Language) -> str:
    with pytest.raises(RuleBroken) as refusal:
        facts_of("crate", content)
    return sentence(refusal.value, language)


@pytest.mark.parametrize(
    ("content", "field", "words"),
    [
        ({"sscc": "195212340000000127"}, "sscc", ("Kontrollsifferet", "Kontrollsiffran", "check digit")),
        ({"sscc": "CR0000001234"}, "sscc", ("Kontrollsifferet", "Kontrollsiffran", "check digit")),
        ({"net_kg": "much"}, "net_kg", ("skriv kilogram", "skriv kilogram", "write kilograms")),
        (
            {"gtin": "97090000000014", "net_kg": "1234.567"},
            "net_kg",
            ("seks sifrene", "sex siffror", "six digits"),
        ),
        ({"gtin": "97090000000014"}, "gtin", ("verken vekt", "varken vikt", "no weight")),
        ({"nett": "1"}, "nett", ("ingen slik nøkkel", "ingen sådan nyckel", "no such key")),
        ({"organic": "ja"}, "organic", ("true eller false", "true eller false", "true or false")),
    ],
)
def test_what_cannot_be_printed_is_said_with_its_field_and_what_to_write(
    content: dict[str, object], field: str, words: tuple[str, str, str]
) -> None:
    for language, word in zip((Language.NB, Language.SV, Language.EN), words, strict=True):
        said = refused(content, language)
        assert field in said
        assert word in said
        assert not any(code in said for code in ("check_digit", "too_short", "measure_missing"))


@pytest.mark.parametrize(
    ("language", "unknown", "companions"),
    [
        (
            Language.NB,
            "«hei og hopp dette er en …» er verken",
            "(00) sammen med (02), eller (00) sammen med (8026)",
        ),
        (
            Language.SV,
            "”hei og hopp dette er en …” är varken",
            "(00) tillsammans med (02), eller (00) tillsammans med (8026)",
        ),
        (
            Language.EN,
            "“hei og hopp dette er en …” is no",
            "(00) together with (02), or (00) together with (8026)",
        ),
    ],
)
def test_a_scanned_text_is_judged_in_the_readers_language(
    language: Language, unknown: str, companions: str
) -> None:
    (fault,) = shown(read_code("hei og hopp dette er en lang tekst!"), TODAY, language)["faults"]
    assert fault["says"].startswith(unknown)
    said = [one["says"] for one in shown(read_code("(37)12"), TODAY, language)["faults"]]
    assert any(companions in one for one in said), said


@pytest.mark.parametrize("language", list(Language))
def test_the_commands_speak_it_too(language: Language) -> None:
    environment = {"LC_ALL": LOCALES[language]}
    said = hub_command("--config", "nowhere", "decode", "code", "?!", environment=environment)
    answer = json.loads(said.stdout)
    assert answer == shown(read_code("?!"), TODAY, language)
    picture = ROOT / "tests" / "golden" / "labels" / "sheets" / "place-80mm.nb.png"
    told = hub_command(
        "--config", "nowhere", "label", "check", str(picture), "--expect", "x", environment=environment
    )
    faults = {one["code"]: one["says"] for one in json.loads(told.stdout)["faults"]}
    assert faults == {kind.value: says for kind, says in check_picture(picture, ["x"], language).faults}
    assert CheckFault.NOT_READ.value in faults
