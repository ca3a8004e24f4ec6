"""Goods as they came in the story of the demonstration: a probe in every chilled and frozen delivery, a remark with a picture, a refusal.

Every word of it says that it is made up; the picture is drawn here and shows that too.
"""

from __future__ import annotations

import io
from datetime import date

from PIL import Image, ImageDraw

from hub.catalogue.records import Article, Category, StorageClass
from hub.cli.demo_stage import Story
from hub.kernel.quantity import Temperature
from hub.orders.lines import RefusalReason
from hub.receiving.goods_records import RemarkKind
from hub.receiving.limits import ASKED_FOR
from hub.receiving.pictures import redrawn
from hub.receiving.refusals import WholeRest, refuse
from hub.receiving.remarks import remark
from hub.receiving.temperatures import measure

COUNTRY = "NO"
THERMOMETER = "Demo: stikktermometer 1"
TYPICAL = {StorageClass.CHILLED: 2_800, StorageClass.FROZEN: -20_400}
COLDER_ON_ICE = 2_400  # how much colder fish comes than other chilled goods
TOO_WARM = Temperature(9_400)
TOO_WARM_BECAUSE = "Demo: kjølingen i bilen sto, 9,4 °C i varen"
REMARKED = "Demo: våte etter regn, ellers fine"
BROWN, ORANGE, GREEN, BLUE = "#6b4a2b", "#d9742b", "#3f7d3a", "#4f86b5"


def take_temperature(story: Story, article: Article, day: date, *, too_warm: bool = False) -> None:
    """What the probe showed, where the goods are asked for it: a little different for each article and day."""
    if article.storage_class not in ASKED_FOR:
        return
    usual = TYPICAL[article.storage_class] + (article.id * 7 + day.toordinal()) % 12 * 100
    if article.product.category is Category.FISH and article.storage_class is StorageClass.CHILLED:
        usual -= COLDER_ON_ICE
    measure(
        story.session,
        article_id=article.id,
        collect_on=day,
        temperature=TOO_WARM if too_warm else Temperature(usual),
        thermometer=THERMOMETER,
        country=COUNTRY,
        today=day,
        by=story.people["worker"],
        clock=story.clock,
        operation=story.operation(),
    )


def turn_away(story: Story, article: Article, day: date) -> None:
    """A whole delivery that was too warm."""
    take_temperature(story, article, day, too_warm=True)
    refuse(
        story.session,
        article_id=article.id,
        collect_on=day,
        reason=RefusalReason.TOO_WARM,
        words=TOO_WARM_BECAUSE,
        refused=WholeRest(),
        pictures=(),
        tolerance=story.receiving,
        by=story.people["worker"],
        clock=story.clock,
        operation=story.operation(),
    )


def look_at(story: Story, article: Article, day: date) -> None:
    remark(
        story.session,
        article_id=article.id,
        collect_on=day,
        kind=RemarkKind.WET,
        words=REMARKED,
        pictures=(redrawn(_drawn()),),
        receipt_number=None,
        by=story.people["worker"],
        clock=story.clock,
        operation=story.operation(),
    )


def _drawn() -> bytes:
    """A crate of carrots in the rain, drawn with a few lines, and the word that it is a drawing."""
    picture = Image.new("RGB", (960, 720), "#e9e4d6")
    pen = ImageDraw.Draw(picture)
    for at in range(8):
        left = 150 + at * 84
        pen.polygon([(left, 300), (left + 60, 300), (left + 30, 560)], fill=ORANGE)
        for leaf in (-24, 0, 24):
            pen.line([(left + 30, 300), (left + 30 + leaf, 190)], fill=GREEN, width=10)
    pen.rectangle((110, 430, 850, 620), fill=BROWN)
    for slat in (480, 550):
        pen.line([(110, slat), (850, slat)], fill="#4c341d", width=8)
    for drop in range(40):
        x, y = drop * 173 % 940, drop * 97 % 400
        pen.line([(x, y), (x - 12, y + 40)], fill=BLUE, width=5)
    pen.text((120, 650), "Demo", fill="#1c2822", font_size=44)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
