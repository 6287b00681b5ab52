"""`python -m lahde.pipeline_process DATA MEMORY`: the second process of `lahde serve`. Ends when its stdin closes."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import structlog

from lahde import logs
from lahde.commands import COMMANDS
from lahde.control import Server, Tell
from lahde.faults import FAULT, told
from lahde.lock import PIPELINE_SOCKET
from lahde.pipeline import Pipeline
from schemas.statement.refusal import Refused

IDLE = 0.05
"""Seconds between looks at the journal when there is nothing to do."""

log = structlog.get_logger()


def main(data: Path, memory: str) -> None:
    """Moves the journal into the warehouse until told to stop."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pipeline = Pipeline(data, memory)
    control = Server(data / PIPELINE_SOCKET, lambda request, tell: _handle(pipeline, request, tell))
    while not stop.is_set():
        if not pipeline.step():
            stop.wait(IDLE)
    control.close()
    pipeline.close()


def _handle(pipeline: Pipeline, request: dict[str, Any], tell: Tell) -> Any:
    command = COMMANDS.get(request.pop("command"))
    if command is None:
        raise Refused("command", "unknown to this server; client and server are of different versions")
    return command(pipeline, request, tell)


def _end_with_parent() -> None:
    """Our stdin is a pipe from the doors: its end means they are gone, however they went."""
    os.read(0, 1)  # not sys.stdin: its lock, held by a waiting thread, would spoil an orderly end
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    logs.configure()
    try:
        main(Path(sys.argv[1]), sys.argv[2])
    except Exception as fault:
        if (line := told(fault)) is None:
            raise
        log.error("the pipeline cannot work", why=line)
        sys.exit(FAULT)
