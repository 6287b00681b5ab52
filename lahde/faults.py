"""Faults that whoever runs Lähde can mend. Each is one line: the thing, the rule, the way out; never a trace."""

import errno
import sqlite3
import traceback
from pathlib import Path

FAULT = 1
"""Exit status of a command that was refused."""


class Unusable(Exception):
    """A folder, file, address or process that cannot be used as asked: names it, and says the way out."""


FILES = {
    errno.ENOENT: "there is no such file or folder",
    errno.EISDIR: "is a folder; name a file",
    errno.ENOTDIR: "is a file; name a folder",
    errno.EEXIST: "is a file; name a folder",
    errno.EACCES: "you have no right to this; change its rights, or name another",
    errno.EPERM: "you have no right to this; change its rights, or name another",
    errno.EROFS: "cannot be written to; name another",
    errno.ENOSPC: "the disk is full; what was acknowledged is kept",
}
LEDGER = {
    sqlite3.SQLITE_NOTADB: "is not a ledger, or is damaged; put a backup in its place",
    sqlite3.SQLITE_CORRUPT: "is damaged; put a backup in its place",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; see that you may read and write the data folder",
    sqlite3.SQLITE_READONLY: "cannot be written to; see that you may write to the data folder",
    sqlite3.SQLITE_BUSY: "is held by another program; end that one first",
    sqlite3.SQLITE_FULL: "the disk is full; what was acknowledged is kept",
    sqlite3.SQLITE_IOERR: "the disk does not read or write it",
}


def interrupted(fault: BaseException) -> bool:
    """Ctrl-C while DuckDB worked on a query: it says so in a fault of its own."""
    return type(fault).__name__ in ("RuntimeError", "InterruptException") and "nterrupted" in str(fault)


def place(fault: BaseException) -> str:
    """`file.py:12`, where it was raised: what a log may say of a fault whose words could hold values."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def told(fault: BaseException) -> str | None:
    """The line for stderr; None where the fault is ours and its trace is wanted."""
    from collectors.ledger.sqlite import LedgerUnusable
    from collectors.quarantine import FileRefused
    from lahde.control import NoServer
    from lahde.settings import SettingsFault
    from schemas.statement.refusal import Refused

    if isinstance(fault, Unusable | Refused | FileRefused | SettingsFault | LedgerUnusable | NoServer):
        return str(fault)
    if isinstance(fault, sqlite3.Error):
        rule = LEDGER.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)  # the low byte, without its details
        return f"ledger.sqlite: {rule}" if rule else None
    if isinstance(fault, OSError):
        return f"{fault.filename}: {FILES.get(fault.errno or 0, fault.strerror)}" if fault.filename else str(fault)
    return None
