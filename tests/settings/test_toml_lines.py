"""Lines of keys in TOML, on every form the language allows."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.toml_lines import Place, key_lines, line_of

EVERY_FORM = '''# a comment = 1
[hub]
name = "x" # not = a key
a.b = [ # open
  1, # ] is in a comment
  "]",
]
"q.k" = {a = 1, b = "}"}

[[scales]]
key = "a"
[scales.link]
url = """one
[not]
y = 1"""
last = 'C:\\'
[[scales]]
key = 'b'
[[scales.sub]]
z = 1
  [[scales.sub]]
  z = """quote: \\""""
end = 2'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("hub",), 2),
        (("hub", "name"), 3),
        (("hub", "a", "b"), 4),
        (("hub", "q.k"), 8),
        (("scales", 0), 10),
        (("scales", 0, "key"), 11),
        (("scales", 0, "link"), 12),
        (("scales", 0, "link", "url"), 13),
        (("scales", 0, "link", "last"), 16),
        (("scales", 1), 17),
        (("scales", 1, "key"), 18),
        (("scales", 1, "sub", 0, "z"), 20),
        (("scales", 1, "sub", 1), 21),
        (("scales", 1, "sub", 1, "z"), 22),
        (("scales", 1, "sub", 1, "end"), 23),
    ],
)
def test_every_key_is_found_on_its_line(place: Place, line: int) -> None:
    tomllib.loads(EVERY_FORM)
    assert key_lines(EVERY_FORM)[place] == line


def test_a_missing_key_is_shown_at_the_table_it_is_missing_in() -> None:
    lines = key_lines("[hub]\nname = 'x'\n\n[[scales]]\n\n[[scales]]\nkey = 'b'\n")
    assert line_of(lines, ("scales", 1, "url")) == 6
    assert line_of(lines, ("hub", "phone")) == 1
    assert line_of(lines, ("nowhere", "at_all")) is None


def _places(value: object, here: Place = ()) -> Iterator[Place]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*here, key)
            yield from _places(inner, (*here, key))


_NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)
_VALUES = st.sampled_from(["1", '"#"', "'['", '"""\n[x]\ny=1\n"""', "[\n1, # ]\n2]", "true", "1979-05-27"])


@given(tables=st.dictionaries(_NAMES, st.dictionaries(_NAMES, _VALUES, max_size=4), max_size=4))
def test_no_key_of_a_readable_file_is_without_a_line(tables: dict[str, dict[str, str]]) -> None:
    text = "".join(
        f"[{table}]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())
        for table, keys in tables.items()
    )
    lines = key_lines(text)
    rows = text.split("\n")
    for place in _places(tomllib.loads(text)):
        assert str(place[-1]) in rows[lines[place] - 1]
