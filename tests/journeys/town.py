"""A small town: the invented agencies through the real collectors, with all the dirt, as far as a release."""

from datetime import date
from functools import cached_property
from pathlib import Path

from collectors.ledger.sqlite import open_reader
from collectors.outbox import Outbox
from lahde.connection import connect
from lahde.declared import declared
from lahde.demo import AS_OF
from lahde.demo_feed import Feed
from lahde.pipeline import PUBLISHED, WAREHOUSE
from lahde.population import generate
from lahde.settings import load
from schemas.journal import Record
from warehouse.release import release


class Town:
    """A data folder that nothing changes any more."""

    as_of = date.fromisoformat(AS_OF)

    def __init__(self, folder: Path) -> None:
        self.settings = load(data=str(folder / "data"))
        self.folder = self.settings.folder
        self.warehouse = self.folder / WAREHOUSE
        self.published = self.folder / PUBLISHED
        self.folder.mkdir()
        self._fill(folder / "files")
        self.ledger = open_reader(self.folder)

    def _fill(self, files: Path) -> None:
        population = generate(120, 12, 1)
        with connect(self.settings, begin=True) as connection:
            feed = Feed(self.settings, connection, population, instead_of_http="statements")
            feed.declare()
            for file in population.write(files):
                feed.hand_over(file)
            connection.ask("catch_up")
        release(self.warehouse, self.published, as_of=self.as_of, sources=declared(self.folder))

    @cached_property
    def records(self) -> list[Record]:
        """All that has crossed the boundary."""
        return Outbox(open_reader(self.folder)).records(0, 1_000_000)
