"""Goods as they came, in a browser: temperature, remark with photos, refusal; who may see what, and what an attacker may not send."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from hub.catalogue.records import Article, Producer
from hub.kernel.ids import token
from hub.kernel.quantity import Mass, Temperature
from hub.kernel.words import Language
from hub.orders.lines import LineState, RefusalReason
from hub.orders.records import OrderLine
from hub.receiving.goods_records import GoodsRemark, GoodsTemperature, Photo, Refusal
from hub.stock.records import Crate
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    Floor,
    chilled_article,
    confirmed_line,
    make_floor,
    weigh,
    weighed,
)
from tests.support.photos import HTML, SVG, jpeg, png_that_claims, telephone_jpeg
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

DAY = COLLECT_ON.isoformat()


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def chilled(house: House, floor: Floor, clock: FakeClock) -> Article:
    with house.database.write() as session:
        article = chilled_article(session, floor)
        confirmed_line(session, floor, clock, article=article, kilograms="10")
        return article


def carrots(floor: Floor) -> str:
    return f"/receiving/{DAY}/goods/{floor.carrots.id}"


def send(
    browser: Browser, address: str, form: Mapping[str, object], *photos: tuple[bytes, str]
) -> TestResponse:
    """As a browser sends a form with files. Put together here, so that a request nobody reads leaves no open file."""
    fields: dict[str, object] = {"csrf": browser.csrf(), "operation": token(), **form}
    files = [FileStorage(io.BytesIO(content), name) for content, name in photos]
    boundary, body = encode_multipart(MultiDict([*fields.items(), *(("photo", file) for file in files)]))
    return browser.client.post(address, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def photo_of(page: str) -> str:
    found = re.search(r'src="(/goods-photos/[0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def producer_of(house: House, floor: Floor, app: Flask, *, own: bool) -> Browser:
    with house.database.write() as session:
        producer_id = floor.carrots.producer_id
        if not own:
            other = Producer(
                code="NABO",
                name="Nabogården",
                address="Vegen 1",
                municipality="Løten",
                language=Language.NB,
                approval_number=None,
            )
            session.add(other)
            session.flush()
            producer_id = other.id
        person = make_person(session, house, "producer", producer_id=producer_id)
    return Browser(app, house, person)


def test_the_station_asks_chilled_goods_for_their_temperature_and_no_others(
    house: House, floor: Floor, chilled: Article, clock: FakeClock, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    assert "First: measure the goods" not in browser.get(carrots(floor)).text
    station = f"/receiving/{DAY}/goods/{chilled.id}"
    asked = browser.get(station).text
    assert "First: measure the goods" in asked
    assert "4.0\N{NO-BREAK SPACE}°C" in asked
    with house.database.write() as session:
        weighed(session, clock, "6")
    form = {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"}
    refused = browser.post(station, form)
    assert refused.status_code == 422
    assert "with a probe first" in refused.text
    told = browser.post(f"{station}/temperature", {"celsius": " 3,4 °C ", "thermometer": "Probe 2"})
    assert told.status_code == 303
    page = browser.get(station).text
    assert "First: measure the goods" not in page
    assert "3.4\N{NO-BREAK SPACE}°C" in page
    assert browser.post(station, form).status_code == 303
    with house.database.read() as session:
        kept = session.scalars(select(GoodsTemperature)).one()
        assert (kept.temperature, kept.limit, kept.thermometer) == (
            Temperature(3_400),
            Temperature(4_000),
            "Probe 2",
        )
        sscc = session.scalars(select(Crate.sscc)).one()
    assert "Probe 2" in enter_as("quality").get(f"/crates/{sscc}").text


def test_what_is_no_temperature_of_goods_is_refused_in_words(
    house: House, chilled: Article, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    for typed in ("", "warm", "3,4,5", "99", "1e3", "--3", "٣", "-41"):
        answer = browser.post(f"/receiving/{DAY}/goods/{chilled.id}/temperature", {"celsius": typed})
        assert answer.status_code == 422, typed
        assert "is not a number" in answer.text or "cannot be right" in answer.text, typed
    with house.database.read() as session:
        assert session.scalar(select(func.count(GoodsTemperature.id))) == 0


def test_frost_is_typed_with_any_minus(house: House, chilled: Article, enter_as: EnterAs) -> None:
    browser = enter_as("hub_worker")
    for typed in ("-18,5", "\N{MINUS SIGN}18.5", "\N{EN DASH} 18,5"):
        address = f"/receiving/{DAY}/goods/{chilled.id}/temperature"
        assert browser.post(address, {"celsius": typed}).status_code == 303
    with house.database.read() as session:
        assert set(session.scalars(select(GoodsTemperature.temperature))) == {Temperature(-18_500)}


def test_too_warm_goods_are_taken_with_a_reason_or_refused(
    house: House, chilled: Article, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    station = f"/receiving/{DAY}/goods/{chilled.id}"
    browser.post(f"{station}/temperature", {"celsius": "9,4"})
    page = browser.get(station).text
    assert "is too warm: the limit is" in page
    assert f"{station}/refuse?because=too_warm" in page
    with house.database.read() as session:
        number = session.scalars(select(GoodsTemperature.id)).one()
    take = f"{station}/temperature/{number}/take"
    assert browser.post(take, {"warm_reason": " "}).status_code == 422
    assert browser.post(take, {"warm_reason": "cooled down at once"}).status_code == 303
    assert "cooled down at once" in browser.get(station).text
    assert "cooled down at once" in enter_as("quality").get("/goods-as-they-came").text


def test_a_remark_with_photos_is_seen_by_quality_and_its_farm_and_by_no_kitchen(
    app: Flask, house: House, floor: Floor, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
    browser = enter_as("hub_worker")
    assert 'capture="environment"' in browser.get(f"{carrots(floor)}/remark").text
    form = {"kind": "wet", "words": "rain <b>came</b> in", "receipt": "1"}
    answer = send(
        browser, f"{carrots(floor)}/remark", form, (telephone_jpeg(), "IMG_1.jpg"), (jpeg(), "2.jpg")
    )
    assert answer.status_code == 303
    page = browser.get(carrots(floor)).text
    assert "rain &lt;b&gt;came&lt;/b&gt; in" in page
    address = photo_of(page)
    farm = producer_of(house, floor, app, own=True)
    assert photo_of(farm.get("/producer/came").text) == address
    for looker in (browser, enter_as("quality"), farm):
        shown = looker.get(address)
        assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
        assert shown.headers["X-Content-Type-Options"] == "nosniff"
        assert shown.headers["Cache-Control"] == "no-store"
        assert b"Kari" not in shown.data
        assert b"Exif" not in shown.data
    neighbour = producer_of(house, floor, app, own=False)
    assert neighbour.get(address).status_code == 404
    assert "rain" not in neighbour.get("/producer/came").text
    assert enter_as("kitchen").get(address).status_code == 403
    assert enter_as().get(address).status_code == 303


def test_a_remark_and_a_photo_are_taken_back_with_a_reason_and_stay_in_the_history(
    app: Flask, house: House, floor: Floor, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    send(
        browser,
        f"{carrots(floor)}/remark",
        {"kind": "wet", "words": "rain"},
        (jpeg(), "1.jpg"),
        (jpeg(9, 9), "2.jpg"),
    )
    page = browser.get(carrots(floor)).text
    photo_back, remark_back = (
        re.findall(r'action="(/receiving/goods-photos/\d+/take-back)"', page)[0],
        re.findall(r'action="(/receiving/remarks/\d+/take-back)"', page)[0],
    )
    first = photo_of(page)
    browser.post(photo_back, {"undo_reason": " ", "back": "station"})
    asked = browser.get(carrots(floor)).text
    assert "Write why the photo is taken back" in asked
    assert first in asked
    browser.post(photo_back, {"undo_reason": "a face in it", "back": "station"})
    page = browser.get(carrots(floor)).text
    assert "a face in it" in page
    assert first not in page
    assert browser.get(first).status_code == 404
    second = photo_of(page)
    answer = browser.post(remark_back, {"undo_reason": "another crate", "back": "lately"})
    assert answer.headers["Location"] == "/goods-as-they-came"
    history = enter_as("quality").get("/goods-as-they-came").text
    assert 'class="struck"' in history
    assert "another crate" in history
    assert second in history
    assert "take-back" not in enter_as("quality").get("/goods-as-they-came").text.split("goods-story", 1)[1]
    farm = producer_of(house, floor, app, own=True)
    assert "another crate" in farm.get("/producer/came").text
    assert second not in farm.get("/producer/came").text
    assert farm.get(second).status_code == 404
    assert browser.post("/receiving/remarks/99/take-back", {"undo_reason": "x"}).status_code == 404
    assert browser.post("/receiving/goods-photos/99/take-back", {"undo_reason": "x"}).status_code == 404


ATTACKS = {
    "svg": (SVG, "crate.jpg", "cannot be read as a photo"),
    "html": (HTML, "crate.jpg", "cannot be read as a photo"),
    "cut": (jpeg()[:200], "crate.jpg", "cannot be read as a photo"),
    "bomb": (png_that_claims(50_000, 50_000), "crate.png", "million points"),
    "16 MB": (jpeg() + bytes(16 * 1024 * 1024), "crate.jpg", "larger than 15 MB"),
}


def test_what_is_no_photo_is_refused_and_nothing_of_the_remark_is_kept(
    house: House, floor: Floor, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    form = {"kind": "wet", "words": "typed before"}
    for attack, (content, name, says) in ATTACKS.items():
        answer = send(browser, f"{carrots(floor)}/remark", form, (content, name))
        assert answer.status_code == 422, attack
        assert says in answer.text, attack
        assert "typed before" in answer.text
    with house.database.read() as session:
        assert session.scalar(select(func.count(GoodsRemark.id))) == 0
        assert session.scalar(select(func.count(Photo.id))) == 0


def test_fifty_megabytes_and_seven_photos_are_too_much(house: House, floor: Floor, enter_as: EnterAs) -> None:
    browser = enter_as("hub_worker")
    page = f"{carrots(floor)}/remark"
    large = send(browser, page, {"kind": "wet"}, (bytes(50 * 1024 * 1024), "crate.jpg"))
    assert large.status_code == 413
    assert "fewer photos at a time" in large.text
    many = send(browser, page, {"kind": "wet"}, *[(jpeg(20, 20), f"{n}.jpg") for n in range(7)])
    assert many.status_code == 422
    assert "At most 6 photos" in many.text
    # Elsewhere, and for whoever is not logged in, a request stays small.
    assert send(browser, "/put-away", {}, (bytes(9 * 1024 * 1024), "x.jpg")).status_code == 413
    nobody = enter_as()
    assert send(nobody, page, {}, (bytes(9 * 1024 * 1024), "x.jpg")).status_code == 413
    with house.database.read() as session:
        assert session.scalar(select(func.count(Photo.id))) == 0


def test_a_load_on_the_scale_is_refused_and_everybody_concerned_is_told(
    app: Flask, house: House, floor: Floor, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        line_id = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10").id
        order_id = session.get_one(OrderLine, line_id).order_id
        weigh(session, floor, clock, article=floor.carrots, net="6")
        weighed(session, clock, "5")
        chef = make_person(session, house, "kitchen", kitchen_id=floor.kitchen.id)
    browser = enter_as("hub_worker")
    assert "Why are the goods refused?" in browser.get(f"{carrots(floor)}/refuse").text
    form = {
        "because": "quality",
        "words": "soft at the bottom",
        "how": "scale",
        "crate_type": floor.crate_type.id,
        "scale": "goods_in",
    }
    answer = send(browser, f"{carrots(floor)}/refuse", form, (jpeg(), "1.jpg"))
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).text
    assert "Refused, no. 1" in page
    assert "4.00" in page
    assert 'data-verdict="short"' in page
    with house.database.read() as session:
        refusal = session.scalars(select(Refusal)).one()
        assert (refusal.mass, refusal.reason) == (Mass.kilograms("4"), RefusalReason.QUALITY)
        assert session.scalar(select(func.count(Crate.id))) == 1
        assert session.get_one(OrderLine, line_id).state is LineState.RECEIVED
    kitchen = Browser(app, house, chef).get(f"/kitchen/orders/{order_id}").text
    assert "came to the hub and were refused: the quality is not good enough" in kitchen
    assert "soft at the bottom" in kitchen
    assert "goods-photos" not in kitchen
    farm = producer_of(house, floor, app, own=True)
    assert "soft at the bottom" in farm.get("/producer/came").text
    assert "The hub refused goods of yours" in farm.get("/producer/lines").text
    week = enter_as("coordinator").get(f"/planning/week?from={DAY}").text
    assert "Refused at the hub" in week
    assert f"/planning/orders/{order_id}#line-{line_id}" in week
    assert "find other goods or tell the kitchen" in week
    assert browser.get("/weighings/goods_in/2").text.count("Refused at the door") == 1


def test_a_whole_refusal_and_its_taking_back(
    house: House, floor: Floor, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        line_id = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10").id
    browser = enter_as("hub_worker")
    page = f"{carrots(floor)}/refuse"
    for form, says in (
        ({"how": "whole"}, "Choose why the goods are refused"),
        ({"how": "whole", "because": "other"}, "Write in a few words"),
        ({"because": "quality"}, "Choose how much is refused"),
        ({"because": "quality", "how": "scale", "scale": "goods_in"}, "The scale has no new load"),
        ({"because": "quality", "how": "typed", "mass": "5"}, "Choose which crate it is"),
    ):
        refused = browser.post(page, form)
        assert (refused.status_code, says in refused.text) == (422, True), says
    answer = browser.post(page, {"because": "too_warm", "how": "whole"})
    shown = browser.get(answer.headers["Location"]).text
    assert "Take the refusal back" in shown
    with house.database.read() as session:
        assert session.get_one(OrderLine, line_id).state is LineState.NOT_COME
    assert browser.post("/receiving/refusals/1/take-back", {"undo_reason": ""}).status_code == 303
    assert browser.post("/receiving/refusals/1/take-back", {"undo_reason": "mistaken"}).status_code == 303
    assert "mistaken" in browser.get(carrots(floor)).text
    assert browser.post("/receiving/refusals/7/take-back", {"undo_reason": "x"}).status_code == 404
    assert enter_as("quality").post(page, {"because": "quality", "how": "whole"}).status_code == 403
