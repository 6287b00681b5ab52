"""/hand-in on a real server: files are read in a process of their own, which ends with its work or with the server."""

import re
import time
from pathlib import Path

import pytest

from tests.journeys.conftest import signed_in

HEAD = "moment_id;person_id;date;kind\n"
MANY = HEAD + "".join(f"n{i};p{i % 6};1.3.2026;success\n" for i in range(60_000))


@pytest.fixture
def desk(server, hr):
    """HR at work: hands in a file, and gets the page that says what came of it."""
    hr.everything(6)
    with signed_in(server, "boss", "hr") as (browser, csrf):
        browser.headers["accept-language"] = "en"

        def hand_in(text, until=lambda page: "Look now" not in page):
            fields = {"csrf": csrf, "kind": "moments", "source": "hr"}
            answer = browser.post("/hand-in", data=fields, files={"file": ("m.csv", text, "text/csv")})
            deadline = time.monotonic() + 60
            while not until(page := browser.get(answer.url).text):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            return answer.url, page

        def confirm(url, wait=True):
            """Whoever waits looks at the page it leads to, which waits once more."""
            return browser.post(url, data={"csrf": csrf, "do": "confirm"}, follow_redirects=wait).text

        yield hand_in, confirm


def statements(installation):
    return next(s["statements"] for s in installation.status()["sources"] if s["source"] == "hr")


def readers(installation):
    """Processes that read a file for this data folder."""
    wanted = b"lahde.hand_in\0" + str(installation.folder).encode()
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [line] if wanted in line.read_bytes() else []
        except OSError:  # it has ended meanwhile
            continue
    return found


def counts(page):
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))


@pytest.mark.ci
def test_what_was_shown_is_taken_in(server, desk):
    hand_in, confirm = desk
    before = statements(server)
    url, page = hand_in(HEAD + "a;p1;1.3.2026;success\nb;p2;2.3.2026;success\nc;p1;31.2.2026;success\n")
    assert counts(page) == {"New": "2", "Rows refused": "1"}
    assert statements(server) == before
    assert counts(confirm(url)) == {"New": "2", "Rows refused": "1"}
    assert statements(server) == before + 2
    assert readers(server) == []


@pytest.mark.ci
def test_a_file_that_cannot_be_read_says_why(server, desk):
    hand_in, _ = desk
    assert "The file is empty." in hand_in("\ufeff")[1]
    assert "moment_id" in hand_in("who;what\na;b\n")[1]


@pytest.mark.ci
def test_it_ends_with_the_server_and_leaves_no_file(server, desk):
    hand_in, confirm = desk
    before = statements(server)
    url, _ = hand_in(MANY)
    confirm(url, wait=False)
    assert readers(server)
    server.stop()
    assert readers(server) == []
    assert list((server.folder / "hand-in").iterdir()) == []
    assert before <= statements(server) < before + 60_000
