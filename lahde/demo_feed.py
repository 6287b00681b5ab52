"""What the demo sends, and how: files through the collectors, LMS statements over HTTP, as anybody would."""

import http.client
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from collectors.collect import collect
from collectors.kinds import Context
from collectors.ledger.sqlite import hash_key, open_reader
from collectors.ledger.work import AddSource
from collectors.lrs.auth import new_credentials
from lahde.connection import Connection
from lahde.control import Tell
from lahde.population import Population
from lahde.settings import Settings

NOW = "2026-11-16T09:00:00+02:00"
"""The demo's day: October 2026 has just closed."""
FEEDS = ("courses", "mentoring", "moments", "pulse", "reflections")
KINDS = (
    "units", "persons", "identities", "sessions", "moments", "reflections", "courses", "events", "goals", "analysis",
    "pulse",
)  # fmt: skip
LMS = "lms.ndjson"
ALL_SENT = 0.85
"""How far the demo is when all is sent: a release is still to come."""

Sent = Callable[[float], None]
"""Told how much of a file has gone, 0-1."""


def feed(settings: Settings, connection: Connection, population: Population, folder: Path, tell: Tell) -> None:
    """Agency by agency, its people before its statements. `folder` holds the population's files."""
    names = (*(f"{kind}.csv" for kind in KINDS), LMS)
    files = [path for code in population.staff for name in names if (path := folder / code / name).exists()]
    total, gone = sum(path.stat().st_size for path in files), 0
    context: dict[str, Context] = {}
    for path in files:
        code, size = path.parent.name, path.stat().st_size
        told = _teller(tell, f"{code} {path.name}", gone / total, size / total)
        if path.name == LMS:
            _post(settings, population, code, _source(connection, population, f"{code.lower()}-lms", ["courses"]), told)
        else:
            context[code] = context.get(code) or _context(settings, connection, population, code)
            # mypy cannot infer a lambda that binds a default.
            collect(path.stem, path, context[code], connection.do, lambda n, of, told=told: told(n / max(of, 1)))  # type: ignore[misc]
        gone += size


def _teller(tell: Tell, what: str, gone: float, share: float) -> Sent:
    """Of the file in hand, and of the whole by size."""

    def told(sent: float) -> None:
        tell({"progress": sent, "of": 1, "what": what})
        tell({"progress": ALL_SENT * (gone + share * sent), "of": 1, "what": "demo"})

    told(0)
    return told


def _context(settings: Settings, connection: Connection, population: Population, code: str) -> Context:
    """The agency's HR, as a source of files."""
    _source(connection, population, f"{code.lower()}-hr", list(FEEDS))
    return Context(
        source=f"{code.lower()}-hr",
        agency=code,
        home_page=settings.home_page(code),
        key=hash_key(open_reader(settings.folder)),
        now=datetime.fromisoformat(NOW),
    )


def _source(connection: Connection, population: Population, name: str, feeds: list[str]) -> str:
    """Declares a source; the Authorization header it sends with."""
    key, secret, secret_hash = new_credentials()
    connection.do(
        AddSource(
            name=name,
            agency=name.partition("-")[0].upper(),
            key=key,
            secret_hash=secret_hash,
            scopes=["statements/write", "statements/read/mine"],
            feeds=feeds,
            units=[],
            since=population.since.isoformat(),
            purpose="demonstration with invented data",
            dpia="demo",
            cooperation="demo",
        )
    )
    return "Basic " + b64encode(f"{key}:{secret}".encode()).decode()


def _post(settings: Settings, population: Population, code: str, authorization: str, told: Sent) -> None:
    """As a learning platform would: batches; where one is refused, each statement alone."""
    headers = {
        "Authorization": authorization,
        "X-Experience-API-Version": "1.0.3",
        "Content-Type": "application/json",
    }
    connection = http.client.HTTPConnection("127.0.0.1", settings.port, timeout=60)
    batches = list(population.posts(code))
    for done, batch in enumerate(batches, 1):
        if not _posted(connection, headers, batch):
            for statement in batch:
                _posted(connection, headers, statement)
        told(done / len(batches))
    connection.close()


def _posted(connection: http.client.HTTPConnection, headers: dict[str, str], body: object) -> bool:
    connection.request("POST", "/xapi/statements", msgspec.json.encode(body), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status == 200
