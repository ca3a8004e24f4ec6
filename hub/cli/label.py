"""`hub label`: a label from content to a file, without a database; and a rendered label read back and judged."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from PIL import UnidentifiedImageError

from hub.cli import Place
from hub.cli.commands import Group
from hub.cli.language import language_of
from hub.cli.texts import text
from hub.kernel.clock import SystemClock
from hub.kernel.errors import HubError, NotFound, RuleBroken
from hub.kernel.words import Language, Words
from hub.labels.check import check_picture, shown_check
from hub.labels.render import DIALECTS, USUAL_DPI, draw, layout_named, layouts_in

BROKEN, CANNOT = 1, 2


@click.group("label", cls=Group)
def label() -> None: ...


@label.command("layouts")
@click.pass_obj
def list_layouts(place: Place) -> None:
    for name in layouts_in(place.config_dir / "labels"):
        click.echo(name)


@label.command("render")
@click.option("--layout", "name", required=True)
@click.option(
    "--content",
    "content_path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option("--format", "dialect", required=True, type=click.Choice(sorted(DIALECTS)))
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option("--dpi", default=USUAL_DPI, type=click.IntRange(100, 1200))
@click.option("--language", type=click.Choice([one.value for one in Language]))
@click.pass_obj
def render(  # noqa: PLR0917 - click passes them by name
    place: Place, name: str, content_path: Path, dialect: str, out: Path, dpi: int, language: str | None
) -> None:
    try:
        layout = layout_named(place.config_dir / "labels", name)
        content = _content(content_path, place)
        drawing = draw(layout, content, dpi=dpi, language=Language(language) if language else None)
        raw = DIALECTS[dialect](drawing)
    except (RuleBroken, NotFound) as refusal:
        click.echo(sentence(refusal, language_of(place)), err=True)
        raise SystemExit(CANNOT) from refusal
    if str(out) == "-":
        sys.stdout.buffer.write(raw)
    else:
        out.write_bytes(raw)
    for remark in drawing.remarks:
        click.echo(text(language_of(place), remark), err=True)
    for one, other in drawing.overlaps:
        click.echo(text(language_of(place), "boxes_overlap", one=one, other=other), err=True)


def sentence(refusal: HubError, language: Language) -> str:
    facts = {
        name: fact.in_(language) if isinstance(fact, Words) else fact for name, fact in refusal.facts.items()
    }
    return text(language, refusal.code, **facts)


def _content(path: Path, place: Place) -> dict[str, Any]:
    raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    try:
        content = json.loads(raw)
    except ValueError as err:
        click.echo(text(language_of(place), "no_json", file=path, why=err), err=True)
        raise SystemExit(CANNOT) from err
    if isinstance(content, dict):
        return content
    click.echo(text(language_of(place), "no_json", file=path, why=type(content).__name__), err=True)
    raise SystemExit(CANNOT)


@label.command("check")
@click.argument("picture", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--expect", multiple=True)
@click.pass_obj
def check(place: Place, picture: Path, expect: tuple[str, ...]) -> None:
    try:
        checked = check_picture(picture, expect or None, language_of(place))
    except UnidentifiedImageError as err:
        click.echo(text(language_of(place), "no_picture", file=picture), err=True)
        raise SystemExit(CANNOT) from err
    answer = shown_check(checked, SystemClock().now().date())
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n")
    raise SystemExit(0 if checked.usable else BROKEN)
