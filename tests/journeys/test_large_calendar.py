"""A calendar of a gigabyte, as a file and at an address: refused in one line, at once, without being held."""

import time

import pytest

from tests.journeys.measured import measured

GIGABYTE = 10**9
HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
LIMIT_KB = 200 * 1024
QUICK = 10
"""Seconds of the processor's: a gigabyte read through would take several times as long."""


def refused(done, *words):
    assert done.status == 1
    assert len(done.said.splitlines()) == 1, done.said
    assert all(word in done.said for word in words)
    assert done.kilobytes < LIMIT_KB
    assert done.seconds < QUICK


@pytest.fixture
def subscribed(installation, site, tmp_path):
    """A source of an agency's calendars, and a settings file that subscribes to the site."""
    installation.source("outlook", "--feeds", "mentoring")
    path = tmp_path / "lahde.toml"
    path.write_text(
        f'[calendars.mentors]\nurl = "{site.address}/cal.ics"\nsource = "outlook"\ncategory = "Mentorointi"\n', "utf-8"
    )
    installation.environment["LAHDE_SETTINGS"] = str(path)
    return installation


def run(installation, *arguments):
    return measured(installation.environment, *arguments, "--data", str(installation.folder))


def test_as_a_file(subscribed, tmp_path):
    path = tmp_path / "large.ics"
    with path.open("wb") as file:  # sparse: it takes no room
        file.write(HEAD)
        file.truncate(GIGABYTE)
    done = run(subscribed, "collect", "calendar", str(path), "--source", "outlook")
    refused(done, "large.ics", "more than 64 MB is not read", "export a shorter time")
    assert subscribed.status()["sources"][0]["statements"] == 0


def offered(given):
    """A gigabyte without a line's end, and, in `given`, how much of it was taken."""
    yield HEAD
    part = b"x" * 2**20
    for _ in range(GIGABYTE // len(part)):
        given.append(len(part))
        yield part


@pytest.mark.ci
@pytest.mark.parametrize(("headers", "most"), [({"Content-Length": str(GIGABYTE)}, 16 * 2**20), ({}, 96 * 2**20)])
def test_at_an_address(subscribed, site, headers, most):
    """Where the server says the size, hardly any of it is fetched (what stands in the sockets' buffers)."""
    given = []
    site.answers["/cal.ics"] = lambda _: (200, headers, offered(given))
    started = time.monotonic()
    refused(run(subscribed, "calendars"), "mentors", "more than 64 MB")
    assert time.monotonic() - started < 60
    assert sum(given) < most
    assert "more than 64 MB" in subscribed.status()["watched"][0]["fault"]
