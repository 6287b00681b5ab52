"""/about-data: the live record of processing, for everybody. It is read from what runs, not written by hand."""

import threading
import time
from datetime import date

import msgspec
from starlette.responses import Response

from collectors.ledger import hand_ins
from collectors.ledger.amounts import Amount, amounts
from collectors.ledger.reader import Reader
from collectors.ledger.sources import Source, sources
from collectors.taken import WAYS, Way, fields, kinds_of
from collectors.web.visit import Visit
from look import dates, message, numbers
from schemas.indicators.card import cards

FEEDS = ("mentoring", "moments", "reflections", "courses", "pulse")
DAY_SECONDS = 24 * 3600
LABELS = {("identities", "kind"): "identifier_kind", ("identities", "value"): "identifier_value"}


class Amounts:
    """Counted once a day: counting reads the whole ledger, and a number that moves at once would tell of one person."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._counted: float | None = None
        self._found: dict[str, Amount] = {}

    def of(self, source: str) -> Amount:
        with self._lock:
            if self._counted is None or time.monotonic() - self._counted > DAY_SECONDS:
                self._found = amounts(self._reader.connection)
                self._counted = time.monotonic()
        return self._found.get(source, Amount(0, 0))


class Taken(msgspec.Struct, frozen=True):
    """A kind of file: its name, and by how it crosses the labels of its fields."""

    name: str
    ways: list[tuple[Way, list[str]]]


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """A source in the page's words; what was not declared is None."""

    name: str
    agency: str | None
    units: list[str]
    since: str | None
    purpose: str | None
    dpia: str | None
    cooperation: str | None
    feeds: list[str]
    indicators: list[str]
    kept: str
    handed_in: str


def record(visit: Visit) -> Response:
    counted: Amounts = visit.request.app.state.amounts
    ledger = visit.wiring.reader.connection
    live = [source for source in sources(ledger) if not source.revoked]
    return visit.page(
        "about_data.html",
        "about.title",
        sources=[_declared(s, counted.of(s.name), hand_ins.count(ledger, s.name), visit.lang) for s in live],
        keeping=visit.wiring.keeping,
        kinds=[_taken(kind, visit.lang) for feed in (*FEEDS, None) for kind in kinds_of(feed)],
    )


def _declared(source: Source, amount: Amount, handed_in: int, lang: str) -> Declared:
    about = source.about
    needing = [card for card in cards().values() if set(card.sources) & set(about.feeds)]
    return Declared(
        name=source.name,
        agency=source.agency or None,
        units=about.units,
        since=dates.day(date.fromisoformat(about.since), lang) if about.since else None,
        purpose=about.purpose,
        dpia=about.dpia,
        cooperation=about.cooperation,
        feeds=[message(lang, f"taken_feed.{feed}") for feed in FEEDS if feed in about.feeds],
        indicators=[card.name[lang] for card in needing],
        kept=_kept(amount, lang),
        handed_in=numbers.number(handed_in, lang),
    )


def _kept(amount: Amount, lang: str) -> str:
    if not amount.statements:
        return message(lang, "about.nothing")
    if amount.told is None:
        return message(lang, "about.few")
    return message(lang, "about.about_so_many", count=numbers.number(amount.told, lang))


def _taken(kind: str, lang: str) -> Taken:
    by_way: dict[Way, list[str]] = {}
    for field in fields(kind):
        label = LABELS.get((kind, field.name), field.name)
        by_way.setdefault(field.way, []).append(message(lang, f"taken_field.{label}"))
    return Taken(message(lang, f"taken_kind.{kind}"), [(way, by_way[way]) for way in WAYS if way in by_way])
