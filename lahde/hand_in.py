"""`python -m lahde.hand_in DATA`: a file that was handed in is read in a short-lived process, which gives the server
nothing but work for the ledger. Read in the server's own process, its rows would hold up everybody else's requests.
"""

import os
import subprocess
import sys

import msgspec
import structlog

from collectors.quarantine import FileRefused
from collectors.web.hand_in.task import Outcome, Perform, Progress, Task, here
from lahde import logs
from lahde.connection import connect
from lahde.faults import FAULT, place
from lahde.settings import load
from lahde.whose import reading
from schemas.statement.refusal import Refused

BEHIND = 10
"""How far it stands back for the server."""

log = structlog.get_logger()


class Ended(Exception):
    """The process ended without a result; the log says why."""


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the process: how far it is, or what came of it."""

    progress: tuple[int, int] | None = None
    outcome: Outcome | None = None
    file_refused: tuple[str, str, str] | None = None
    refused: tuple[str, str, int] | None = None


def in_child(data: str) -> Perform:
    """Runs this module; it ends when a progress is not wanted any more."""

    def perform(task: Task, progress: Progress) -> Outcome:
        command = [sys.executable, "-m", "lahde.hand_in", data]
        # Its own session: Ctrl-C reaches us alone, and we end it.
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        ) as process:
            try:
                return _followed(process, task, progress)
            finally:
                process.kill()

    return perform


def _followed(process: subprocess.Popen[bytes], task: Task, progress: Progress) -> Outcome:
    if process.stdin is None or process.stdout is None:
        raise Ended  # cannot be: both are pipes
    process.stdin.write(msgspec.json.encode(task))
    process.stdin.close()
    for line in process.stdout:
        told = msgspec.json.decode(line, type=Told)
        if told.progress:
            progress(*told.progress)
        elif told.outcome:
            return told.outcome
        elif told.file_refused:
            raise FileRefused(*told.file_refused)
        elif told.refused:
            raise Refused(told.refused[0], told.refused[1], status=told.refused[2])
    raise Ended


def main(data: str) -> int:
    """Prints a line for each progress, and what came of it."""
    os.nice(BEHIND)
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    settings = load(data=data)
    try:
        with connect(settings) as connection:
            perform = here(settings.folder, connection.do, reading(settings))
            _tell(Told(outcome=perform(task, lambda done, of: _tell(Told(progress=(done, of))))))
    except FileRefused as fault:
        _tell(Told(file_refused=(fault.file, fault.rule, fault.way_out)))
    except Refused as fault:
        _tell(Told(refused=(fault.path, fault.rule, fault.status)))
    except Exception as fault:  # its words could hold values
        log.error("hand-in", kind=task.kind, fault=type(fault).__name__, where=place(fault))
        return FAULT
    return 0


def _tell(told: Told) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    logs.configure()
    sys.exit(main(sys.argv[1]))
