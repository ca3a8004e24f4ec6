"""A tare that was keyed in (PT) is told apart from one that was weighed (T): R 76-1, 4.6.11."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from firmware_sim.serving import PtyServer
from hub.devices.events import LiveState, LoadSettled
from hub.devices.protocols.frames import Frame, Kind, TareKind, Weight
from hub.devices.registry import protocols
from hub.kernel.quantity import Mass
from tests.support.scales import FLOOR_SCALE, ToldScale, driving
from tests.support.wait import until


def _frames(name: str, wire: bytes) -> list[Frame]:
    decoder = protocols()[name]()
    return [*decoder.feed(wire), *decoder.flush()]


@pytest.mark.parametrize(
    ("name", "wire", "kind"),
    [
        ("dini_argeo", b"1ST,     10.45,PT    1.48,         0,kg\r\n", TareKind.PRESET),
        ("dini_argeo", b"1ST,     10.45,      1.48,         0,kg\r\n", TareKind.WEIGHED),
        ("mt_sics", b"SIX1 S 0 N R R 0 0 0 1 P    11.93    10.45     1.48 kg\r\n", TareKind.PRESET),
        ("mt_sics", b"SIX1 S 0 N R R 0 0 0 1 M    11.93    10.45     1.48 kg\r\n", TareKind.WEIGHED),
        ("mt_sics", b"SIX1 S 0 N R R 0 0 0 1 N    11.93    10.45     1.48 kg\r\n", None),
        ("toledo_continuous", b"\x02-1 010450001850\r\x1b", None),
        ("toledo_continuous", b"\x02-\x11`010450001850\r{", TareKind.PRESET),
        ("dini_argeo", b"PIDST,1,     11.93kg,PT      1.48kg,00000-000158\r\n", TareKind.PRESET),
    ],
)
def test_a_frame_with_a_tare_tells_how_it_came_about_where_the_language_can(
    name: str, wire: bytes, kind: TareKind | None
) -> None:
    [frame] = _frames(name, wire)
    assert isinstance(frame, Weight)
    assert frame.tare is not None
    assert frame.tare_kind is kind


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("and_standard", b"PT,+00001.48 kg\r\n"),
        ("and_ad4329", b"ST,PT,+0001.48kg\r\n"),
        ("mt_print", b"    PT         1.48 kg   \r\n"),
        ("ohaus_standard", b"    1.480 kg    PT \r\n"),
        ("sartorius_sbi", b"PT2   +    1.480 kg \r\n"),
    ],
)
def test_a_line_about_a_keyed_in_tare_says_so_and_is_no_load(name: str, wire: bytes) -> None:
    [frame] = _frames(name, wire)
    assert isinstance(frame, Weight)
    assert (frame.kind, frame.tare_kind) == (Kind.TARE, TareKind.PRESET)


@pytest.fixture
def stops() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def weighed(tmp_path: Path, stops: ExitStack) -> Callable[..., LoadSettled]:
    """The load that a simulated scale of a language gives, after its tare was set in one of the two ways."""

    def weigh(name: str, how: str, model: str) -> LoadSettled:
        simulated = ScaleDevice(
            ScaleSpec("goods_in", Platform(), pty=tmp_path / name, protocol=name, model=model)
        )
        stops.callback(simulated.stop)
        simulated.start()
        spec = replace(FLOOR_SCALE, protocol=name)
        if how == "weighed":
            simulated.set_load(1_480)
            until(lambda: simulated.state()["gross_grams"] == 1_480 and simulated.state()["stable"])
            simulated.press("tare")
        else:
            simulated.preset_tare(1_480)
        simulated.set_load(11_930)
        ear = stops.enter_context(driving(spec, str(tmp_path / name), protocols()[name]))  # type: ignore[arg-type]
        [load] = until(lambda: ear.loads)
        return load

    return weigh


@pytest.mark.parametrize(
    ("name", "how", "kind", "model"),
    [
        ("mt_sics", "keyed in", "PT", ""),
        ("mt_sics", "weighed", "T", ""),
        ("dini_argeo", "keyed in", "PT", ""),
        ("toledo_continuous", "keyed in", "PT", "fairbanks"),
    ],
)
def test_the_record_says_how_the_scale_s_tare_came_about(
    weighed: Callable[..., LoadSettled], name: str, how: str, kind: str, model: str
) -> None:
    load = weighed(name, how, model)
    assert (load.gross, load.tare, load.tare_kind) == (Mass.grams(11_930), Mass.grams(1_480), kind)


def test_a_scale_that_never_tells_is_taken_to_have_weighed_and_still_weighs(
    tmp_path: Path, stops: ExitStack
) -> None:
    scale = ToldScale({b"TA": b"TA A       1.48 kg\r\n", b"SI": b"S S       0.00 kg\r\n", b"SIX1": b"ES\r\n"})
    server = PtyServer(tmp_path / "old", lambda: scale)
    stops.callback(server.stop)
    server.start()
    ear = stops.enter_context(driving(FLOOR_SCALE, str(tmp_path / "old")))
    until(lambda: ear.shows(LiveState.EMPTY))
    for number, shown in enumerate((b"10.45", b" 7.20"), 1):
        scale.answers[b"SI"] = b"S S      " + shown + b" kg\r\n"
        until(lambda number=number: len(ear.loads) == number)  # type: ignore[misc]
        scale.answers[b"SI"] = b"S S       0.00 kg\r\n"
        until(lambda: ear.shows(LiveState.EMPTY))
    assert [load.tare_kind for load in ear.loads] == ["T", "T"]
    assert scale.asked.count(b"SIX1") == 2
    assert not ear.shows(LiveState.REFUSED)
