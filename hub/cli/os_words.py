"""Why the machine refused something, in the three languages of the house."""

from __future__ import annotations

from hub.kernel.causes import Cause, said_by
from hub.kernel.words import Language, Words

CAUSES: dict[Cause, Words] = {
    Cause.SILENT: Words(nb="ingen svar", sv="inget svar", en="no answer"),
    Cause.UNREADABLE: Words(
        nb="det den sender, kan ikke leses; se etter hastighet, paritet og protokoll",
        sv="det den sänder går inte att läsa; se efter hastighet, paritet och protokoll",
        en="what it sends cannot be read; look at speed, parity and protocol",
    ),
    Cause.ANOTHER: Words(nb="en annen enhet svarer", sv="en annan enhet svarar", en="another device answers"),
    Cause.NOT_THERE: Words(nb="den finnes ikke", sv="den finns inte", en="it does not exist"),
    Cause.NOT_ALLOWED: Words(nb="det er ikke tillatt", sv="det är inte tillåtet", en="it is not allowed"),
    Cause.FILE_IN_THE_WAY: Words(
        nb="en fil står i veien", sv="en fil står i vägen", en="a file is in the way"
    ),
    Cause.IS_A_FOLDER: Words(nb="det er en mappe", sv="det är en mapp", en="it is a folder"),
    Cause.READ_ONLY: Words(
        nb="der kan det bare leses", sv="där går det bara att läsa", en="it can only be read there"
    ),
    Cause.DISK_FULL: Words(nb="disken er full", sv="disken är full", en="the disk is full"),
    Cause.REFUSED: Words(
        nb="ingen tar imot der", sv="ingen tar emot där", en="nobody takes the connection there"
    ),
    Cause.BROKEN_OFF: Words(
        nb="forbindelsen ble brutt", sv="förbindelsen bröts", en="the connection broke off"
    ),
    Cause.NO_ANSWER: Words(nb="ingen svarte i tide", sv="inget svar i tid", en="nobody answered in time"),
    Cause.NO_WAY: Words(
        nb="nettet fører ikke dit", sv="nätet når inte dit", en="the network does not reach it"
    ),
    Cause.BUSY: Words(
        nb="et annet program bruker den",
        sv="ett annat program använder den",
        en="another program is using it",
    ),
    Cause.UNPLUGGED: Words(
        nb="enheten er koblet fra", sv="enheten är urkopplad", en="the device was unplugged or switched off"
    ),
    Cause.NO_SUCH_NAME: Words(
        nb="ingen maskin har det navnet", sv="ingen dator har det namnet", en="no machine has that name"
    ),
}


def words_of_os(err: OSError, language: Language) -> str:
    """Why it went wrong; the system's own sentence only where there is no other."""
    return words_of_cause(said_by(err), language)


def words_of_cause(why: str, language: Language) -> str:
    """The sentence for a cause's word; anything else stands as it is."""
    word, _, more = why.partition(": ")
    if word not in set(Cause):
        return why
    says = CAUSES[Cause(word)].in_(language)
    return f"{says}: {more}" if more else says
