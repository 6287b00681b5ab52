"""One writer to a data folder: whoever holds its lock."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from lahde.faults import Unusable

LOCK = "lahde.lock"
DOORS_SOCKET = "lahde.sock"
PIPELINE_SOCKET = "pipeline.sock"


@contextmanager
def held(path: Path) -> Iterator[None]:
    """A lock file for as long as it lasts. Unusable: another process holds it."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(f"{path}: held by another lahde; end that one first") from None
        yield


class FolderTaken(Unusable):
    """Another process writes to the data folder."""


class FolderLock:
    """Held until closed, or until the process ends however it ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise FolderTaken(
                f"{folder}: another lahde is using this data folder; stop it, or name another --data"
            ) from None

    def close(self) -> None:
        os.close(self._file)

    def __enter__(self) -> "FolderLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
