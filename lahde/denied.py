"""How often somebody was refused a page: by day and door, of nobody in particular.

The ledger's access log tells people who handled their data. These counts are no such thing: they are for those who
guard the doors, and must not become a record of who tried what. So they hold no person, no agency, no address, no hour.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

FILE = "denied.json"
KEPT = timedelta(days=366)
PAUSE = 10.0
"""Seconds between two writes: knocking all day long must not keep the disk busy."""

Days = dict[str, dict[str, int]]
"""Day → door → count."""


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Helsinki")).date()


class Denied:
    """Counts in memory, written soon after where there is a folder; from any thread."""

    def __init__(self, folder: Path | None, today: Callable[[], date] = _today) -> None:
        self._path = folder / FILE if folder else None
        self._today = today
        self._lock = threading.Lock()
        self._days = _read(self._path) if self._path else {}
        self._written = 0.0

    def add(self, door: str) -> None:
        with self._lock:
            day = self._days.setdefault(self._today().isoformat(), {})
            day[door] = day.get(door, 0) + 1
            if time.monotonic() - self._written > PAUSE:
                self._write()

    def days(self) -> Days:
        """The newest first."""
        with self._lock:
            return {day: dict(self._days[day]) for day in sorted(self._days, reverse=True)}

    def total(self) -> dict[str, int]:
        """By door, of all days kept."""
        count = Counter[str]()
        for doors in self.days().values():
            count.update(doors)
        return dict(count)

    def close(self) -> None:
        with self._lock:
            self._write()

    def _write(self) -> None:
        first = (self._today() - KEPT).isoformat()
        self._days = {day: doors for day, doors in self._days.items() if day >= first}
        self._written = time.monotonic()
        if self._path:
            unfinished = self._path.with_suffix(".part")
            unfinished.write_bytes(msgspec.json.encode(self._days))
            os.replace(unfinished, self._path)


def _read(path: Path) -> Days:
    """Counts that cannot be read any more are begun anew."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Days)
    except (FileNotFoundError, msgspec.MsgspecError):
        return {}
