"""One wave's file: links that are open, sheets that came in, and nothing from which their order could be told."""

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

import msgspec
import structlog

from collectors.spool.wave import Closed, Sheet, Unlinked, Wave

# delete: a write-ahead log would keep the order of answers. extra: with it, a commit is on disk when it returns.
PRAGMAS = """
pragma journal_mode = delete;
pragma synchronous = extra;
pragma secure_delete = on;
pragma temp_store = memory;
"""
BUSY_SECONDS = 30.0

log = structlog.get_logger()


def hashed(token: str) -> bytes:
    """Of 256 random bits: a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).digest()


class SpoolFile:
    """Opened anew for each request: the server and a command may both be at it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self, wave: Wave, links: Iterable[tuple[str, str]]) -> None:
        """`links` are (token, unit). The file is there as a whole or not at all."""
        scratch = self.path.with_suffix(".new")
        scratch.unlink(missing_ok=True)
        scratch.touch(mode=0o600)
        with self._opened(scratch) as db:
            db.executescript((resources.files("collectors.spool") / "spool.sql").read_text("utf-8"))
            db.execute("begin")
            db.execute("insert into wave values (?)", (msgspec.json.encode(wave).decode(),))
            db.executemany("insert into link values (?, ?)", ((hashed(token), unit) for token, unit in links))
            db.execute("commit")
            _rewrite(db)
        scratch.rename(self.path)
        _sync(self.path.parent)

    def wave(self) -> Wave:
        with self._opened() as db:
            return _wave(db)

    def unit(self, token: str, today: str) -> str:
        """The batch of a link that is open. Unlinked or Closed: it opens nothing."""
        with self._opened() as db:
            return _unit(db, token, today)

    def put(self, token: str, answers: dict[str, int], today: str) -> None:
        """Takes a sheet in and lets go of its link, both or neither; on disk when it returns."""
        with self._opened() as db:
            db.execute("begin immediate")
            unit = _unit(db, token, today)
            db.execute("delete from link where token = ?", (hashed(token),))
            values = (secrets.token_hex(16), unit, msgspec.json.encode(answers, order="deterministic").decode())
            db.execute("insert into sheet values (?, ?, ?)", values)
            db.execute("commit")
            _rewrite(db)

    def close(self) -> list[Sheet]:
        """From now on nothing is taken in; what was. May be asked again."""
        with self._opened() as db:
            db.execute("insert or ignore into closed values (1)")
            rows = db.execute("select respondent, unit, answers from sheet").fetchall()
        return [Sheet(respondent=r, unit=u, answers=msgspec.json.decode(a, type=dict[str, int])) for r, u, a in rows]

    def counts(self) -> tuple[int, bool]:
        """How many sheets came in, and whether the wave is closed."""
        with self._opened() as db:
            return db.execute("select count(*) from sheet").fetchone()[0], _closed(db)

    def destroy(self) -> None:
        """Answers and links are overwritten before the file goes."""
        with self._opened() as db:
            db.executescript("begin; delete from link; delete from sheet; commit; vacuum;")
        self.path.unlink()
        _sync(self.path.parent)

    @contextmanager
    def _opened(self, path: Path | None = None) -> Iterator[sqlite3.Connection]:
        address = f"file:{path or self.path}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)) as db:
            db.executescript(PRAGMAS)
            yield db


def _wave(db: sqlite3.Connection) -> Wave:
    return msgspec.json.decode(db.execute("select about from wave").fetchone()[0], type=Wave)


def _closed(db: sqlite3.Connection) -> bool:
    return db.execute("select 1 from closed").fetchone() is not None


def _unit(db: sqlite3.Connection, token: str, today: str) -> str:
    if _closed(db) or today > _wave(db).closes:
        raise Closed
    row = db.execute("select unit from link where token = ?", (hashed(token),)).fetchone()
    if row is None:
        raise Unlinked
    unit: str = row[0]
    return unit


def _rewrite(db: sqlite3.Connection) -> None:
    """Within a page SQLite puts what comes later further to the front; written anew, all stands in the keys' order.

    What was acknowledged is on disk already, so a failure is told and made good by the next rewriting.
    """
    try:
        db.execute("vacuum")
    except sqlite3.Error as fault:
        log.error("spool not rewritten", fault=type(fault).__name__)


def _sync(folder: Path) -> None:
    """A name in a folder is on disk only when the folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
