"""Every dialect the simulated sensors speak, by its name."""

from firmware_sim.speech import bare_topics, json_objects, lorawan, sparkplug
from firmware_sim.speech.spoken import Speech

SPEECHES: dict[str, Speech] = {
    speech.name: speech
    for speech in (*json_objects.SPEECHES, *bare_topics.SPEECHES, *lorawan.SPEECHES, *sparkplug.SPEECHES)
}
DIALECTS = tuple(SPEECHES)
