"""Whose file it is: the source it counts for, and what its kind must know beside the rows."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from collectors.kinds import Context
from collectors.known import Ledger
from collectors.ledger.sources import Source, Undeclared
from collectors.ledger.sqlite import hash_key
from collectors.marks import Marks
from schemas.statement.refusal import Refused

MakeContext = Callable[[sqlite3.Connection, Source], Context]
"""`context` below with an installation's settings."""

FEED = {
    "sessions": "mentoring",
    "calendar": "mentoring",
    "moments": "moments",
    "reflections": "reflections",
    "courses": "courses",
    "pulse": "pulse",
}
"""What a source must feed to hand over a kind of file; reference data come from any source of the agency."""
PAGES = "pages"
"""The scope of the source that people's own pages write through: no file is handed over as it."""


def whose(found: Iterable[Source], kind: str, name: str | None = None, *, said: str = "--source") -> Source:
    """The source named, or else the only live one that feeds this kind. `said` is where it could be named.

    One that is declared goes before those that are not.
    """
    live = [s for s in found if not s.revoked]
    fitting = [s for s in live if s.name == name] if name else [s for s in live if _feeds(s, kind)]
    fitting = [s for s in fitting if not s.about.missing] or fitting
    if len(fitting) != 1:
        names = ", ".join(s.name for s in fitting or live if PAGES not in s.about.scopes)
        rule = f"say whose files these are: {names}" if names else "make one: lahde source add NAME --agency CODE"
        raise Refused(said, rule)
    if not fitting[0].agency:
        raise Refused(said, "a file's source must belong to one agency; this one is of any")
    return fitting[0]


def _feeds(source: Source, kind: str) -> bool:
    """Whether a file of this kind may be meant to come from it."""
    feed = FEED.get(kind)
    return bool(source.agency) and PAGES not in source.about.scopes and (feed is None or feed in source.about.feeds)


def context(
    ledger: sqlite3.Connection,
    source: Source,
    home_page: Callable[[str], str],
    undeclared: Undeclared = "refuse",
    marks: Callable[[str], Marks] = lambda _: Marks(),
) -> Context:
    """`home_page` gives an agency's, `marks` what tells sessions in the calendars of a source.

    Refused: the source is not declared; nothing of its files is read.
    """
    if undeclared == "refuse":
        source.refuse_undeclared()
    return Context(
        source=source.name,
        agency=source.agency,
        home_page=home_page(source.agency),
        key=hash_key(ledger),
        now=datetime.now(UTC),
        known=Ledger(ledger, source.name, source.agency),
        marks=marks(source.name),
    )
