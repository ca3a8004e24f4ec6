"""What `hub demo` says."""

from __future__ import annotations

from hub.kernel.words import Words

DEMO_TEXTS: dict[str, Words] = {
    "demo_made": Words(
        nb="Demoen er satt opp: {kitchens} kjøkken, {producers} produsenter, {articles} varer, {orders} ordrer. Gårder, "
        "priser, folk og ordrer er oppdiktet.",
        sv="Demon är uppsatt: {kitchens} kök, {producers} producenter, {articles} artiklar, {orders} order. Gårdar, priser, "
        "personer och order är påhittade.",
        en="The demo is set up: {kitchens} kitchens, {producers} producers, {articles} articles, {orders} orders. Farms, "
        "prices, people and orders are made up.",
    ),
    "demo_loading": Words(
        nb="Laster det oppdiktede samvirket (noen sekunder, bare første gang) …",
        sv="Laddar den påhittade kooperationen (några sekunder, bara första gången) …",
        en="Loading the demo cooperative (some seconds, the first time only) …",
    ),
    "demo_there": Words(
        nb="Demoen står der allerede. «hub demo --reset» begynner på nytt.",
        sv="Demon finns redan. ”hub demo --reset” börjar om.",
        en="The demo is there already. `hub demo --reset` begins anew.",
    ),
    "demo_set_aside": Words(
        nb="Demoen var laget av en annen utgave av programmet. Den er tatt vare på som {path}, og en ny begynner.",
        sv="Demon var gjord av en annan utgåva av programmet. Den finns kvar som {path}, och en ny börjar.",
        en="The demo was made by another version of the program. It is kept as {path}, and a new one begins.",
    ),
    "demo_log_ins": Words(
        nb="Innlogginger (bare for demo):",
        sv="Inloggningar (bara för demo):",
        en="Log-ins (for the demo only):",
    ),
    "demo_badge": Words(
        nb="adgangskort {badge}, PIN {pin}", sv="bricka {badge}, PIN {pin}", en="badge {badge}, PIN {pin}"
    ),
    "not_a_demo": Words(
        nb="Databasen {url} er ikke en demo: den har {people} personer. Ingenting ble endret. Velg en annen datamappe med "
        "SAMLAST_DATA.",
        sv="Databasen {url} är ingen demo: den har {people} personer. Ingenting ändrades. Välj en annan datamapp med "
        "SAMLAST_DATA.",
        en="The database {url} is no demo: it has {people} people. Nothing was changed. Choose another data folder with "
        "SAMLAST_DATA.",
    ),
}
