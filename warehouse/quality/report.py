"""What an audit found: counts and rules, never a value."""

import os
from pathlib import Path
from typing import Literal

import msgspec

from warehouse.quality.suites import Text

FILE = "audit.json"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One expectation over all that its suite looked at."""

    suite: str
    looks_at: Text
    key: str
    severity: Literal["stops", "warns"]
    looked_at: int
    """Rows."""
    unexpected: int
    """Of them, those that did not hold; 1 where the whole table did not."""
    where: str = ""
    """The first month in which it did not hold, YYYY-MM; empty where the suite has none."""
    says: Text
    way_out: Text

    @property
    def holds(self) -> bool:
        return self.unexpected == 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Of one release, or of the warehouse alone (release is None)."""

    as_of: str
    position: int
    release: str | None
    findings: list[Finding]

    @property
    def stopping(self) -> list[Finding]:
        """What keeps the release from being published."""
        return [f for f in self.findings if f.severity == "stops" and not f.holds]

    @property
    def warning(self) -> list[Finding]:
        return [f for f in self.findings if f.severity == "warns" and not f.holds]


class Stopped(Exception):
    """The audit did not hold; the release before stays."""

    def __init__(self, report: Report) -> None:
        first, *others = report.stopping
        more = f" (and {len(others)} more, see `lahde status`)" if others else ""
        super().__init__(f"{first.suite}: {first.says['en']}{more}; {first.way_out['en']}")
        self.report = report


def write(folder: Path, report: Report) -> None:
    """Into the published folder, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{FILE}.part"
    unfinished.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    os.replace(unfinished, folder / FILE)


def read(folder: Path) -> Report | None:
    """The last audit; None if there was none."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Report)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
