"""Values of the wrong kind in a text field of a layout: the line as written, its key, and what is said of it in English."""

from __future__ import annotations

WRONG_VALUES: list[tuple[str, str, str]] = [
    ('box = "x"', "box", "write numbers of millimetres in square brackets, such as [3, 3, 96, 20]"),
    ("box = [0, 0, 10]", "box", "write numbers of millimetres in square brackets, such as [3, 3, 96, 20]"),
    ('box = [0, 0, "x", 5]', "box", '"x" is no number of millimetres with at most three decimals'),
    ("box = [0, 0, true, 5]", "box", "true is no number of millimetres with at most three decimals"),
    ("box = [0, 0, [1], 5]", "box", "[…] is no number of millimetres with at most three decimals"),
    ("box = [0, 0, -3, 5]", "box", "-3 is less than 0; write 0 or more"),
    ("box = [0, 0, inf, 5]", "box", "Infinity is no number of millimetres with at most three decimals"),
    ("box = [0, 0, 1.0005, 5]", "box", "1.0005 is no number of millimetres with at most three decimals"),
    ('lines = "two"', "lines", "write a whole number from 1 to 40, without quotes"),
    ("lines = 2.5", "lines", "write a whole number from 1 to 40, without quotes"),
    ("lines = 0", "lines", "write a whole number from 1 to 40, without quotes"),
    ("lines = true", "lines", "write a whole number from 1 to 40, without quotes"),
    ("bold = 3", "bold", "write true or false, without quotes"),
    ('inverse = "yes"', "inverse", "write true or false, without quotes"),
    ("beside = []", "beside", "write true or false, without quotes"),
    ("between = 7", "between", "write a text in quotes"),
    ("heading = false", "heading", "write a text in quotes"),
    ("align = {}", "align", "write one of left, centre, right"),
    ("vertical = [1]", "vertical", "write one of top, middle, bottom"),
    (
        "says = 5",
        "says",
        'write a name in quotes, or several in square brackets, such as "lot" or ["lot", "packed"]',
    ),
    (
        'says = ["lot", 5]',
        "says",
        'write a name in quotes, or several in square brackets, such as "lot" or ["lot", "packed"]',
    ),
]
