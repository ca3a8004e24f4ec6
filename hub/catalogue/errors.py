"""What the catalogue refuses: about a typed amount, and about goods and articles as somebody enters them."""

from __future__ import annotations

from collections.abc import Mapping

from hub.kernel.errors import RuleBroken


class AmountUnreadable(RuleBroken):
    """What was typed is no number."""

    code = "amount_unreadable"


class AmountNotPositive(RuleBroken):
    code = "amount_not_positive"


class NotWholePacks(RuleBroken):
    """The article is sold in packs; `below` and `above` are the nearest amounts that can be had."""

    code = "not_whole_packs"


class GtinWrong(RuleBroken):
    """No article number of GS1's: another length, a sign that is no digit, or a wrong check digit."""

    code = "gtin_wrong"


class GtinRestricted(RuleBroken):
    """A number that only a shop, a chain or a country knows: it must not stand in a code for others."""

    code = "gtin_restricted"


class TooMuchAtOnce(RuleBroken):
    """Far more than any kitchen orders: a slip of the finger is asked about before a farm harvests it."""

    code = "too_much_at_once"


class CatalogueUnfit(RuleBroken):
    """What was entered for goods or an article cannot be kept; `faults` says at which field and why."""

    code = "catalogue_unfit"

    def __init__(self, faults: Mapping[str, RuleBroken]) -> None:
        super().__init__(fields=", ".join(faults))
        self.faults = dict(faults)


class EntryMissing(RuleBroken):
    code = "entry_missing"


class PriceUnreadable(RuleBroken):
    """No amount of money, or finer than the smallest coin."""

    code = "price_unreadable"


class NotBetween(RuleBroken):
    """A whole number outside of `least` to `most`."""

    code = "not_between"


class CountryUnknown(RuleBroken):
    """Not two letters of ISO 3166-1."""

    code = "country_unknown"


class ChoiceMissing(RuleBroken):
    """Nothing of the list was chosen, or something that is not on it."""

    code = "choice_missing"


class SpeciesMissing(RuleBroken):
    """Meat of no animal."""

    code = "species_missing"


class ScientificNameUnreadable(RuleBroken):
    """Not a genus and a species."""

    code = "scientific_name_unreadable"


class FaoCodeUnreadable(RuleBroken):
    """Not three letters."""

    code = "fao_code_unreadable"


class MethodOfOtherGoods(RuleBroken):
    """A way of production that goods of this group do not have."""

    code = "method_of_other_goods"


class ArticleNumberTaken(RuleBroken):
    code = "article_number_taken"


class ArticleThere(RuleBroken):
    """The farm has an article of these goods in this grade already; `number` is the article's."""

    code = "article_there"


class ProductThere(RuleBroken):
    """Other goods have this name already."""

    code = "product_there"
