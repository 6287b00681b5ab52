"""`lahde backup | restore`: the ledger and what is published, as of one moment. All else is rebuilt from the ledger.

erasures.log is kept apart on purpose: a backup that brought its own would bring back whoever was erased since.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import metadata
from itertools import count
from pathlib import Path

import msgspec

from collectors.ledger import erasures
from collectors.ledger.sqlite import FILE, copy, open_reader
from collectors.ledger.work import Done, EraseAgain
from collectors.ledger.writer import Writer
from lahde.faults import Unusable
from lahde.folder import existing
from lahde.lock import FolderLock
from lahde.pipeline import PUBLISHED
from lahde.settings import Settings

MANIFEST = "backup.json"
NAME = re.compile(r"lahde-(\d{8}T\d{6}Z)")
STAMP = "%Y%m%dT%H%M%SZ"
KEPT = timedelta(days=30)
"""A backup is deleted after this time: what was erased is then gone from all of them (domain.md 5.4)."""


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself."""

    made: str
    lahde: str
    position: int
    """Of the journal."""
    files: dict[str, str]
    """Path to SHA-256."""


def backup(settings: Settings, to: Path, now: datetime) -> Path:
    """Makes a backup in the folder `to` and deletes those in it that are older than 30 days."""
    data = existing(settings.folder)
    made = _new(to, now)
    unfinished = to / f".{made.name}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    copy(data, unfinished / FILE)
    if (data / PUBLISHED).exists():
        shutil.copytree(data / PUBLISHED, unfinished / PUBLISHED, symlinks=True)
    (unfinished / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(_manifest(unfinished, now))))
    _to_disk(unfinished)
    unfinished.rename(made)
    _delete_old(to, now)
    return made


def _new(to: Path, now: datetime) -> Path:
    """Named by its second, or the next one that is free."""
    seconds = (now.astimezone(UTC) + timedelta(seconds=later) for later in count())
    return next(made for second in seconds if not (made := to / f"lahde-{second.strftime(STAMP)}").exists())


def _manifest(folder: Path, now: datetime) -> Backup:
    ledger = open_reader(folder)
    position = ledger.execute("select coalesce(max(position), 0) from journal").fetchone()[0]
    ledger.close()
    return Backup(
        made=now.astimezone(UTC).isoformat(timespec="seconds"),
        lahde=metadata.version("lahde"),
        position=position,
        files={str(path.relative_to(folder)): _sha256(path) for path in _files(folder)},
    )


def _files(folder: Path) -> Iterator[Path]:
    """Links are what the published folder points with; their targets stand here themselves."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not _through_link(path, folder))


def _through_link(path: Path, folder: Path) -> bool:
    return any(step.is_symlink() for step in (path, *path.parents) if step.is_relative_to(folder))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(folder: Path) -> None:
    for path in (*_files(folder), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _delete_old(folder: Path, now: datetime) -> None:
    for path in folder.iterdir():
        if (found := NAME.fullmatch(path.name)) and _made(found[1]) < now - KEPT:
            shutil.rmtree(path)


def _made(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def restore(settings: Settings, source: Path, erased: Path | None) -> tuple[Backup, Done]:
    """Makes the data folder anew from a backup; whoever `erased` (an erasures.log) names is erased from it first."""
    data = settings.folder
    if (data / FILE).exists():
        raise Unusable(f"{data}: has a ledger already; name an empty folder with --data")
    found = _checked(source)
    with FolderLock(data):
        unfinished = data / ".restoring"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        shutil.copyfile(source / FILE, unfinished / FILE)
        if erased:
            shutil.copyfile(erased, unfinished / erasures.FILE)
        done = _erase_again(unfinished)
        _put_in_place(unfinished, source, data)
    return found, done


def _erase_again(folder: Path) -> Done:
    writer = Writer(folder)
    try:
        return writer.do(EraseAgain())
    finally:
        writer.close()


def _put_in_place(unfinished: Path, source: Path, data: Path) -> None:
    """The ledger last: without it the folder counts as empty, and restoring can be begun again."""
    if (source / PUBLISHED).exists():
        shutil.rmtree(data / PUBLISHED, ignore_errors=True)
        # Where it is a volume of its own, the folder itself stays.
        shutil.copytree(source / PUBLISHED, data / PUBLISHED, symlinks=True, dirs_exist_ok=True)
    if (unfinished / erasures.FILE).exists():
        (unfinished / erasures.FILE).replace(data / erasures.FILE)
    (unfinished / FILE).replace(data / FILE)
    shutil.rmtree(unfinished)


def _checked(source: Path) -> Backup:
    """Every file is there and is what it was."""
    try:
        found = msgspec.json.decode((source / MANIFEST).read_bytes(), type=Backup)
    except (OSError, msgspec.MsgspecError):
        raise Unusable(f"{source}: is no backup of Lähde; name a folder that `lahde backup` made") from None
    for name, sha256 in found.files.items():
        path = source / name
        if not path.is_file() or _sha256(path) != sha256:
            raise Unusable(f"{path}: is missing or was changed since; take another backup")
    return found
