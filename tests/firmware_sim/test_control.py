"""The control page's JSON interface over real HTTP."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from firmware_sim.fleet import FleetSpec
from firmware_sim.printer import PrinterSpec
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleSpec
from firmware_sim.scanner import ScannerSpec
from tests.firmware_sim.conftest import ask
from tests.support.wait import until

Start = Callable[[FleetSpec], str]


@pytest.fixture
def url(control: Start, tmp_path: Path) -> str:
    return control(
        FleetSpec(
            scales=(ScaleSpec("goods_in", Platform(), pty=tmp_path / "scale"),),
            printers=(PrinterSpec("labels", tcp=0),),
        )
    )


def test_a_load_is_put_on_and_comes_to_rest(url: str) -> None:
    assert ask(url, "/scale/goods_in/load", {"grams": 10_450}).told["load_grams"] == 10_450
    shown = until(lambda: (now := ask(url, "/scale/goods_in").told)["stable"] and now["gross_grams"] and now)
    assert (shown["net_grams"], shown["condition"], shown["unit"]) == (10_450, "ok", "kg")


def test_crates_are_put_on_each_other_and_taken_off(url: str) -> None:
    ask(url, "/scale/goods_in/crate", {"grams": 9_850})
    assert ask(url, "/scale/goods_in/crate", {"grams": 10_120}).told["crates"] == [9_850, 10_120]
    assert ask(url, "/scale/goods_in/crate", {"take": True}).told["load_grams"] == 9_850


def test_the_keys_of_the_scale_are_pressed_from_the_page(url: str) -> None:
    ask(url, "/scale/goods_in/load", {"grams": 500})
    until(lambda: (now := ask(url, "/scale/goods_in").told)["stable"] and now["gross_grams"] == 500)
    assert ask(url, "/scale/goods_in/key", {"key": "tare"}).told["glass"] == "0.00 kg"
    assert ask(url, "/scale/goods_in/key", {"key": "zero"}).told["tare_grams"] == 0


def test_the_page_is_told_which_language_a_scale_speaks_and_which_faults_it_can_have(url: str) -> None:
    now = ask(url, "/scale/goods_in").told
    assert (now["protocol"], now["language"], now["model"], now["mode"]) == (
        "mt-sics",
        "MT-SICS",
        "level1",
        "asked",
    )
    page = ask(url, "/").content.decode()
    assert [kind for kind in now["fault_kinds"] if page.count(f"{kind}: ") < 3] == []


def test_faults_are_switched_on_and_off(url: str) -> None:
    assert ask(url, "/scale/goods_in/fault", {"kind": "silence", "on": True}).told["faults"] == ["silence"]
    assert ask(url, "/scale/goods_in/fault", {"kind": "silence", "on": False}).told["faults"] == []


def test_papers_are_listed_newest_first_with_their_pictures(url: str) -> None:
    address = ask(url, "/printer/labels").told["links"]["tcp"]
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(b"one\n\x1dV\x00two\n\x1dV\x00")
        papers = until(lambda: len(told := ask(url, "/printer/labels/papers").told) == 2 and told)
    assert [(paper["n"], paper["text"], paper["png"]) for paper in papers] == [
        (2, ["two"], "/printer/labels/paper/2.png"),
        (1, ["one"], "/printer/labels/paper/1.png"),
    ]
    picture = ask(url, papers[0]["png"])
    assert picture.kind == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_paper_and_cover_are_changed_by_a_person(url: str) -> None:
    assert ask(url, "/printer/labels", {"paper": "out"}).told["online"] is False
    now = ask(url, "/printer/labels", {"paper": "near_end", "cover": "open"}).told
    assert (now["paper"], now["cover"], now["online"]) == ("near_end", "open", False)
    now = ask(url, "/printer/labels", {"paper": "ok", "cover": "closed", "serial_number": "OTHER"}).told
    assert (now["online"], now["serial_number"]) == (True, "OTHER")


@pytest.mark.parametrize(
    ("path", "body", "code", "words"),
    [
        ("/scale/goods_in/load", {"grams": "ten"}, 400, "'grams' must be a number"),
        ("/scale/goods_in/load", {"grams": True}, 400, "'grams' must be a number"),
        ("/scale/other/load", {"grams": 1}, 404, "there is no 'other' here"),
        ("/scale/goods_in/fault", {"kind": "gremlins"}, 400, "a scale has no fault 'gremlins'"),
        ("/scale/goods_in/fault", {"kind": "ounces"}, 400, "MT-SICS has no unit 'oz'"),
        ("/scale/goods_in/key", {"key": "any"}, 400, "a scale has no key 'any'"),
        ("/scale/goods_in/crate", {"weight": 1}, 400, "unknown: weight"),
        ("/scale/goods_in/crate", {}, 400, "'grams' must be a number"),
        ("/scale/goods_in/fault", {"kind": "silence", "on": "yes"}, 400, "'on' must be true or false"),
        ("/printer/labels", {"paper": "gone"}, 400, "gone"),
        ("/printer/labels", {"colour": "blue"}, 400, "unknown: colour"),
        ("/room/cold_1", {"door": "open"}, 404, "there is no 'cold_1' here"),
        ("/elsewhere", {}, 404, "there is nothing at /elsewhere"),
        ("/scale/goods_in/load", [], 400, "the body must be a JSON object"),
    ],
)
def test_a_wrong_request_is_answered_with_a_sentence(
    url: str, path: str, body: object, code: int, words: str
) -> None:
    answer = ask(url, path, body)
    assert answer.status == code
    assert words in answer.told["error"]


def test_a_form_of_another_page_cannot_move_a_load(url: str) -> None:
    assert ask(url, "/scale/goods_in/load", {"grams": 1}, "text/plain").status == 415
    assert ask(url, "/scale/goods_in").told["load_grams"] == 0


def test_everything_is_told_at_once(url: str) -> None:
    state = ask(url, "/state").told
    assert (list(state["scales"]), list(state["rooms"]), list(state["printers"])) == (
        ["goods_in"],
        [],
        ["labels"],
    )


def test_the_page_stands_alone_and_speaks_three_languages(url: str) -> None:
    page = ask(url, "/").content.decode()
    assert "https://" not in page
    for word in ("Legg på", "Lägg på", "Put"):
        assert word in page


def test_a_code_is_scanned_from_the_page(control: Start) -> None:
    url = control(FleetSpec(scanners=(ScannerSpec("hand", codes=("COLD-1",), tcp=0),)))
    told = ask(url, "/scanner/hand/scan", {"code": "DOCK"}).told
    assert (told["codes"], told["scans"], told["sent"]) == (["COLD-1"], ["DOCK"], 1)
    assert ask(url, "/scanner/hand/fault", {"kind": "overlong", "on": True}).told["faults"] == ["overlong"]
    for path, body in (("scan", {"code": ""}), ("fault", {"kind": "pounds"}), ("scan", {"text": "x"})):
        assert ask(url, f"/scanner/hand/{path}", body).status == 400
    assert ask(url, "/scanner/hand/eat", {}).status == 404


def test_a_tare_is_keyed_in_and_one_that_is_too_heavy_is_refused(url: str) -> None:
    told = ask(url, "/scale/goods_in/tare", {"grams": 1_480}).told
    assert (told["tare_grams"], told["tare_is_preset"]) == (1_480, True)
    assert ask(url, "/scale/goods_in/tare", {"grams": 999_000}).status == 400
    assert ask(url, "/scale/goods_in/dance", {}).status == 404
