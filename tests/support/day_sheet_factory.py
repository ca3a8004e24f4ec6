"""A day of weighings as values: two scales, every fate a weighing can have, a typed weight and a receipt taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from hub.kernel.quantity import Mass
from hub.kernel.words import Words
from hub.labels.day_sheet import (
    Became,
    DaySheetContent,
    SheetDay,
    SheetHead,
    SheetScale,
    SheetTakenBack,
    SheetTyped,
    SheetWeighing,
    Signature,
)

DAY = date(2026, 11, 23)
WINTER = timezone(timedelta(hours=1))
CARROTS = Words("Gulrot, vasket", "Morot, tvättad", "Carrots, washed")
EGGS = Words("Egg", "Ägg", "Eggs")


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, second, tzinfo=WINTER)


def weighing(number: int, kilograms: str, when: datetime | None = None, **further: object) -> SheetWeighing:
    """A load without a tare of the scale's own; further facts by name."""
    mass = Mass.kilograms(kilograms)
    facts: dict[str, object] = {
        "number": number,
        "at": when or at(7, number % 60, 5),
        "gross": mass,
        "tare": Mass(0),
        "tare_kind": "none",
        "base": Mass(0),
        "net": mass,
        "shown": f"{mass.in_kg():.3f} kg",
        "unit": "kg",
        **further,
    }
    return SheetWeighing(**facts)  # type: ignore[arg-type]


RECEIVED = weighing(
    128,
    "11.450",
    became=Became.RECEIVING,
    receipt=41,
    crate="370900000000000012",
    goods=CARROTS,
)
TARED = weighing(
    129,
    "10.020",
    gross=Mass.kilograms("22.500"),
    tare=Mass.kilograms("1.030"),
    tare_kind="T",
    base=Mass.kilograms("11.450"),
    alibi_number="000217",
    became=Became.RECEIVING,
    receipt=42,
    crate="370900000000000029",
    goods=CARROTS,
    unverified_because="den andre vekten er på service",
    taken_back="feil gård valgt",
)
OPEN = weighing(130, "8.300")
ASIDE = weighing(131, "5.000", became=Became.SET_ASIDE, reason="kontroll med lodd, 5 kg")
PICKED = weighing(
    7,
    "2.455",
    at(9, 14, 30),
    tare=Mass.kilograms("0.500"),
    gross=Mass.kilograms("2.955"),
    tare_kind="PT",
    became=Became.PICKING,
    crate="370900000000000036",
    goods=EGGS,
)
GOODS_IN = SheetScale(
    key="goods_in",
    name=Words("Varemottak", "Varumottagning", "Goods in"),
    weighings=(RECEIVED, TARED, OPEN, ASIDE),
    serials=("B210400131",),
    verified_until=(date(2026, 11, 20),),
    maximum=Mass.kilograms("60"),
    minimum=Mass.kilograms("0.2"),
    division=Mass.kilograms("0.010"),
    accuracy_class="III",
)
PACKING = SheetScale(
    key="packing",
    name=Words("Pakkebord", "Packbord", "Packing bench"),
    weighings=(PICKED,),
    maximum=Mass.kilograms("30"),
    minimum=Mass.kilograms("0.1"),
    division=Mass.kilograms("0.005"),
    accuracy_class="III",
)
SHEET_DAY = SheetDay(
    hub="Samlast Innlandet SA",
    address="Kjølevegen 4, 2312 Ottestad",
    day=DAY,
    scales=(GOODS_IN, PACKING),
    typed=(
        SheetTyped(
            at=at(8, 2),
            crate="370900000000000043",
            goods=EGGS,
            net=Mass.kilograms("1.800"),
            count=30,
            reason="vekten svarte ikke, veid på kjøkkenvekten",
            receipt=43,
        ),
    ),
    taken_back=(
        SheetTakenBack(
            at=at(8, 40),
            receipt=42,
            crate="370900000000000029",
            goods=CARROTS,
            net=Mass.kilograms("9.020"),
            reason="feil gård valgt",
        ),
    ),
    made_up=True,
)
SIGNED = DaySheetContent(
    day=SHEET_DAY,
    heads=(
        SheetHead("goods_in", 131, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        SheetHead("packing", 7, "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"),
    ),
    audit=SheetHead("audit", 311, "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13"),
    signature=Signature(
        number=12,
        by="Kari Nordmann",
        at=at(16, 5, 11),
        open_because="kassen ble kjørt tilbake før noen rakk å ta den",
        replaces=11,
        again_because="mottak 42 ble tatt tilbake etterpå",
    ),
)
