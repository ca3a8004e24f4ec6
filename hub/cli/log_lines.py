"""One line for each event of the log, in UTC; what came from outside can not begin a line of its own."""

import logging
import sys
import time


class OneLine(logging.Formatter):
    """Line breaks and other control characters are written as escapes, tracebacks included (CWE-117)."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        return f"{seconds}.{int(record.msecs):03d}Z"

    def format(self, record: logging.LogRecord) -> str:
        return escaped(super().format(record))


def escaped(text: str) -> str:
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text
    )


def start_logging(level: str) -> None:
    """To standard error, where a service manager or a terminal takes it up."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(OneLine())
    logging.basicConfig(level=level.upper(), handlers=[stream], force=True)
    # They tell every job run and every packet at INFO.
    for talkative in ("apscheduler", "amqtt", "transitions", "alembic", "cheroot"):
        logging.getLogger(talkative).setLevel(max(logging.WARNING, logging.getLogger().level))
