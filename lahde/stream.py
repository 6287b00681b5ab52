"""`lahde stream`: one worker of the streams on Kafka."""

import os
import sys
import time
from collections.abc import Callable
from typing import NoReturn

from lahde.settings import Settings
from lahde.topics import ensure
from streams.engines.faust_worker import Worker

PAUSE = 1.0
"""Seconds before a worker that failed begins again."""


def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Until SIGTERM or SIGINT."""

    def again() -> NoReturn:
        """As a new process in the place of this one: of Faust's state nothing is left, and nothing is needed."""
        say("The worker begins again, where its tables stand.")
        time.sleep(PAUSE)
        os.execv(sys.executable, [sys.executable, "-m", "lahde", *sys.argv[1:]])  # noqa: S606 (our own command line)

    ensure(settings.kafka, say)
    try:
        _worker(settings, again).run()
    except SystemExit as end:
        if end.code:
            again()
        raise


def _worker(settings: Settings, again: Callable[[], NoReturn]) -> Worker:
    kafka, folder = settings.kafka, settings.folder / "stream"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Worker(
        servers=kafka.servers,
        prefix=kafka.prefix,
        partitions=kafka.partitions,
        store=f"{kafka.tables}://",
        folder=str(folder),
        listen=(settings.host, settings.port),
        again=again,
    )
