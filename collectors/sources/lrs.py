"""Another learning record store, read page by page in the order in which it stored its statements.

Plain HTTP instead of tincan's client, which has no timeouts and gives back statements written anew: see
docs/decisions. Each statement's bytes are as the other store gave them.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx
import msgspec

from collectors.sources.fetch import AGENT, WAIT, Failed, read, refuse_scheme, refuse_status, told

MOST_BYTES = 64 * 2**20
"""Of one page."""
MOST_PAGES = 20_000
"""Of one run: the next goes on."""
MOST_WAIT = 600.0
"""Seconds that are waited when the other store asks for it."""
TRIES = (2.0, 8.0, 30.0)
"""Seconds before what failed is asked again."""
IDLE = 3
"""Pages in a row that bring nothing new: the other store turns in a circle."""
OVERLAP, CONSISTENT_OVERLAP = timedelta(minutes=2), timedelta(seconds=1)
"""Read again from so long before where we stopped: some stores commit out of order, and two statements can share a
stamp. Less where the store says until when it is consistent."""


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """How far the other store was read."""

    since: str | None = None
    """Everything stored until then was read; RFC 3339."""
    more: str = ""
    """The page that comes next, if reading stopped in between."""
    consistent: bool = False
    """Whether the store says until when it is consistent."""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """One statement: what a store adds, and its bytes."""

    id: str
    stored: datetime
    body: bytes = b""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    statements: list[Stored]
    cursor: Cursor
    """To go on after this page."""


class _Result(msgspec.Struct):
    statements: list[msgspec.Raw]
    more: str = ""


_result = msgspec.json.Decoder(_Result).decode
_stored = msgspec.json.Decoder(Stored).decode


class Store:
    """Its statements resource. `endpoint` as xAPI clients write it: the address under which it has `statements`."""

    def __init__(
        self, endpoint: str, login: tuple[str, str], per_minute: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        refuse_scheme(endpoint)
        self._statements = endpoint.rstrip("/") + "/statements"
        self._pause = 60 / per_minute
        self._sleep = sleep
        self._next = 0.0
        headers = {"User-Agent": AGENT, "X-Experience-API-Version": "1.0.3", "Accept": "application/json"}
        self._client = httpx.Client(
            timeout=WAIT, follow_redirects=False, trust_env=False, headers=headers, auth=httpx.BasicAuth(*login)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        """From where the cursor stands to the end; Failed when the store does not do as it should."""
        body, through, url = self._begin(cursor)
        seen, turned = _Seen(), {url}
        for _ in range(MOST_PAGES):
            result = _understood(body)
            statements = seen.take(result.statements)
            cursor = _after(cursor, statements, urljoin(url, result.more) if result.more else "", through)
            yield Page(statements=statements, cursor=cursor)
            if not cursor.more:
                return
            self._refuse_elsewhere(cursor.more)
            if cursor.more in turned:
                raise Failed("its `more` leads back to a page that was read before; its operator must mend that")
            turned.add(url := cursor.more)
            body, through = self._get(url)

    def _begin(self, cursor: Cursor) -> tuple[bytes, datetime | None, str]:
        """A `more` address may have run out meanwhile: then from the last stamp."""
        if cursor.more:
            self._refuse_elsewhere(cursor.more)
            try:
                return *self._get(cursor.more), cursor.more
            except Failed:
                pass
        query = {"ascending": "true"}
        if cursor.since:
            overlap = CONSISTENT_OVERLAP if cursor.consistent else OVERLAP
            query["since"] = iso(datetime.fromisoformat(cursor.since) - overlap)
        url = f"{self._statements}?{httpx.QueryParams(query)}"
        return *self._get(url), url

    def _get(self, url: str) -> tuple[bytes, datetime | None]:
        """(body, until when the store is consistent), asked again when the fault may pass."""
        for wait in (*TRIES, None):
            self._keep_pace()
            try:
                return self._once(url)
            except _Busy as busy:
                if wait is None:
                    raise Failed(str(busy)) from None
                self._sleep(min(max(busy.wait, wait), MOST_WAIT))
        raise AssertionError  # the last try returned or raised

    def _once(self, url: str) -> tuple[bytes, datetime | None]:
        with _passing(), told(), self._client.stream("GET", url) as answer:
            if answer.status_code == 429 or answer.status_code >= 500:
                raise _Busy(f"it answered {answer.status_code}; try again later", _asked_to_wait(answer.headers))
            if answer.has_redirect_location:
                raise Failed("the endpoint leads on to another address; name that one")
            refuse_status(answer.status_code)
            body = b"".join(read(answer, MOST_BYTES))
            return body, _instant(answer.headers.get("x-experience-api-consistent-through", ""))

    def _keep_pace(self) -> None:
        wait = self._next - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._next = time.monotonic() + self._pause

    def _refuse_elsewhere(self, url: str) -> None:
        """Our login must not be carried to another server."""
        here, there = urlsplit(self._statements), urlsplit(url)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise Failed("its `more` leads to another server; its operator must mend that")


class _Busy(Exception):
    """A fault that may pass; `wait` is how long the store asks to be left alone."""

    def __init__(self, rule: str, wait: float = 0) -> None:
        super().__init__(rule)
        self.wait = wait


@contextmanager
def _passing() -> Iterator[None]:
    """A connection that broke off may hold the next time."""
    try:
        yield
    except Failed as fault:
        if isinstance(fault.__context__, httpx.TimeoutException | httpx.NetworkError | httpx.RemoteProtocolError):
            raise _Busy(str(fault)) from None
        raise


class _Seen:
    """What the pages before brought, so that a store that repeats itself is found out."""

    def __init__(self) -> None:
        self._last: datetime | None = None
        self._ids: list[set[str]] = []
        self._idle = 0

    def take(self, raws: list[msgspec.Raw]) -> list[Stored]:
        found = [_read(raw) for raw in raws]
        stamps = [self._last, *(one.stored for one in found)] if self._last else [one.stored for one in found]
        if any(later < earlier for earlier, later in pairwise(stamps)):
            raise Failed("it does not give statements in the order they were stored, as it was asked to")
        ids = {one.id for one in found}
        fresh = ids - set().union(*self._ids)
        self._idle = 0 if fresh else self._idle + 1
        if self._idle >= IDLE:
            raise Failed("page after page brings nothing new; its operator must mend that")
        self._ids = [*self._ids[-IDLE:], ids]
        self._last = stamps[-1] if stamps else self._last
        return found


def _understood(body: bytes) -> _Result:
    try:
        return _result(body)
    except (msgspec.DecodeError, RecursionError):
        raise Failed("what answers there is no learning record store; see that the endpoint is right") from None


def _read(raw: msgspec.Raw) -> Stored:
    body = bytes(raw)
    try:
        found = _stored(body)
    except (msgspec.DecodeError, RecursionError):
        raise Failed(
            "it gives statements without id or stored; it is no learning record store as xAPI means it"
        ) from None
    stored = found.stored if found.stored.tzinfo else found.stored.replace(tzinfo=UTC)
    return Stored(id=found.id, stored=stored.astimezone(UTC), body=body)


def _after(cursor: Cursor, statements: list[Stored], more: str, through: datetime | None) -> Cursor:
    """Never beyond what the store vouches for: what it stores meanwhile may get an earlier stamp."""
    last = statements[-1].stored if statements else None
    if last and through:
        last = min(last, through)
    if last and cursor.since:
        last = max(last, datetime.fromisoformat(cursor.since))
    return Cursor(since=iso(last) if last else cursor.since, more=more, consistent=through is not None)


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _asked_to_wait(headers: httpx.Headers) -> float:
    """Seconds, or a date as HTTP writes it."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal() and len(said) < 8:
        return float(said)
    try:
        return max((parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds(), 0)
    except (TypeError, ValueError):
        return 0
