"""Another record store, page by page: where it stops and goes on, and stores that do not do as they should."""

import itertools
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from collectors.sources.fetch import Failed
from collectors.sources.lrs import Cursor, Store

FIRST = datetime(2026, 3, 1, tzinfo=UTC)


def stated(n, seconds=None):
    stamp = FIRST + timedelta(seconds=n if seconds is None else seconds)
    return f'{{"id":"{n:032x}", "stored":"{stamp.isoformat()}",  "n":{n}.50}}'


def page(*statements, more=""):
    return f'{{"more":"{more}","statements":[{",".join(statements)}]}}'.encode()


class Other:
    """A store of statements 0 … count - 1, one stored each second."""

    def __init__(self, site):
        self.site, self.slept = site, []
        site.answers["/xapi/statements"] = lambda _: (200, {}, page())

    def pages(self, *bodies, **headers):
        """The first body for the query, then one for each `more`."""
        for n, body in enumerate(bodies):
            self.site.answers[f"/more/{n}" if n else "/xapi/statements"] = lambda _, b=body: (200, headers, b)

    def read(self, cursor=Cursor(), per_minute=6_000):  # noqa: B008 (frozen)
        with Store(f"{self.site.address}/xapi/", ("key", "secret"), per_minute, self.slept.append) as store:
            return list(store.pages(cursor))

    def query(self, n=-1):
        return parse_qs(urlsplit(self.site.asked[n][0]).query)


@pytest.fixture
def other(site):
    return Other(site)


def test_bytes_are_as_they_were_given_and_pages_follow_each_other(other):
    other.pages(page(stated(0), stated(1), more="/more/1"), page(stated(2)))
    first, second = other.read()
    assert [s.body.decode() for s in (*first.statements, *second.statements)] == [stated(0), stated(1), stated(2)]
    assert first.cursor.more == f"{other.site.address}/more/1"
    assert second.cursor == Cursor(since="2026-03-01T00:00:02Z")
    assert other.query(0) == {"ascending": ["true"]}
    headers = other.site.asked[1][1]
    assert headers["Authorization"].startswith("Basic ")
    assert headers["X-Experience-API-Version"] == "1.0.3"


def test_it_goes_on_a_little_before_where_it_stopped(other):
    cursor = Cursor(since="2026-03-01T00:10:00Z")
    assert other.read(cursor)[0].cursor.since == cursor.since
    assert other.query()["since"] == ["2026-03-01T00:08:00Z"]
    other.read(Cursor(since="2026-03-01T00:10:00Z", consistent=True))
    assert other.query()["since"] == ["2026-03-01T00:09:59Z"]


def test_what_the_store_does_not_vouch_for_yet_is_read_again(other):
    through = {"X-Experience-API-Consistent-Through": "2026-03-01T00:00:01Z"}
    other.pages(page(stated(0), stated(1), stated(2), stated(3)), **through)
    assert other.read()[0].cursor == Cursor(since="2026-03-01T00:00:01Z", consistent=True)


def test_it_goes_on_with_the_next_page_or_from_the_stamp_if_that_ran_out(other):
    other.pages(page(stated(0), more="/more/1"), page(stated(1)))
    (stopped, _) = other.read()
    other.site.asked.clear()
    assert [s.id for (p,) in [other.read(stopped.cursor)] for s in p.statements] == [f"{1:032x}"]
    assert other.site.asked[0][0] == "/more/1"
    other.site.answers["/more/1"] = lambda _: (404, {}, b"")
    other.pages(page(stated(0), stated(1)))
    assert len(other.read(stopped.cursor)[0].statements) == 2


def test_what_passes_is_asked_again_after_as_long_as_it_says(other):
    answers = iter([(429, {"Retry-After": "7"}, b""), (503, {"Retry-After": "99999"}, b""), (500, {}, b"")])
    last = (200, {}, page(stated(0)))
    other.site.answers["/xapi/statements"] = lambda _: next(answers, last)
    assert len(other.read(per_minute=6_000)) == 1
    assert [round(s) for s in other.slept if s > 1] == [7, 600, 30]


def test_a_date_to_wait_for_is_understood(other):
    when = datetime.now(UTC) + timedelta(seconds=100)
    answers = iter([(503, {"Retry-After": f"{when:%a, %d %b %Y %H:%M:%S} GMT"}, b"")])
    other.site.answers["/xapi/statements"] = lambda _: next(answers, (200, {}, page()))
    other.read()
    assert 90 < max(other.slept) <= 100


def test_requests_keep_their_pace(other):
    other.pages(page(stated(0), more="/more/1"), page(stated(1), more="/more/2"), page(stated(2)))
    other.read(per_minute=30)
    assert len(other.slept) == 2
    assert all(1.5 < pause <= 4 for pause in other.slept)


def test_a_page_that_breaks_off_is_asked_again(other):
    broken = iter([(200, {"Content-Length": "99999"}, b'{"statements"')])
    other.site.answers["/xapi/statements"] = lambda _: next(broken, (200, {}, page(stated(0))))
    assert len(other.read()[0].statements) == 1


def endless():
    while True:
        yield b" " * 65_536


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((401, {}, b""), "does not let us in"),
        ((403, {}, b""), "does not let us in"),
        ((404, {}, b""), "nothing at this address"),
        ((500, {}, b""), "answered 500"),
        ((301, {"Location": "/xapi/v2/statements"}, b""), "leads on"),
        ((200, {}, b"<html>Welcome</html>"), "no learning record store"),
        ((200, {}, b'{"items":[]}'), "no learning record store"),
        ((200, {}, b"[" * 100_000), "no learning record store"),
        ((200, {}, b'{"statements":[{"id":"1"}]}'), "without id or stored"),
        ((200, {}, page(stated(2), stated(1))), "in the order"),
        ((200, {}, page(stated(0), more="https://elsewhere.example/more")), "another server"),
        ((200, {}, page(stated(0), more="/xapi/statements?ascending=true")), "back to a page"),
        ((200, {}, endless()), "more than 64 MB"),
    ],
)
def test_a_store_that_is_none_or_does_not_behave_is_one_line(other, answer, why):
    other.site.answers["/xapi/statements"] = lambda _: answer
    with pytest.raises(Failed, match=why):
        other.read()


def test_more_that_never_ends_is_found_out(other):
    count = itertools.count(1)
    same = json.loads(page(stated(0)))["statements"]

    def again(_):
        body = {"statements": same, "more": f"/xapi/statements?page={next(count)}"}
        return 200, {}, json.dumps(body).encode()

    other.site.answers["/xapi/statements"] = again
    with pytest.raises(Failed, match="nothing new"):
        other.read()
    assert len(other.site.asked) < 10


@pytest.mark.parametrize("endpoint", ["http://lrs.example/xapi", "ftp://lrs.example", "lrs.example"])
def test_the_login_is_not_sent_in_the_clear(endpoint):
    with pytest.raises(Failed, match=r"https|no server of this name"):
        Store(endpoint, ("key", "secret"), 60)


def alone(endpoint):
    with Store(endpoint, ("key", "secret"), 6_000, lambda _: None) as store:
        return list(store.pages(Cursor()))


def test_nobody_listens_there(site):
    site.close()
    with pytest.raises(Failed, match="takes no connections"):
        alone(f"{site.address}/xapi")


def test_what_does_not_speak_tls_is_told(site):
    with pytest.raises(Failed, match="TLS"):
        alone(f"{site.address.replace('http', 'https')}/xapi")
