"""What the operating system means when it refuses something: one word for each cause. The sentence is made at the edge."""

from __future__ import annotations

import errno
import re
import socket
from enum import StrEnum

_NUMBER = re.compile(r"\[Errno (\d+)\]")


class Cause(StrEnum):
    """Why a file, a line or an address is of no use now."""

    SILENT = "silent"  # the line is open and nobody says anything that can be read
    UNREADABLE = "unreadable"  # bytes come, and none of them make sense
    ANOTHER = "another_device"  # one with another serial number than the settings say; the number follows
    NOT_THERE = "not_there"
    NOT_ALLOWED = "not_allowed"
    FILE_IN_THE_WAY = "file_in_the_way"
    IS_A_FOLDER = "is_a_folder"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    REFUSED = "refused"
    BROKEN_OFF = "broken_off"
    NO_ANSWER = "no_answer_in_time"
    NO_WAY = "no_way"
    BUSY = "busy"
    UNPLUGGED = "unplugged"
    NO_SUCH_NAME = "no_such_name"


_OF_NUMBER: dict[int, Cause] = {
    errno.ENOENT: Cause.NOT_THERE,
    errno.EACCES: Cause.NOT_ALLOWED,
    errno.EPERM: Cause.NOT_ALLOWED,
    errno.ENOTDIR: Cause.FILE_IN_THE_WAY,
    errno.EEXIST: Cause.FILE_IN_THE_WAY,
    errno.EISDIR: Cause.IS_A_FOLDER,
    errno.EROFS: Cause.READ_ONLY,
    errno.ENOSPC: Cause.DISK_FULL,
    errno.ECONNREFUSED: Cause.REFUSED,
    errno.ECONNRESET: Cause.BROKEN_OFF,
    errno.EPIPE: Cause.BROKEN_OFF,
    errno.ETIMEDOUT: Cause.NO_ANSWER,
    errno.EHOSTUNREACH: Cause.NO_WAY,
    errno.ENETUNREACH: Cause.NO_WAY,
    errno.EBUSY: Cause.BUSY,
    errno.EADDRINUSE: Cause.BUSY,
    # An exclusive lock on a line or a file that another program holds.
    errno.EAGAIN: Cause.BUSY,
    errno.EWOULDBLOCK: Cause.BUSY,
    errno.EIO: Cause.UNPLUGGED,
    errno.ENODEV: Cause.UNPLUGGED,
    errno.ENXIO: Cause.UNPLUGGED,
}


def cause_of(err: OSError) -> Cause | None:
    """None when it is none that we know. A library may wrap the system's error, with the number in the cause or in the text."""
    seen: BaseException | None = err
    while seen is not None:
        found = _of_one(seen)
        if found is not None:
            return found
        seen = seen.__cause__ or seen.__context__
    numbers = [int(number) for number in _NUMBER.findall(str(err))]
    return next((_OF_NUMBER[number] for number in numbers if number in _OF_NUMBER), None)


def said_by(err: OSError) -> str:
    """The word for the cause, or the system's own sentence on one line where we know no word."""
    return cause_of(err) or " ".join(str(err).split())


def _of_one(err: BaseException) -> Cause | None:
    if isinstance(err, socket.gaierror):
        return Cause.NO_SUCH_NAME
    if isinstance(err, TimeoutError):
        return Cause.NO_ANSWER
    return _OF_NUMBER.get(err.errno) if isinstance(err, OSError) and err.errno is not None else None
