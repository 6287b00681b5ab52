"""A watched folder over a real ledger, looking all the time so that tests need not wait."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource, Done, PutUnits, Work
from collectors.ledger.writer import Writer
from collectors.rows import UnitRow
from lahde.inbox.watch import Inbox
from lahde.settings import InboxSettings, Settings


class Dropped:
    """Drops files and waits for what becomes of them."""

    def __init__(self, data: Path) -> None:
        self.data, self.root = data, data / "inbox"
        self.writer = Writer(data)
        self.do: Callable[[Work], Done] = self.writer.do
        self._inbox: Inbox | None = None

    def source(self, name: str, *feeds: str) -> None:
        declared = {"purpose": "trial", "dpia": "D-1", "cooperation": "C-1"}
        work = AddSource(
            name=name, agency="KLV", key=name, secret_hash="x", scopes=[], feeds=list(feeds), units=[], **declared
        )
        self.writer.do(work)

    def watch(self, still: float = 0.0, language: str = "en", **settings: object) -> None:
        given = Settings(data=str(self.data), inbox=InboxSettings(**settings), language=language)
        self._inbox = Inbox(given, lambda work: self.do(work), every=0.02, still=still)

    def drop(self, text: str | bytes, name: str = "moments.csv", kind: str = "moments") -> Path:
        path = self.root / kind / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def report(self, part: str, name: str = "moments.csv", kind: str = "moments", seconds: float = 10) -> str:
        """The report, once file and report are in their place."""
        file = self.root / part / kind / name
        self.wait(file.exists, seconds)
        return (file.parent / f"{name}.report.txt").read_text("utf-8")

    def wait(self, what: Callable[[], bool], seconds: float = 10) -> None:
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, [str(p.relative_to(self.root)) for p in self.root.rglob("*")]
            time.sleep(0.01)

    def statements(self) -> int:
        return int(open_reader(self.data).execute("select count(*) from statement").fetchone()[0])

    def close(self) -> None:
        if self._inbox:
            self._inbox.close()
            self._inbox = None


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Dropped]:
    made = Dropped(tmp_path / "data")
    made.source("hr", "mentoring", "moments", "reflections")
    row = UnitRow(unit_id="KLV", parent_id=None, agency_id="KLV", name_fi="a", name_sv="b", valid_from="2020-01-01")
    made.writer.do(PutUnits(rows=[row]))
    yield made
    made.close()
    made.writer.close()
