"""What must be listed everywhere is listed everywhere: errors and their sentences, titles, protocols and their pages."""

from __future__ import annotations

import importlib
import re
from enum import StrEnum
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hub.kernel.errors import DeviceTrouble, HubError, Misconfigured
from hub.kernel.words import Language
from tests.support.source import ROOT, modules, name_of

TRANSLATIONS = ROOT / "hub" / "web" / "translations"


def _all_subclasses(kind: type[HubError]) -> set[type[HubError]]:
    return {kind} | {deeper for child in kind.__subclasses__() for deeper in _all_subclasses(child)}


@pytest.fixture(scope="module")
def loaded() -> None:
    for path in modules("hub"):
        if "versions" not in path.parts and path.name not in {"env.py", "__main__.py"}:
            importlib.import_module(name_of(path))


@pytest.mark.usefixtures("loaded")
def test_every_error_has_its_own_code_and_a_sentence() -> None:
    from hub.web import texts  # noqa: PLC0415 - after everything is loaded

    # The command line says its own sentences (hub.cli.texts); a device's trouble is said by its state.
    kinds = {
        kind
        for kind in _all_subclasses(HubError)
        if kind.__module__.startswith("hub.") and not kind.__module__.startswith("hub.cli")
    }
    codes = [kind.code for kind in kinds if "code" in vars(kind)]
    assert sorted(codes) == sorted(set(codes))
    own = {kind.code for kind in kinds - {HubError} if not issubclass(kind, Misconfigured | DeviceTrouble)}
    unsaid = own - {HubError.code} - set(texts.every_text().errors)
    assert unsaid == set()


def _enums() -> list[type[StrEnum]]:
    from hub.web import texts  # noqa: PLC0415 - as above

    return sorted({type(member) for member in texts.every_text().titles}, key=lambda kind: kind.__qualname__)


@pytest.mark.usefixtures("loaded")
def test_an_enum_with_titles_has_one_for_every_member() -> None:
    from hub.web import texts  # noqa: PLC0415 - as above

    missing = [
        f"{kind.__qualname__}.{member.name}"
        for kind in _enums()
        for member in kind
        if member not in texts.every_text().titles
    ]
    assert missing == []


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.EN])
def test_every_text_is_translated_and_its_facts_are_kept(language: Language) -> None:
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    untranslated = [
        message.id for message in catalogue if message.id and (not message.string or message.fuzzy)
    ]
    assert untranslated == []
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
            # The singular of a plural may leave its number out, as the English one does.
            for original, text in zip(ids, strings, strict=True):
                facts = set(re.findall(r"%\((\w+)\)", original))
                assert set(re.findall(r"%\((\w+)\)", str(text))) == facts, f"{language}: {original!r}"


def test_every_text_of_the_code_is_in_the_catalogues() -> None:
    script = importlib.import_module("scripts.translations")
    wanted = script.collect()
    for language in (Language.NB, Language.SV):
        with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
            known = {_first(message.id) for message in read_po(file) if message.id}
        assert wanted - known == set(), f"run `make translations` and translate to {language}"


def _first(message_id: str | list[str] | tuple[str, ...]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def test_every_wire_language_has_a_page_with_a_quality_list_and_a_simulator() -> None:
    from hub.devices.protocols.dialects import Dialect  # noqa: PLC0415 - as above
    from hub.devices.registry import protocols  # noqa: PLC0415 - as above

    assert protocols()
    simulated = " ".join(path.read_text(encoding="utf-8") for path in modules("firmware_sim"))
    for name in (*protocols(), *Dialect, "escpos"):
        page = Path(ROOT / "docs" / "devices" / f"{name}.md")
        assert page.exists(), f"{page.relative_to(ROOT)} is missing"
        text = page.read_text(encoding="utf-8")
        assert re.search(r"(?i)quality list", text), name
        assert re.search(r"\b(done|todo|exempt)\b", text), name
        # A language without a simulator says so itself, where the next reader looks.
        has_simulator = re.search(name.replace("_", "[-_ ]?"), simulated, re.IGNORECASE)
        assert has_simulator or re.search(r"(?i)simulator[^\n]*todo", text), name


def test_every_setting_is_explained_in_place() -> None:
    for path in sorted((ROOT / "config").glob("hub.toml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if re.match(r"[a-z_]+\s*=", line):
                above = lines[number - 1].strip() if number else ""
                assert "#" in line or above.startswith("#"), f"{path.name}:{number + 1}: {line}"
