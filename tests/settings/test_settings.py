"""Settings: what is right becomes values, and what is wrong is told all at once, with file, key and line."""

import re
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from hub.kernel.errors import Misconfigured
from hub.kernel.words import Language
from hub.settings import KEYS, OwnBroker, load
from hub.wiring import open_house
from tests.support.config_folder import PROJECT_CONFIG, config_folder

NOTHING: Mapping[str, str] = {}


def faults_of(folder: Path, environment: Mapping[str, str] = NOTHING) -> list[str]:
    with pytest.raises(Misconfigured) as told:
        load(folder, environment)
    return [str(fault) for fault in told.value.faults]


def line_with(folder: Path, words: str, file: str = "hub.toml") -> int:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def test_the_projects_own_settings_can_be_used() -> None:
    settings = load(PROJECT_CONFIG, NOTHING)
    assert settings.hub.name == "Nordhavn samlast"
    assert settings.hub.language is Language.NB
    assert settings.web.host == "127.0.0.1"
    assert settings.broker.url is None
    assert settings.broker.own is OwnBroker.AUTO


def test_without_a_database_the_facts_stand_in_a_file_of_the_data_folder(tmp_path: Path) -> None:
    settings = load(config_folder(tmp_path), {"SAMLAST_DATA": str(tmp_path / "facts")})
    assert settings.database.url == f"sqlite:///{tmp_path}/facts/hub.db"
    assert settings.data_dir == tmp_path / "facts"
    assert not settings.data_dir.exists(), "reading settings makes nothing"


def test_all_faults_of_all_files_come_at_once_with_their_lines(tmp_path: Path) -> None:
    folder = config_folder(
        tmp_path,
        ('currency = "NOK"', 'currency = "kroner"'),
        ("port = 8321", 'port = "8321"'),
        ("https = false", 'https = "no"'),
        ('phone = "+46 70 174 06 05"', 'telephone = "+46 70 174 06 05"'),
        ("[receiving]", "[weighing]"),
        ('level = "info"', 'level = "loud"'),
    )
    (folder / "roles.toml").unlink()
    said = faults_of(folder, {"SAMLAST_WEB_PROT": "1"})
    for words, key in [
        ('currency = "kroner"', "hub.currency"),
        ('port = "8321"', "web.port"),
        ('https = "no"', "web.https"),
        ("telephone", "hub.telephone"),
        ("[weighing]", "weighing"),
        ('level = "loud"', "log.level"),
    ]:
        where = f"hub.toml:{line_with(folder, words)}: {key}: "
        assert [one for one in said if one.startswith(where)], f"{where} not in {said}"
    assert f"hub.toml:{line_with(folder, '[hub]')}: hub.phone: is missing" in said
    assert "hub.toml: receiving.tolerance_per_mille: is missing" in said
    assert [one for one in said if one.startswith("environment: SAMLAST_WEB_PROT: is not known")]
    assert [one for one in said if one.startswith("roles.toml: ")]


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('timezone = "Europe/Oslo"', 'timezone = "Oslo"', "hub.timezone"),
        ('country = "NO"', 'country = "no"', "hub.country"),
        ('gs1_company_prefix = "9521234"', "gs1_company_prefix = 9521234", "hub.gs1_company_prefix"),
        ('language = "en"', 'language = "da"', "hub.language"),
        ('name = "Nordhavn samlast"', 'name = "  "', "hub.name"),
        ('host = "127.0.0.1"', 'host = "127.0.0.1 8000"', "web.host"),
        ("port = 8321", "port = 65536", "web.port"),
        ("port = 8321", "port = true", "web.port"),
        ("threads = 48", "threads = 1", "web.threads"),
        ('# url = "mqtt://127.0.0.1:1883"', 'url = "http://127.0.0.1:1883"', "broker.url"),
        ('# url = "mqtt://127.0.0.1:1883"', 'url = "mqtt://127.0.0.1:port"', "broker.url"),
        ('# url = "postgresql+psycopg://hub@localhost/hub"', 'url = "mysql://x/y"', "database.url"),
        ("tolerance_per_mille = 20", "tolerance_per_mille = 2.5", "receiving.tolerance_per_mille"),
        ("tolerance_per_mille = 50", "tolerance_per_mille = -1", "picking.tolerance_per_mille"),
    ],
)
def test_a_value_of_the_wrong_kind_is_one_fault_at_its_line(
    tmp_path: Path, before: str, after: str, key: str
) -> None:
    folder = config_folder(tmp_path, (before, after))
    (said,) = faults_of(folder)
    assert said.startswith(f"hub.toml:{line_with(folder, after)}: {key}: write ")


def test_a_file_that_is_no_toml_is_one_fault_with_its_line(tmp_path: Path) -> None:
    folder = config_folder(tmp_path, ('name = "Nordhavn samlast"', 'name = "Nordhavn'))
    (said,) = faults_of(folder)
    assert said.startswith(f"hub.toml:{line_with(folder, 'name =')}: file: is not TOML")


def test_a_folder_without_settings_says_which_files_are_missing(tmp_path: Path) -> None:
    said = faults_of(tmp_path)
    assert {one.partition(":")[0] for one in said} == {"hub.toml", "devices.toml", "roles.toml"}


def test_the_environment_replaces_a_key_and_the_settings_remember_it(tmp_path: Path) -> None:
    folder = config_folder(tmp_path)
    settings = load(
        folder,
        {
            "SAMLAST_WEB_PORT": "0",
            "SAMLAST_BROKER_URL": "mqtt://10.0.0.5:1884",
            "SAMLAST_DATABASE_URL": "postgresql://hub:word@db/hub",
            "SAMLAST_DATA": str(tmp_path),
        },
    )
    assert settings.web.port == 0
    assert settings.broker.url == "mqtt://10.0.0.5:1884"
    assert settings.database.url == "postgresql+psycopg://hub:word@db/hub"
    assert settings.origins["web.port"] == "SAMLAST_WEB_PORT"
    assert settings.origins["web.host"] == f"hub.toml:{line_with(folder, 'host =')}"
    assert settings.origins["demo.panel_url"] == "default"
    assert settings.origins["data_dir"] == "SAMLAST_DATA"


def test_a_wrong_variable_is_named_and_not_the_file(tmp_path: Path) -> None:
    (said,) = faults_of(config_folder(tmp_path), {"SAMLAST_WEB_PORT": "eighty"})
    assert said == "environment: SAMLAST_WEB_PORT: write a whole number from 0 to 65535, without quotes"


def test_every_key_stands_in_hub_toml_with_a_comment_above_it() -> None:
    lines = (PROJECT_CONFIG / "hub.toml").read_text(encoding="utf-8").splitlines()
    section, explained = "", set()
    for above, line in zip(["", *lines], lines, strict=False):
        if found := re.fullmatch(r"\[(\w+)\]", line):
            section = found[1]
        elif (found := re.match(r"(?:# )?(\w+) = ", line)) and above.startswith("#"):
            explained.add(f"{section}.{found[1]}")
    assert explained == {key.dotted for key in KEYS}


def test_opening_the_house_makes_a_data_folder_for_its_owner_only(tmp_path: Path) -> None:
    open_house(load(config_folder(tmp_path), {"SAMLAST_DATA": str(tmp_path / "facts")})).close()
    assert stat.S_IMODE((tmp_path / "facts").stat().st_mode) == 0o700
