"""What the settings say about files: whose they are read as."""

import sqlite3

from collectors.kinds import Context
from collectors.ledger.sources import Source
from collectors.whose import MakeContext, context
from lahde.settings import Settings


def reading(settings: Settings) -> MakeContext:
    """Of a source and a reading connection the context of its files; Refused where it is not declared."""

    def make(ledger: sqlite3.Connection, source: Source) -> Context:
        return context(ledger, source, settings.home_page, settings.undeclared, settings.marks)

    return make
