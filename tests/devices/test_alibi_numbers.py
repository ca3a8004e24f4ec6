"""The number under which a scale itself keeps a load: asked for once, written beside the load, and never waited for in vain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from firmware_sim.serving import PtyServer
from hub.devices.events import LiveState
from hub.devices.protocols.described import DescribedLine, line_pattern
from hub.devices.registry import protocols
from hub.kernel.quantity import Mass
from tests.support.scales import FLOOR_SCALE, Ear, ToldScale, driving
from tests.support.wait import until

DINI = replace(FLOOR_SCALE, protocol="dini_argeo")
READ, EMPTY = b"ST,GS,   10.45,kg\r\n", b"ST,GS,    0.00,kg\r\n"


@pytest.fixture
def stops() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def _simulated(model: str, path: Path, stops: ExitStack) -> tuple[ScaleDevice, Ear]:
    scale = ScaleDevice(ScaleSpec("goods_in", Platform(), pty=path, protocol="dini_argeo", model=model))
    stops.callback(scale.stop)
    scale.start()
    return scale, stops.enter_context(driving(DINI, str(path), protocols()["dini_argeo"]))  # type: ignore[arg-type]


def _told(answers: dict[bytes, bytes], path: Path, stops: ExitStack) -> tuple[ToldScale, Ear]:
    scale = ToldScale(answers)
    server = PtyServer(path, lambda: scale)
    stops.callback(server.stop)
    server.start()
    return scale, stops.enter_context(driving(DINI, str(path), protocols()["dini_argeo"]))  # type: ignore[arg-type]


def test_each_load_has_the_number_its_scale_kept_it_under_and_the_line_that_says_so(
    tmp_path: Path, stops: ExitStack
) -> None:
    scale, ear = _simulated("3590", tmp_path / "scale", stops)
    for count, grams in enumerate((10_450, 7_200), 1):
        until(lambda: ear.shows(LiveState.EMPTY))
        scale.set_load(grams)
        until(lambda count=count: len(ear.loads) == count)  # type: ignore[misc]
        scale.set_load(0)
    first, second = ear.loads
    assert (first.alibi_number, first.net) == ("00000-000001", Mass.grams(10_450))
    assert (second.alibi_number, second.net) == ("00000-000002", Mass.grams(7_200))
    assert first.raw.endswith(b"PIDST,1,     10.45kg,        0.00kg,00000-000001\r\n")
    assert scale.indicator.kept == 2


def test_a_scale_without_such_a_memory_is_asked_twice_and_then_left_in_peace(
    tmp_path: Path, stops: ExitStack
) -> None:
    scale, ear = _told(
        {b"READ": READ, b"REXT": b"ERR04\r\n", b"PID": b"ERR04\r\n"}, tmp_path / "scale", stops
    )
    until(lambda: ear.loads)
    scale.answers[b"READ"] = EMPTY
    until(lambda: ear.shows(LiveState.EMPTY))
    scale.answers[b"READ"] = READ
    until(lambda: len(ear.loads) == 2)
    assert [load.alibi_number for load in ear.loads] == [None, None]
    assert scale.asked.count(b"PID") == 2
    assert not any(one.state is LiveState.REFUSED for one in ear.live)


@pytest.mark.parametrize(
    "answer",
    [
        b"PIDST,1,     12.00kg,        0.00kg,00000-000007\r\n",
        b"PIDST,1,     10.45lb,        0.00lb,00000-000007\r\n",
        b"PIDUS,1,     10.45kg,        0.00kg,NO\r\n",
    ],
)
def test_a_number_that_is_not_of_this_load_is_not_written_beside_it(
    answer: bytes, tmp_path: Path, stops: ExitStack
) -> None:
    _, ear = _told({b"READ": READ, b"REXT": b"ERR04\r\n", b"PID": answer}, tmp_path / "scale", stops)
    [load] = until(lambda: ear.loads)
    assert (load.net, load.alibi_number) == (Mass.grams(10_450), None)
    assert b"PID" not in load.raw


def test_the_memory_keeps_the_gross_weight_of_a_load_that_is_shown_without_its_tare(
    tmp_path: Path, stops: ExitStack
) -> None:
    answers = {
        b"READ": b"ST,NT,    8.60,kg\r\n",
        b"REXT": b"1ST,      8.60,      1.85,         0,kg\r\n",
        b"PID": b"PIDST,1,     10.45kg,        1.85kg,00003-000158\r\n",
    }
    _, ear = _told(answers, tmp_path / "scale", stops)
    [load] = until(lambda: ear.loads)
    assert (load.gross, load.tare, load.net) == (Mass.grams(10_450), Mass.grams(1_850), Mass.grams(8_600))
    assert load.alibi_number == "00003-000158"


def test_a_described_line_may_carry_the_number_by_itself(tmp_path: Path, stops: ExitStack) -> None:
    columns = r"(?P<alibi>\d{6}) (?P<state>S|D) (?P<value>[ \d.]{8}) (?P<unit>kg)"
    pattern = line_pattern({"columns": columns, "states": {"S": "stable", "D": "moving"}})
    scale = ToldScale({})
    scale.stream = b"000042 S    10.45 kg\n"
    server = PtyServer(tmp_path / "scale", lambda: scale)
    stops.callback(server.stop)
    server.start()
    spec = replace(FLOOR_SCALE, protocol="generic_ascii", frame=pattern)
    ear = stops.enter_context(driving(spec, str(tmp_path / "scale"), lambda: DescribedLine(pattern)))
    [load] = until(lambda: ear.loads)
    assert load.alibi_number == "000042"
