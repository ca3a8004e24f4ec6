"""What `make run` says, in the language of the terminal: Norwegian, Swedish, else English. Its log-ins come from `hub demo`."""

from __future__ import annotations

import os

from hub.cli.language import language_of_terminal
from hub.kernel.words import Words

LANGUAGE = language_of_terminal(os.environ)
WORDS = {
    "stopping": Words(nb="Stopper …", sv="Stoppar …", en="Stopping …"),
    "no_port": Words(
        nb="Ingen port er ledig på denne maskinen.",
        sv="Ingen port är ledig på den här datorn.",
        en="No port is free on this machine.",
    ),
    "starting": Words(
        nb="Starter huben, megleren og de simulerte enhetene …",
        sv="Startar hubben, mäklaren och de simulerade enheterna …",
        en="Starting the hub, the broker and the simulated devices …",
    ),
    "not_started": Words(
        nb="{what} startet ikke. Hele loggen er {log}.",
        sv="{what} startade inte. Hela loggen är {log}.",
        en="{what} did not start. The whole log is {log}.",
    ),
    "no_answer": Words(
        nb="{what} svarte ikke innen {seconds} s. Loggen er {log}.",
        sv="{what} svarade inte inom {seconds} s. Loggen är {log}.",
        en="{what} did not answer within {seconds} s. The log is {log}.",
    ),
    "ended": Words(
        nb="{what} stoppet uventet; loggene ligger i {folder}.",
        sv="{what} slutade oväntat; loggarna ligger i {folder}.",
        en="{what} ended unexpectedly; the logs are in {folder}.",
    ),
    "hub": Words(nb="Huben", sv="Hubben", en="The hub"),
    "devices": Words(nb="De simulerte enhetene", sv="De simulerade enheterna", en="The simulated devices"),
    "ready": Words(
        nb="Samlast er klar ({seconds} s).",
        sv="Samlast är klar ({seconds} s).",
        en="Samlast is ready ({seconds} s).",
    ),
    "moved": Words(
        nb="Port {port} er opptatt, så huben tok den neste ledige.",
        sv="Port {port} är upptagen, så hubben tog nästa lediga.",
        en="Port {port} is taken, so the hub took the next free one.",
    ),
    "at_panel": Words(
        nb="sett kasser på vekta, se papiret, åpne en dør",
        sv="ställ backar på vågen, se papperet, öppna en dörr",
        en="put crates on the scale, see the paper, open a door",
    ),
    "made_up": Words(
        nb="Samvirket i demoen er oppdiktet; kjøkkenenes navn og steder er virkelige.",
        sv="Kooperationen i demon är påhittad; kökens namn och platser är verkliga.",
        en="The demo cooperative is made up; the kitchens' names and places are real.",
    ),
    "how_to_stop": Words(
        nb="Ctrl-C stopper huben og enhetene.",
        sv="Ctrl-C stoppar hubben och enheterna.",
        en="Ctrl-C stops the hub and the devices.",
    ),
}


def said(key: str, **facts: object) -> str:
    return WORDS[key].in_(LANGUAGE).format(**facts)
