"""The watched folder on disk. A file goes from KIND/ to .taken/KIND/, which is only ours, and from there to
done/KIND/ or failed/KIND/. Each step is one rename, so a crash loses nothing, and what lies in .taken is due again.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from collectors.kinds import KINDS
from lahde.inbox.names import REPORT, numbered, tame, whole

ROOT = "inbox"
TAKEN, DONE, FAILED = ".taken", "done", "failed"

FIRST = ("units", "persons", "identities")
ORDER = (*FIRST, *(kind for kind in KINDS if kind not in FIRST))
"""Dropped together, people need their units, and statements are better with their people."""


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Files of one kind."""

    kind: str
    waiting: int
    done: int
    failed: int
    last_done: str | None
    """In local time, as 2026-11-25T10:15:00."""


class Folders:
    """Under one data folder."""

    def __init__(self, data: Path) -> None:
        self.root = data / ROOT

    def make(self) -> None:
        """For their owner alone; one that is there keeps the rights it was given."""
        for part in (".", TAKEN, DONE, FAILED):
            for kind in KINDS:
                for folder in (self.root, self.root / part, self.root / part / kind):
                    folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def waiting(self, kind: str) -> Iterator[os.DirEntry[str]]:
        """Dropped files. Links, pipes and devices are none."""
        return (entry for entry in _files(self.root / kind) if whole(entry.name))

    def taken(self, kind: str) -> list[Path]:
        """To be collected, the oldest first."""
        found = [(entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in _files(self.root / TAKEN / kind)]
        return [Path(path) for _, path in sorted(found)]

    def take(self, kind: str, path: str) -> None:
        """Out of reach of whoever dropped it, under a name that no file or report here has."""
        name = numbered(tame(os.path.basename(path)), lambda name: self._there(kind, name))
        os.rename(path, self.root / TAKEN / kind / name)

    def settle(self, kind: str, path: Path, part: str, report: str) -> None:
        """Into `part` with its report. The report comes first: a file in its last place has one."""
        target = self.root / part / kind
        unfinished = target / f".{path.name}{REPORT}"
        unfinished.write_text(report, "utf-8")
        unfinished.chmod(0o600)
        unfinished.rename(target / f"{path.name}{REPORT}")
        path.rename(target / path.name)

    def sweep(self, before: float) -> None:
        """Deletes what was settled before this time (seconds since 1970), with its reports."""
        for folder, report in self._reports():
            if report.stat(follow_symlinks=False).st_mtime < before:
                (folder / report.name.removesuffix(REPORT)).unlink(missing_ok=True)
                os.unlink(report.path)

    def forget(self) -> int:
        """Deletes every settled file, since one may hold somebody who is erased. Reports stay: they hold no values."""
        files = [folder / report.name.removesuffix(REPORT) for folder, report in self._reports()]
        there = [file for file in files if file.exists()]
        for file in there:
            file.unlink()
        return len(there)

    def counted(self) -> list[Counted]:
        """Kind by kind, where there is anything."""
        counts = (self._count(kind) for kind in ORDER)
        return [c for c in counts if c.waiting or c.done or c.failed]

    def _count(self, kind: str) -> Counted:
        done = [r.stat(follow_symlinks=False).st_mtime for r in _reports(self.root / DONE / kind)]
        return Counted(
            kind=kind,
            waiting=len(list(self.waiting(kind))) + len(self.taken(kind)),
            done=len(done),
            failed=len(list(_reports(self.root / FAILED / kind))),
            last_done=_local(max(done)) if done else None,
        )

    def _there(self, kind: str, name: str) -> bool:
        folders = [self.root / part / kind for part in (TAKEN, DONE, FAILED)]
        return any(os.path.lexists(folder / n) for folder in folders for n in (name, name + REPORT))

    def _reports(self) -> Iterator[tuple[Path, os.DirEntry[str]]]:
        for part in (DONE, FAILED):
            for kind in KINDS:
                folder = self.root / part / kind
                yield from ((folder, report) for report in _reports(folder))


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Its regular files; a folder that is not there has none."""
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if entry.is_file(follow_symlinks=False))
    except FileNotFoundError:
        return


def _reports(folder: Path) -> Iterator[os.DirEntry[str]]:
    return (entry for entry in _files(folder) if entry.name.endswith(REPORT) and not entry.name.startswith("."))


def _local(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, ZoneInfo("Europe/Helsinki")).strftime("%Y-%m-%dT%H:%M:%S")
