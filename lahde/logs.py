"""Logs: one line each on stderr, of events and counts, never of people."""

import atexit
import logging
import os
import sys

import structlog


def configure() -> None:
    """For the processes of the server."""
    atexit.register(_quiet_finalization)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for client in ("kafka", "aiokafka"):  # what they try again by themselves, ten times a second, is no news
        logging.getLogger(client).setLevel(logging.CRITICAL)
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # tells bytes of what was sent
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def _quiet_finalization() -> None:
    """DuckDB 2.0 lists on stderr what the ending interpreter still holds: nothing anybody can mend."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
