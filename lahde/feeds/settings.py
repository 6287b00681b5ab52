"""The settings' tables [calendars.NAME] and [pulls.NAME]. Secrets stand in the environment, never in the file."""

import os
from collections.abc import Iterable
from typing import Annotated

import msgspec

from collectors.marks import Marks
from schemas.statement.refusal import Refused


class CalendarSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A calendar whose mentoring sessions are taken. Without `url` it is for files of this source."""

    source: str
    url: str = ""
    category: str = ""
    """The category that marks a session of the programme."""
    mailbox: str = ""
    """The booking address that is invited to each session, or invites to it."""
    key_env: str = ""
    """Name of the environment variable that holds the user name, if the address asks for one."""
    secret_env: str = ""
    """Name of the one that holds the password."""
    redirects: list[str] = []
    """Hosts inside your own network to which the address may lead on; public ones need not be named."""


class PullSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another learning record store whose statements are taken."""

    endpoint: str
    """The address under which it has `statements`, e.g. https://lrs.example.org/xapi"""
    source: str
    key_env: str
    secret_env: str
    since: str | None = None
    """Statements stored there later than this, e.g. 2026-01-01T00:00:00Z; all, if nothing is said."""
    per_minute: Annotated[int, msgspec.Meta(ge=1, le=6_000)] = 60
    """Requests, at most."""
    mapping: str = ""
    """A TOML file that says what is taken; without it everything that fits a template of the profile."""


def marks(calendars: Iterable[CalendarSettings], source: str, *, whole: bool = False) -> Marks:
    """What tells sessions in the calendars of a source."""
    of = [calendar for calendar in calendars if calendar.source == source]
    return Marks(
        categories=frozenset(c.category.strip().casefold() for c in of if c.category.strip()),
        mailboxes=frozenset(c.mailbox.strip().casefold().removeprefix("mailto:") for c in of if c.mailbox.strip()),
        whole=whole,
    )


def login(key_env: str, secret_env: str) -> tuple[str, str] | None:
    """User and secret from the environment variables named, if any are."""
    if not key_env and not secret_env:
        return None
    for name in (key_env, secret_env):
        if not os.environ.get(name):
            raise Refused(name or "secret_env", "the environment variable that holds the login is not set; set both")
    return os.environ[key_env], os.environ[secret_env]
