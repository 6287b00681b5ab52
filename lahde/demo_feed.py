"""What the demo sends, and how: files through the collectors, LMS statements over HTTP, as anybody would."""

import http.client
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from collectors.collect import Summary, collect
from collectors.kinds import Context
from collectors.known import Ledger
from collectors.ledger.sqlite import hash_key, open_reader
from collectors.ledger.work import AddSource
from collectors.lrs.auth import new_credentials
from collectors.marks import Marks
from collectors.sources.mapping import load
from collectors.whose import PAGES
from lahde.connection import Connection
from lahde.control import Tell
from lahde.population import Population
from lahde.population.population import Written
from lahde.settings import Settings

NOW = "2026-11-16T09:00:00+02:00"
"""The demo's day: October 2026 has just closed."""
FEEDS = ["courses", "mentoring", "moments", "pulse", "reflections"]
SOURCES = {"hr": FEEDS, "lms": ["courses"], PAGES: ["mentoring", "moments", "reflections"]}
"""By the end of their names: what each feeds."""
HTTP = "statements over HTTP"
ALL_SENT = 0.85
"""How far the demo is when all is sent: a release is still to come."""

Sent = Callable[[float], None]
"""Told how much of a file has gone, 0-1."""


@dataclass
class Taken:
    """What came of everything that one collector was handed."""

    files: int = 0
    added: int = 0
    known: int = 0
    aside: int = 0


@dataclass
class Feed:
    """The way from the population's files into the server."""

    settings: Settings
    connection: Connection
    population: Population
    instead_of_http: str = ""
    """The collector that takes statements where no server listens."""
    taken: dict[str, Taken] = field(default_factory=dict)
    _authorizations: dict[str, str] = field(default_factory=dict)

    def send(self, folder: Path, tell: Tell) -> dict[str, Taken]:
        """Agency by agency, its people before its statements; what came of it by collector."""
        files = self.population.write(folder)
        total, gone = sum(file.size * file.delivery.times for file in files), 0
        self.declare()
        for file in files:
            for _ in range(file.delivery.times):
                self.hand_over(file, _teller(tell, f"{file.agency} {file.path.name}", gone / total, file.size / total))
                gone += file.size
        return self.taken

    def declare(self) -> None:
        """Each agency's sources."""
        for code, of in self.population.staff.items():
            for name in SOURCES if of.agency.lms else ("hr", PAGES):
                self.declare_source(code, name)

    def hand_over(self, file: Written, told: Sent = lambda _: None) -> None:
        kind = file.delivery.kind or self.instead_of_http
        taken = self.taken.setdefault(kind or HTTP, Taken())
        taken.files += 1
        if not kind:
            self._post(file.agency, taken, told)
            return
        context = self._context(file.agency, f"{file.agency.lower()}-{file.delivery.source}")
        given = file.delivery.given
        mapping = load(file.delivery.mapping, dict(given)) if file.delivery.mapping else None
        done = collect(kind, file.path, context, self.connection.do, lambda n, of: told(n / max(of, 1)), mapping)
        _count(taken, done)

    def _context(self, agency: str, source: str) -> Context:
        ledger = open_reader(self.settings.folder)
        return Context(
            source=source,
            agency=agency,
            home_page=self.settings.home_page(agency),
            key=hash_key(ledger),
            now=datetime.fromisoformat(NOW),
            known=Ledger(ledger, source, agency),
            marks=Marks(categories=frozenset(("oppimismentorointi",)), mailboxes=frozenset((_mailbox(agency),))),
        )

    def declare_source(self, agency: str, name: str, feeds: list[str] | None = None) -> None:
        """`feeds`: something else than a source of this name brings in the demo."""
        key, secret, secret_hash = new_credentials()
        self._authorizations[f"{agency}-{name}"] = "Basic " + b64encode(f"{key}:{secret}".encode()).decode()
        self.connection.do(
            AddSource(
                name=f"{agency.lower()}-{name}",
                agency=agency,
                key=key,
                secret_hash=secret_hash,
                scopes=[PAGES] if name == PAGES else ["statements/write", "statements/read/mine"],
                feeds=SOURCES[name] if feeds is None else feeds,
                units=[],
                since=self.population.since.isoformat(),
                purpose="demonstration with invented data",
                dpia="demo",
                cooperation="demo",
            )
        )

    def _post(self, agency: str, taken: Taken, told: Sent) -> None:
        """As a learning platform would: batches; where one is refused, each statement alone."""
        headers = {
            "Authorization": self._authorizations[f"{agency}-lms"],
            "X-Experience-API-Version": "1.0.3",
            "Content-Type": "application/json",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.settings.port, timeout=60)
        batches = list(self.population.posts(agency))
        for done, batch in enumerate(batches, 1):
            if _posted(connection, headers, batch):
                taken.added += len(batch)
            else:
                accepted = sum(_posted(connection, headers, statement) for statement in batch)
                taken.added += accepted
                taken.aside += len(batch) - accepted
            told(done / len(batches))
        connection.close()


def _mailbox(agency: str) -> str:
    return f"mentorointi@{agency.lower()}.example"


def _count(taken: Taken, done: Summary) -> None:
    taken.added += done.added
    taken.known += done.known
    taken.aside += len(done.quarantined)


def _teller(tell: Tell, what: str, gone: float, share: float) -> Sent:
    """Of the file in hand, and of the whole by size."""

    def told(sent: float) -> None:
        tell({"progress": sent, "of": 1, "what": what})
        tell({"progress": ALL_SENT * (gone + share * sent), "of": 1, "what": "demo"})

    told(0)
    return told


def _posted(connection: http.client.HTTPConnection, headers: dict[str, str], body: object) -> bool:
    connection.request("POST", "/xapi/statements", msgspec.json.encode(body), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status == 200
