"""What papers of goods said in the story of the demonstration, told as the desk tells it: where meat and fish come from, a harvest's day.

All of it is made up: names and references say DEMO. Goods that are still to come are left for whoever stands at the station.
"""

from __future__ import annotations

from datetime import date, timedelta

from hub.catalogue.records import Article, ProductionMethod, StorageClass
from hub.cli.demo_goods import COUNTRY
from hub.cli.demo_stage import Story
from hub.labels.provenance import Provenance
from hub.receiving.provenance import step_of, tell

SLAUGHTERHOUSE = "DEMO 201"
NORWEGIAN_SEA, FARMED_IN = "27.2.a", "Norge"
BOAT, FARM = "Demosjarken, DEMO-1-B", "Demoanlegget"
HARVEST_TOLD_BY = "GRONLIA"  # a day of harvest need not be told; this farm writes it down
# How many days before they came the goods were caught, slaughtered or made, and frozen.
FRESH, BEFORE_THE_FREEZER, IN_THE_FREEZER = timedelta(days=1), timedelta(days=15), timedelta(days=14)


def tell_papers(story: Story, article: Article, day: date) -> None:
    """Only what is asked of the goods, once for each lot; nothing of most."""
    step = step_of(story.session, article, day, today=day, country=COUNTRY)
    if not step.missing and article.producer.code != HARVEST_TOLD_BY:
        return
    whole = _papers(article, day)
    tell(
        story.session,
        article_id=article.id,
        collect_on=day,
        told=Provenance(**{fact.value: getattr(whole, fact.value) for fact in step.facts}),
        today=day,
        by=story.people["worker"],
        clock=story.clock,
        operation=story.operation(),
    )


def _papers(article: Article, day: date) -> Provenance:
    farmed = article.production_method is ProductionMethod.FARMED
    frozen = article.storage_class is StorageClass.FROZEN
    return Provenance(
        born_in=(COUNTRY,),
        reared_in=(COUNTRY,),
        slaughtered_in=COUNTRY,
        slaughterhouse=SLAUGHTERHOUSE,
        cut_in=COUNTRY,
        cutting_plant=article.producer.approval_number or "",
        reference=f"DEMO-{day:%y%m%d}-{article.number}",
        catch_area=FARMED_IN if farmed else NORWEGIAN_SEA,
        gear="" if farmed else "gillnets",
        vessel=FARM if farmed else BOAT,
        produced_on=day - (BEFORE_THE_FREEZER if frozen else FRESH),
        frozen_on=day - IN_THE_FREEZER if frozen else None,
        harvested_on=day - FRESH,
    )
