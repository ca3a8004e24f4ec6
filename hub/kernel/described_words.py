"""The sentences about what the settings describe by themselves: the line of a scale, the messages of a sensor, the demo's lists."""

from __future__ import annotations

from hub.kernel.words import Words

DESCRIBED_WORDS: dict[str, Words] = {
    "unknown_name": Words(
        nb="{name} er ikke kjent her; kjent er {known}",
        sv="{name} är inte känt här; kända är {known}",
        en="{name} is not known here; known are {known}",
    ),
    "one_of_named": Words(
        nb="{name} er én av {known}", sv="{name} är en av {known}", en="{name} is one of {known}"
    ),
    "text_such_as": Words(
        nb="{name} er en tekst, for eksempel {example}",
        sv="{name} är en text, till exempel {example}",
        en="{name} is a text, such as {example}",
    ),
    "list_such_as": Words(
        nb="{name} er en liste, for eksempel {example}",
        sv="{name} är en lista, till exempel {example}",
        en="{name} is a list, such as {example}",
    ),
    "texts_such_as": Words(
        nb="{name} er en liste med tekster, for eksempel {example}",
        sv="{name} är en lista med texter, till exempel {example}",
        en="{name} is a list of texts, such as {example}",
    ),
    "frame_table": Words(
        nb="skriv en egen tabell: [scales.frame]",
        sv="skriv en egen tabell: [scales.frame]",
        en="write a table of its own: [scales.frame]",
    ),
    "frame_states": Words(
        nb="states er oppgitt, men columns har ingen gruppe (?P<state>…)",
        sv="states är angivet, men columns har ingen grupp (?P<state>…)",
        en="states are given, and the columns have no group (?P<state>…)",
    ),
    "frame_end": Words(
        nb='end er ett tegn, for eksempel "\\r"',
        sv='end är ett tecken, till exempel "\\r"',
        en='end is one character, such as "\\r"',
    ),
    "frame_columns": Words(
        nb="columns mangler: et regulært uttrykk for hele linjen, i enkle anførselstegn",
        sv="columns saknas: ett reguljärt uttryck för hela raden, inom enkla citattecken",
        en="columns is missing: a regular expression for the whole line, in single quotes",
    ),
    "frame_expression": Words(
        nb="columns er ikke noe regulært uttrykk: {why}",
        sv="columns är inget reguljärt uttryck: {why}",
        en="columns is no regular expression: {why}",
    ),
    "frame_value": Words(
        nb="columns trenger en gruppe (?P<value>…) for tallet",
        sv="columns behöver en grupp (?P<value>…) för talet",
        en="columns needs a group (?P<value>…) for the number",
    ),
    "frame_group": Words(
        nb="gruppen {name} betyr ingenting; kjent er {known}",
        sv="gruppen {name} betyder ingenting; kända är {known}",
        en="the group {name} means nothing; known are {known}",
    ),
    "frame_words": Words(
        nb='skriv ord og hva de betyr, for eksempel {{ S = "…" }}; betydningene er {known}',
        sv='skriv ord och vad de betyder, till exempel {{ S = "…" }}; betydelserna är {known}',
        en='write words and their meaning, such as {{ S = "…" }}; meanings are {known}',
    ),
    "frame_meaning": Words(
        nb="{word}: {meaning} er ingen betydning; betydningene er {known}",
        sv="{word}: {meaning} är ingen betydelse; betydelserna är {known}",
        en="{word}: {meaning} is no meaning; meanings are {known}",
    ),
    "frame_text": Words(
        nb='{name} er en tekst i doble anførselstegn, for eksempel "W\\r"',
        sv='{name} är en text inom dubbla citattecken, till exempel "W\\r"',
        en='{name} is a text in double quotes, such as "W\\r"',
    ),
    "message_key": Words(
        nb="key nevner {{{place}}}, og topic har {count} jokertegn",
        sv="key nämner {{{place}}}, och topic har {count} jokertecken",
        en="key names {{{place}}}, and the topic has {count} wildcards",
    ),
    "message_unit": Words(
        nb="bare en temperatur har en enhet å velge",
        sv="bara en temperatur har en enhet att välja",
        en="only a temperature has a unit to choose",
    ),
    "message_words": Words(
        nb='ordene er en liste med tekster, for eksempel open = ["ON"]',
        sv='orden är en lista med texter, till exempel open = ["ON"]',
        en='the words are a list of texts, such as open = ["ON"]',
    ),
    "message_needs_words": Words(
        nb="{quantity} trenger ordene sine: open eller online",
        sv="{quantity} behöver sina ord: open eller online",
        en="a {quantity} needs its words: open or online",
    ),
    "message_part": Words(
        nb="part er en tekst: det som skiller én probe på føleren fra en annen",
        sv="part är en text: det som skiljer en prob på givaren från en annan",
        en="part is a text: what tells one probe of the sensor from another",
    ),
    "message_wildcards": Words(
        nb="i en topic står + for et helt ledd, og # alene til slutt",
        sv="i en topic står + för ett helt led, och # ensamt sist",
        en="in a topic + stands for a whole level and # alone at the end",
    ),
    "message_path": Words(
        nb='en sti er navn mellom punktum og tall i klammer, for eksempel "probes[0].t"',
        sv='en sökväg är namn mellan punkter och tal inom klamrar, till exempel "probes[0].t"',
        en='a path is names between dots and numbers in brackets, such as "probes[0].t"',
    ),
    "prefix_text": Words(
        nb='prefix er det topics begynner med, for eksempel "zwave/Cold_store/"',
        sv='prefix är det som topics börjar med, till exempel "zwave/Cold_store/"',
        en='prefix is how the topics begin, such as "zwave/Cold_store/"',
    ),
    "prefix_empty": Words(
        nb="et prefix setter en dialekt, en enhet eller begge",
        sv="ett prefix anger en dialekt, en enhet eller båda",
        en="a prefix sets a dialect, a unit, or both",
    ),
    "prefix_dialect": Words(
        nb="denne dialekten er ikke kjent; kjent er {known}",
        sv="denna dialekt är inte känd; kända är {known}",
        en="this dialect is not known; known are {known}",
    ),
    "prefix_unit": Words(nb='unit er "C" eller "F"', sv='unit är "C" eller "F"', en='unit is "C" or "F"'),
    "missing_or_unknown": Words(
        nb="{name} mangler eller er ikke kjent",
        sv="{name} saknas eller är inte känt",
        en="{name} is missing or unknown",
    ),
    "no_mosquitto": Words(
        nb='det finnes ingen mosquitto på denne maskinen; installer den, eller skriv own = "amqtt"',
        sv='det finns ingen mosquitto på den här datorn; installera den, eller skriv own = "amqtt"',
        en='there is no mosquitto on this machine; install it, or write own = "amqtt"',
    ),
    "mosquitto_silent": Words(
        nb="mosquitto starter ikke; det den selv sier, står i {log}",
        sv="mosquitto startar inte; det den själv säger står i {log}",
        en="mosquitto does not start; its own words are in {log}",
    ),
    "amqtt_silent": Words(
        nb="den innebygde megleren starter ikke: {why}",
        sv="den inbyggda mäklaren startar inte: {why}",
        en="the built-in broker does not start: {why}",
    ),
}
