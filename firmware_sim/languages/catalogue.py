"""Every language a simulated scale can speak, by name, with what its makers set at the factory. Knows no wire."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from firmware_sim.indicator import Indicator
from firmware_sim.languages import (
    adam,
    bench_scales,
    checkout,
    framed_streams,
    headed_lines,
    radwag,
    requested,
    sics,
    toledo,
    yaohua,
)
from firmware_sim.scale import Platform
from firmware_sim.speaking import Grammar, Manner, Mode, Speaker

FLOOR = Platform(60_000, 10)
BENCH = Platform(15_000, 5)
COUNTER = Platform(6_000, 1)
FINE = Platform(2_000, Decimal("0.1"))
RELOADING = Platform(100, Decimal("0.001"))
KG_LB = ("kg", "lb", "g", "oz")
ALL_UNITS = ("kg", "g", "lb", "oz", "t")
GRAINS = ("g", "gn", "oz")


@dataclass(frozen=True, slots=True)
class Language:
    """One protocol. The first unit and the first model are the usual ones; `line` is what the factory sets."""

    name: str
    title: str
    models: Mapping[str, Grammar]
    mode: Mode = Mode.STREAM
    units: tuple[str, ...] = KG_LB
    line: str = "9600 8N1"
    platform: Platform = FLOOR

    def grammar(self, model: str | None) -> Grammar:
        """Raises ValueError for a model this language does not have."""
        chosen = model or next(iter(self.models))
        if chosen not in self.models:
            message = f"{self.name} has no model '{chosen}'; it has: {', '.join(self.models)}"
            raise ValueError(message)
        return self.models[chosen]

    def open(self, indicator: Indicator, manner: Manner, model: str | None = None) -> Speaker:
        return self.grammar(model).open(indicator, manner)


_ASKED, _STREAM = Mode.ASKED, Mode.STREAM
LANGUAGES = {
    language.name: language
    for language in (
        Language("adam_text", "Adam printout", adam.ADAM, _ASKED, line="4800 8N1"),
        Language("and_16", "XFOC, LUW, Weightech", headed_lines.AND_16, line="9600 7O1", platform=BENCH),
        Language("and_ad4329", "A&D AD-4329", headed_lines.AND_AD4329, units=ALL_UNITS, line="2400 7E1"),
        Language("and_standard", "A&D standard", headed_lines.AND_STANDARD, _ASKED, line="2400 7E1"),
        Language("cardinal_sb400", "Cardinal SB-400", framed_streams.CARDINAL, units=("kg", "lb")),
        Language("cas_10", "CAS, 10 bytes", headed_lines.CAS_10),
        Language("cas_22", "CAS CI/NT, 22 bytes", headed_lines.CAS_22, units=ALL_UNITS),
        Language("cas_type6", "CAS PD-II type 6", checkout.CAS_TYPE_6, _ASKED, ("kg", "lb"), platform=BENCH),
        Language("creedmoor", "Creedmoor TRX", bench_scales.CREEDMOOR, units=GRAINS, platform=RELOADING),
        Language(
            "dialog06", "Dialog 06", checkout.DIALOG_06, _ASKED, ("kg",), line="9600 7O1", platform=BENCH
        ),
        Language("dini_argeo", "Dini Argeo", headed_lines.DINI_ARGEO, _ASKED, ALL_UNITS),
        Language("generic_ascii", "platform scale without a name", bench_scales.GENERIC, line="9600 7O1"),
        Language("gng", "G&G JJ-B", bench_scales.GNG, _ASKED, GRAINS, platform=RELOADING),
        Language("kern_kcp", "KERN KCP", sics.KERN_KCP, _ASKED, ("kg", "g", "lb")),
        Language("kern_ket", "KERN KET/KEN", radwag.GRAMMARS, _ASKED),
        Language("kern_tm", "KERN KXS-TM, KFB-TM", headed_lines.KERN_TM),
        Language("kern_tws", "KERN 572/KB/FKB", bench_scales.KERN_TWS, _ASKED, ("g", "kg", "gn"), platform=FINE),
        Language("mt_print", "Mettler MS-TS printout", bench_scales.MT_PRINT, Mode.PRINT, ("g", "kg"), platform=FINE),
        Language("mt_sics", "MT-SICS", sics.MT_SICS, _ASKED, ("kg", "g", "lb")),
        Language("nci_ecr", "NCI/ECR (Weigh-Tronix)", requested.NCI, _ASKED, line="9600 7E1"),
        Language("ohaus_standard", "Ohaus", bench_scales.OHAUS),
        Language("radwag", "Radwag", radwag.GRAMMARS, _ASKED, ("kg", "g", "lb", "oz", "gn")),
        Language("ricelake_stream", "Rice Lake stream", framed_streams.RICE_LAKE, units=ALL_UNITS),
        Language("rinstrum_a", "Rinstrum format A", framed_streams.RINSTRUM_A, units=ALL_UNITS),
        Language("sartorius_sbi", "Sartorius SBI", requested.SBI, _ASKED, ("kg", "g", "lb", "mg"), "1200 7O1"),
        Language("sma", "SMA", requested.SMA, _ASKED, ALL_UNITS),
        Language("steinberg_sbs", "Steinberg SBS", bench_scales.STEINBERG, units=GRAINS, platform=RELOADING),
        Language("sterling_7600", "Sterling 7600", bench_scales.STERLING, _ASKED, ("lb", "kg"), platform=BENCH),
        Language("toledo_8217", "Toledo 8217/8213", toledo.CHECKOUT, _ASKED, ("kg", "lb"), "9600 7E1", BENCH),
        Language("toledo_continuous", "Toledo continuous", toledo.CONTINUOUS, units=ALL_UNITS, line="9600 7E1"),
        Language("tscale_nhb", "T-Scale NHB", headed_lines.TSCALE_NHB, units=("g", "kg"), platform=FINE),
        Language("tscale_qhw", "T-Scale QHW", headed_lines.TSCALE_QHW, units=("g", "kg"), platform=FINE),
        Language("ussolid", "U.S. Solid USS-DBS", bench_scales.USSOLID, units=GRAINS, platform=RELOADING),
        Language("weightech_wt1000", "Weightech WT1000", bench_scales.WT1000, units=("kg", "lb")),
        Language("yaohua_a12", "Yaohua XK3190-A12", yaohua.A12, units=("kg", "lb")),
        Language("yaohua_eq", "Yaohua =", yaohua.EQUALS, units=("kg", "lb")),
        Language("yaohua_eq_reversed", "Yaohua =, reversed", yaohua.EQUALS_REVERSED, units=("kg", "lb")),
        Language("yaohua_tf0", "Yaohua TF0", yaohua.TF0, units=("kg", "lb")),
        Language("yaohua_wn", "Yaohua wn", yaohua.WN, units=("kg", "lb")),
    )
}  # fmt: skip


def language(name: str) -> Language:
    """By its name, written with _ or with -. Raises ValueError for one nobody speaks."""
    found = LANGUAGES.get(name.replace("-", "_"))
    if found is None:
        message = f"there is no protocol '{name}'; there are: {', '.join(LANGUAGES)}"
        raise ValueError(message)
    return found
