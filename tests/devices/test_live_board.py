"""The board that live pages read: latest values, and listeners that never hold anybody up."""

from __future__ import annotations

from threading import Thread

from hub.devices.live import LONGEST_QUEUE, LiveBoard


def test_the_latest_value_of_a_topic_stands_until_the_next() -> None:
    board = LiveBoard()
    assert board.latest("samlast/live/scale/goods_in") is None
    board.post("samlast/live/scale/goods_in", {"state": "empty"})
    board.post("samlast/live/scale/goods_in", {"state": "stable"})
    assert board.latest("samlast/live/scale/goods_in") == {"state": "stable"}


def test_a_listener_hears_its_topics_and_what_lies_below_and_nothing_else() -> None:
    board = LiveBoard()
    listener = board.listen("samlast/live/scale/goods_in", "samlast/live/place/")
    for topic in (
        "samlast/live/scale/goods_in_2",
        "samlast/live/scale/goods_in",
        "samlast/live/place/K1",
        "samlast/live/job/labels",
    ):
        board.post(topic, {})
    assert [listener.next(0) for _ in range(3)] == [
        ("samlast/live/scale/goods_in", {}),
        ("samlast/live/place/K1", {}),
        None,
    ]


def test_a_slow_listener_loses_its_oldest_values() -> None:
    board = LiveBoard()
    listener = board.listen("a")
    for number in range(LONGEST_QUEUE + 10):
        board.post("a", {"number": number})
    assert listener.next(0) == ("a", {"number": 10})


def test_a_closed_listener_hears_nothing_and_wakes_who_waits() -> None:
    board = LiveBoard()
    listener = board.listen("a")
    heard: list[object] = []
    waiting = Thread(target=lambda: heard.append(listener.next(30)))
    waiting.start()
    listener.close()
    waiting.join(5)
    board.post("a", {})
    assert heard == [None]
    assert listener.next(0) is None
