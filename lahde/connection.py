"""A command's way to the data folder: through the running server, or, when there is none, by itself under the lock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import msgspec

from collectors.ledger.work import Done, Work
from lahde.control import Client, NoServer, Tell
from lahde.folder import existing
from lahde.lock import DOORS_SOCKET, FolderLock, FolderTaken
from lahde.settings import Settings


class Connection(Protocol):
    """Both ways look the same."""

    served: bool

    def do(self, work: Work) -> Done:
        """Ledger work, done when it returns."""

    def ask(self, command: str, tell: Tell = ..., **arguments: Any) -> Any:
        """A pipeline command."""


class Served:
    """Over the socket of a running server."""

    served = True

    def __init__(self, client: Client) -> None:
        self._client = client

    def do(self, work: Work) -> Done:
        result = self._client.ask({"command": "work", "work": msgspec.to_builtins(work)})
        return msgspec.convert(result, Done)

    def ask(self, command: str, tell: Tell = lambda _: None, **arguments: Any) -> Any:
        return self._client.ask({"command": command, **arguments}, tell)


class Alone:
    """No server: ledger and warehouse are opened when first needed."""

    served = False

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._writer: Any = None
        self._pipeline: Any = None

    def do(self, work: Work) -> Done:
        if self._writer is None:
            from collectors.ledger.writer import Writer

            self._writer = Writer(self._settings.folder)
        done: Done = self._writer.do(work)
        return done

    def ask(self, command: str, tell: Tell = lambda _: None, **arguments: Any) -> Any:
        from lahde.commands import COMMANDS
        from lahde.pipeline import Pipeline

        if self._pipeline is None:
            self._pipeline = Pipeline(self._settings.folder, self._settings.memory)
        return COMMANDS[command](self._pipeline, arguments, tell)

    def close(self) -> None:
        for part in (self._writer, self._pipeline):
            if part is not None:
                part.close()


@contextmanager
def connect(settings: Settings, *, begin: bool = False) -> Iterator[Connection]:
    """To the folder's server if one runs; else the folder is locked and worked on here. `begin` makes a new one."""
    if not begin:
        existing(settings.folder)
    if client := _client(settings.folder):
        try:
            yield Served(client)
        finally:
            client.close()
        return
    with FolderLock(settings.folder):
        alone = Alone(settings)
        try:
            yield alone
        finally:
            alone.close()


def _client(folder: Path) -> Client | None:
    """A server that is just starting holds the lock before it answers: wait for it a little."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return Client(folder / DOORS_SOCKET)
        except NoServer:
            if not folder.exists():
                return None
            try:
                FolderLock(folder).close()
            except FolderTaken:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return None
