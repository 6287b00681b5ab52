"""Which sources feed which figure, and which record of co-operation approved that: what a shop steward asks."""

from collections.abc import Iterable
from datetime import date

import msgspec

from dashboards.reading.release import Reading
from look.dates import day
from look.messages import message
from schemas.indicators.card import Card
from warehouse.published import Source

FEEDS = {
    "mentoring": "taken_feed.mentoring",
    "moments": "taken_feed.moments",
    "reflections": "taken_feed.reflections",
    "courses": "taken_feed.courses",
    "pulse": "taken_feed.pulse",
}


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """A source in the page's words."""

    source: Source
    agency: str
    brings: list[str]
    since: str
    purpose: str
    dpia: str
    cooperation: str

    @property
    def row(self) -> list[str]:
        brings = ", ".join(self.brings)
        return [self.source.name, self.agency, brings, self.since, self.purpose, self.dpia, self.cooperation]


class Fed(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, and the sources of an agency that feed it."""

    card: Card
    needs: list[str]
    sources: list[Source]

    @property
    def records(self) -> list[str]:
        return list(dict.fromkeys(s.cooperation for s in self.sources if s.cooperation))


def declared(sources: Iterable[Source], lang: str) -> list[Declared]:
    return [_declared(source, lang) for source in sources]


def fed(reading: Reading, agency: str) -> list[Fed]:
    """All figures by id."""
    sources = of(reading.published.sources(), agency)
    return [_fed(card, sources, reading.lang) for _, card in sorted(reading.published.cards.items())]


def of(sources: Iterable[Source], agency: str) -> list[Source]:
    """The agency's own, and those that bring data of several agencies."""
    return [source for source in sources if source.agency in (None, agency)]


def _fed(card: Card, sources: list[Source], lang: str) -> Fed:
    """A card of people that names no feed counts whatever there is of them; one of none needs nothing of anybody."""
    needed = set(card.sources) or (set(FEEDS) if card.persons else set())
    needs = _feeds(card.sources, lang) or [message(lang, "trust.any_feed" if card.persons else "trust.own_files")]
    return Fed(card=card, needs=needs, sources=[s for s in sources if needed & set(s.feeds)])


def _declared(source: Source, lang: str) -> Declared:
    missing = message(lang, "about.missing")
    return Declared(
        source=source,
        agency=source.agency or message(lang, "trust.several"),
        brings=_feeds(source.feeds, lang) or [message(lang, "trust.organisation")],
        since=day(date.fromisoformat(source.since), lang) if source.since else missing,
        purpose=source.purpose or missing,
        dpia=source.dpia or missing,
        cooperation=source.cooperation or missing,
    )


def _feeds(feeds: Iterable[str], lang: str) -> list[str]:
    """In the same order everywhere."""
    return [message(lang, key) for feed, key in FEEDS.items() if feed in feeds]
