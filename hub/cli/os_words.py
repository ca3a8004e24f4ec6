"""What the operating system means when it refuses something, in words; its own sentence only where there is no other."""

from __future__ import annotations

import errno
import re
import socket

from hub.kernel.words import Language, Words

_NUMBER = re.compile(r"\[Errno (\d+)\]")
_NO_NAME = Words(
    nb="ingen maskin har det navnet", sv="ingen dator har det namnet", en="no machine has that name"
)
_NOT_THERE = Words(nb="den finnes ikke", sv="den finns inte", en="it does not exist")
_NOT_ALLOWED = Words(nb="det er ikke tillatt", sv="det är inte tillåtet", en="it is not allowed")
_NO_ANSWER = Words(nb="ingen svarte i tide", sv="inget svar i tid", en="nobody answered in time")
_NO_WAY = Words(nb="nettet fører ikke dit", sv="nätet når inte dit", en="the network does not reach it")
_IN_THE_WAY = Words(nb="en fil står i veien", sv="en fil står i vägen", en="a file is in the way")
_BROKE_OFF = Words(nb="forbindelsen ble brutt", sv="förbindelsen bröts", en="the connection broke off")
_UNPLUGGED = Words(
    nb="enheten er koblet fra", sv="enheten är urkopplad", en="the device was unplugged or switched off"
)
_BUSY = Words(
    nb="et annet program bruker den", sv="ett annat program använder den", en="another program is using it"
)
_WORDS: dict[int, Words] = {
    errno.ENOENT: _NOT_THERE,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
    errno.EISDIR: Words(nb="det er en mappe", sv="det är en mapp", en="it is a folder"),
    errno.EROFS: Words(
        nb="der kan det bare leses", sv="där går det bara att läsa", en="it can only be read there"
    ),
    errno.ENOSPC: Words(nb="disken er full", sv="disken är full", en="the disk is full"),
    errno.ECONNREFUSED: Words(
        nb="ingen tar imot der", sv="ingen tar emot där", en="nobody takes the connection there"
    ),
    errno.ECONNRESET: _BROKE_OFF,
    errno.EPIPE: _BROKE_OFF,
    errno.ETIMEDOUT: _NO_ANSWER,
    errno.EHOSTUNREACH: _NO_WAY,
    errno.ENETUNREACH: _NO_WAY,
    errno.EBUSY: _BUSY,
    errno.EADDRINUSE: _BUSY,
    errno.EIO: _UNPLUGGED,
    errno.ENODEV: _UNPLUGGED,
    errno.ENXIO: _UNPLUGGED,
}


def words_of_os(err: OSError, language: Language) -> str:
    """Why it went wrong. A library may wrap the system's error in its own, with the number in the cause or in the text."""
    seen: BaseException | None = err
    while seen is not None:
        found = _words(seen)
        if found is not None:
            return found.in_(language)
        seen = seen.__cause__ or seen.__context__
    numbers = _NUMBER.findall(str(err))
    known = next((_WORDS[int(number)] for number in numbers if int(number) in _WORDS), None)
    return known.in_(language) if known else " ".join(str(err).split())


def _words(err: BaseException) -> Words | None:
    if isinstance(err, socket.gaierror):
        return _NO_NAME
    if isinstance(err, TimeoutError):
        return _NO_ANSWER
    return _WORDS.get(err.errno) if isinstance(err, OSError) and err.errno is not None else None
