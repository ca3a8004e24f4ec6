"""Write hub/labels/codes/gs1_identifiers.toml from GS1's Barcode Syntax Dictionary: the facts of each identifier, in our own form.

Run it with the path of a newer dictionary when GS1 publishes one, and read the difference before it is committed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "hub" / "labels" / "codes" / "gs1_identifiers.toml"
HEAD = """\
# GS1 application identifiers: what each value looks like, and which must or must not stand beside it.
#
# Source: GS1 Barcode Syntax Dictionary (https://github.com/gs1/gs1-syntax-dictionary), the release after 2026-01-27,
# copyright 2020-2021 BWIPP project and Zint project, 2021-2025 GS1 AISBL, Apache License 2.0
# (https://www.apache.org/licenses/LICENSE-2.0). This file holds its facts in a form of our own, written by
# scripts/gs1_identifiers.py: it is not that dictionary, and GS1 does not answer for it.
#
# parts: the value cut from the left. "N18" is 18 digits, "N..8" up to 8, X takes GS1's 82 characters, Y its 39, Z base64url;
#   "?" marks a part that may be missing; the words after it are checks (hub/labels/codes/checks.py).
# fixed: the length is known by the identifier alone, so that no separator follows.
# link: may stand in the query of a GS1 Digital Link. key: may lead one; the qualifiers it takes, in their order.
# needs: one of these groups must be on the same thing, "+" joins what must be there together; each list counts.
# never_with: none of these may be there. An n stands for any digit.

[identifiers]
"""
CHECKS = {
    "csum": "check_digit", "csumalpha": "check_pair", "gcppos1": "prefix_at_1", "gcppos2": "prefix_at_2",
    "yymmdd": "date", "yymmd0": "date_or_month", "yyyymmdd": "long_date", "hhmi": "clock", "hh": "hour", "mi": "minute",
    "ss": "second", "iso3166": "country", "iso3166999": "country_or_999", "iso3166alpha2": "country_letters",
    "iso4217": "currency", "iso5218": "sex", "pcenc": "percent_coded", "yesno": "yes_no", "nozeroprefix": "no_leading_zero",
    "nonzero": "not_zero", "zero": "zero", "pieceoftotal": "piece_of_total", "hasnondigit": "not_only_digits",
    "hyphen": "minus", "winding": "winding", "latitude": "latitude", "longitude": "longitude", "iban": "iban",
}  # fmt: skip


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = [_row(line) for line in lines if re.match(r"\d", line)]
    TARGET.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(rows)} rows")


def _row(line: str) -> str:
    left, _, title = line.partition(" # ")
    identifiers, *words = left.split()
    flags = words.pop(0) if re.fullmatch(r"[*?]+", words[0]) else ""
    parts = [_part(word) for word in words if re.match(r"\[?[NXYZ][\d.]", word)]
    pairs: dict[str, list[str]] = {}
    for word in words[len(parts) :]:
        name, _, value = word.partition("=")
        pairs.setdefault(name, []).append(value)
    facts = [f'title = "{title.strip()}"', f"parts = {_list(parts)}"]
    facts += ["fixed = true"] * ("*" in flags) + ["link = true"] * ("?" in flags)
    if "dlpkey" in pairs:
        ways = pairs["dlpkey"][0].split("|") if pairs["dlpkey"][0] else []
        facts.append(f"key = [{', '.join(_list(way.split(',')) for way in ways)}]")
    if "req" in pairs:
        facts.append(f"needs = [{', '.join(_list(one.split(',')) for one in pairs['req'])}]")
    if "ex" in pairs:
        facts.append(f"never_with = {_list([one for many in pairs['ex'] for one in many.split(',')])}")
    return f'"{identifiers}" = {{ {", ".join(facts)} }}'


def _part(word: str) -> str:
    shape, *checks = word.replace("[", "").replace("]", "").split(",")
    optional = "?" if word.startswith("[") else ""
    return " ".join([optional + shape, *(CHECKS.get(check, check) for check in checks)])


def _list(words: list[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


if __name__ == "__main__":
    main()
