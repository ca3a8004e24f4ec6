"""Which grade stands on papers: what a kitchen needs to know of roots says nothing of a fillet."""

from __future__ import annotations

import pytest

from hub.catalogue.records import Article, Category, Grade, Product


@pytest.mark.parametrize(
    ("category", "grade", "said"),
    [
        (Category.ROOTS, Grade.WHOLE, "whole"),
        (Category.ROOTS, Grade.PEELED, "peeled"),
        (Category.FISH, Grade.WHOLE, ""),
        (Category.DAIRY, Grade.WHOLE, ""),
        (Category.MEAT, Grade.FROZEN, "frozen"),
        (Category.MEAT, Grade.DICED, "diced"),
    ],
)
def test_whole_is_said_of_what_grew_only(category: Category, grade: Grade, said: str) -> None:
    assert Article(grade=grade, product=Product(category=category)).grade_on_paper == said
