"""The stop and the route on labels that a driver reads: whole on every layout, in every language, with the longest names there are."""

from __future__ import annotations

import tomllib

import pytest

from hub.kernel.words import Language
from hub.labels.layout import tidy
from hub.labels.marks import TextMark
from hub.labels.render import draw
from hub.labels.sheet import read_layout
from tests.labels.test_golden_papers import FOLDER
from tests.support.label_contents import CONTENTS
from tests.support.source import ROOT

LAYOUTS = {
    path.stem: read_layout(path)
    for kind in ("pallet", "consignment")
    for path in FOLDER.glob(f"{kind}-*.toml")
}
ROUTES = [row["name"] for row in tomllib.loads((ROOT / "config" / "demo.toml").read_text("utf-8"))["routes"]]
STOPS = {Language.NB: "Stopp 12", Language.SV: "Stopp 12", Language.EN: "Stop 12"}
LEAST = 4_400  # microns: read from beside the cage, not from before it


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_the_longest_route_and_a_stop_of_two_digits_stand_whole(name: str, language: Language) -> None:
    layout = LAYOUTS[name]
    route = max((names[language.value] for names in ROUTES), key=len)
    content = {**CONTENTS[layout.kind], "route": route, "stop": "12", "language": language.value}
    texts = [mark for mark in draw(layout, content, language=language).marks if isinstance(mark, TextMark)]
    [stop] = [mark for mark in texts if mark.text == STOPS[language]]
    assert stop.size >= LEAST
    assert tidy(route).replace(" ", "") in "".join(mark.text for mark in texts).replace(" ", "")
