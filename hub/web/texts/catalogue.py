"""Words of the catalogue: groups, grades, climates, allergens, and what is refused about a typed amount."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.catalogue.records import (
    Allergen,
    Category,
    Grade,
    KitchenKind,
    ProductionMethod,
    SoldBy,
    Species,
    StorageClass,
)

TITLES = {
    Category: {
        Category.VEGETABLES: _l("Vegetables"),
        Category.ROOTS: _l("Roots"),
        Category.POTATOES: _l("Potatoes"),
        Category.FRUIT: _l("Fruit"),
        Category.BERRIES: _l("Berries"),
        Category.EGGS: _l("Eggs"),
        Category.MEAT: _l("Meat"),
        Category.FISH: _l("Fish"),
        Category.DAIRY: _l("Dairy"),
    },
    Species: {
        Species.CATTLE: _l("cattle"),
        Species.PIG: _l("pig"),
        Species.SHEEP: _l("sheep"),
        Species.GOAT: _l("goat"),
        Species.POULTRY: _l("poultry"),
        Species.REINDEER: _l("reindeer"),
        Species.GAME: _l("game"),
    },
    ProductionMethod: {
        ProductionMethod.CAUGHT_AT_SEA: _l("fish caught at sea"),
        ProductionMethod.CAUGHT_IN_FRESHWATER: _l("fish caught in freshwater"),
        ProductionMethod.FARMED: _l("farmed fish"),
        ProductionMethod.FREE_RANGE: _l("free-range eggs"),
        ProductionMethod.BARN: _l("barn eggs"),
        ProductionMethod.CAGE: _l("eggs from caged hens"),
        ProductionMethod.RAW_MILK: _l("made with raw milk"),
    },
    Grade: {
        Grade.WHOLE: _l("whole"),
        Grade.UNWASHED: _l("unwashed"),
        Grade.WASHED: _l("washed"),
        Grade.PEELED: _l("peeled"),
        Grade.DICED: _l("diced"),
        Grade.FROZEN: _l("frozen"),
    },
    StorageClass: {
        StorageClass.FROZEN: _l("Freezer, −18 °C or colder"),
        StorageClass.CHILLED: _l("Chilled, 0 to 4 °C"),
        StorageClass.COOL: _l("Cool, 0 to 6 °C"),
        StorageClass.POTATO: _l("Potatoes, 4 to 8 °C, dark"),
        StorageClass.EGG: _l("Eggs, up to 12 °C, dry"),
        StorageClass.DRY: _l("Dry"),
    },
    SoldBy: {SoldBy.MASS: _l("by the kilogram"), SoldBy.COUNT: _l("by the piece")},
    KitchenKind: {
        KitchenKind.NURSERY: _l("Nursery"),
        KitchenKind.SCHOOL: _l("School"),
        KitchenKind.CANTEEN: _l("Staff canteen"),
        KitchenKind.CARE_HOME: _l("Care home"),
    },
    Allergen: {
        Allergen.GLUTEN: _l("gluten"),
        Allergen.CRUSTACEANS: _l("crustaceans"),
        Allergen.EGGS: _l("eggs"),
        Allergen.FISH: _l("fish"),
        Allergen.PEANUTS: _l("peanuts"),
        Allergen.SOYBEANS: _l("soybeans"),
        Allergen.MILK: _l("milk"),
        Allergen.NUTS: _l("nuts"),
        Allergen.CELERY: _l("celery"),
        Allergen.MUSTARD: _l("mustard"),
        Allergen.SESAME: _l("sesame"),
        Allergen.SULPHITES: _l("sulphites"),
        Allergen.LUPIN: _l("lupin"),
        Allergen.MOLLUSCS: _l("molluscs"),
    },
}

ERRORS: dict[str, LazyString] = {
    "amount_unreadable": _l("“%(typed)s” is no amount. Write a number, such as 2 or 12,5."),
    "amount_not_positive": _l("The amount must be more than nothing."),
    "gtin_wrong": _l(
        "“%(typed)s” is no GTIN. Write the 8, 12, 13 or 14 digits as they stand on the goods, or leave the field empty."
    ),
    "gtin_restricted": _l(
        "“%(typed)s” is a number that only a shop or a chain knows. Leave the field empty, or write a GTIN of the producer's own."
    ),
    "not_whole_packs": _l("“%(typed)s” is not a whole number of packs: choose %(below)s or %(above)s packs."),
    "too_much_at_once": _l(
        "%(packs)s packs is more than the %(most)s that can be ordered at once. Check the number."
    ),
    "catalogue_unfit": _l("Look at the fields that are marked; nothing was saved."),
    "entry_missing": _l("Fill this in."),
    "price_unreadable": _l("“%(typed)s” is no price. Write it like 17,90."),
    "not_between": _l("From %(least)s to %(most)s, please."),
    "country_unknown": _l("Two letters, such as NO or SE."),
    "choice_missing": _l("Choose one from the list."),
    "species_missing": _l("Which animal is it of? Tick one at least."),
    "scientific_name_unreadable": _l(
        "“%(typed)s” is no name in Latin. Write two words, such as Gadus morhua."
    ),
    "fao_code_unreadable": _l("“%(typed)s” is no code of FAO's. Write three letters, such as COD."),
    "method_of_other_goods": _l("These goods are not produced so. Choose what fits them."),
    "article_number_taken": _l("Another article has number %(number)s. Choose another."),
    "article_there": _l("This farm sells these goods in this grade already: article %(number)s."),
    "product_there": _l(
        "There are other goods named %(name)s. Choose them under New article, or another name."
    ),
}
