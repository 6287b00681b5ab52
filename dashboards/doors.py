"""What the composition root tells the dashboards besides what is published. Run alone, they are told nothing."""

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.requests import Request

from dashboards.contents.statement import UNSAID, Statement
from schemas.viewer import Access, Viewer

Status = dict[str, Any]
"""As `lahde status --json` prints it."""


class HandedOut(msgspec.Struct, frozen=True, kw_only=True):
    """A person-level snapshot that an accredited analyst was given. For whom stays in the log."""

    day: str
    purpose: str
    expires: str
    deleted: bool
    """Our copy is; copies handed out cannot be watched."""


class Guarded(msgspec.Struct, frozen=True, kw_only=True):
    """What those see who guard an agency's people: the data-protection officer, the representative.

    Neither erasures nor withdrawals: a count that moves would tell of one person (domain.md 5.7, promise 8).
    """

    denied: dict[str, dict[str, int]]
    """Day → door → how often somebody was refused there; the newest day first."""
    handed_out: list[HandedOut]


class Doors(msgspec.Struct, frozen=True, kw_only=True):
    access: Access = "everyone"
    viewer_of: Callable[[Request], Viewer | None] = lambda _: None
    sign_in: str = ""
    """Where one can sign in; empty where one is, or is not, with each request."""
    denied: Callable[[str], None] = lambda _: None
    """Somebody was refused at this door."""
    guarded: Callable[[str], Guarded] | None = None
    """Of an agency."""
    status: Callable[[], Status] | None = None
    statement: Statement = UNSAID
    """What the installation says of its accessibility."""


ALONE = Doors()
"""Nothing but what is published, to everyone."""
