"""What the system means, in one word."""

from __future__ import annotations

import errno

from hub.kernel.causes import Cause, cause_of


def test_a_line_that_another_program_holds_is_busy() -> None:
    held = OSError(errno.EAGAIN, "Could not exclusively lock port /dev/ttyUSB0")

    assert cause_of(held) is Cause.BUSY
    assert cause_of(OSError("[Errno 11] Could not exclusively lock port")) is Cause.BUSY


def test_what_is_not_known_is_no_cause() -> None:
    assert cause_of(OSError(errno.EDOM, "out of domain")) is None
