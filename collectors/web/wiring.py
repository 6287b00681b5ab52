"""What the composition root hands to the pages."""

from collections.abc import Callable
from typing import Protocol

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from collectors.ledger.reader import Reader
from collectors.ledger.sources import Undeclared
from collectors.ledger.writer import Writer
from collectors.spool.folder import Spool
from collectors.web.hand_in.hand_ins import HandIns
from collectors.web.session import Sessions
from schemas.viewer import Viewer


class NotLetIn(Exception):
    """Nobody is signed in; `reason` is the key of the message that says why and what to do.

    `again`: trying once more may help.
    """

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


class SignIn(Protocol):
    """A way to come in: one-time links, a trusted proxy, OpenID Connect."""

    pressed: bool
    """The last step is a button: an address that somebody's mail scanner opens must not use up the link."""

    async def begin(self, request: Request, onward: str) -> Viewer | Response:
        """Who it is, or where to go next. NotLetIn: neither. `onward` is the page they wanted."""

    async def finish(self, request: Request, step: str) -> tuple[Viewer, str]:
        """Who it is and the page they wanted, from /sign-in/{step}; NotLetIn."""


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """How long data are kept, as set."""

    events_months: int = 36
    pulses_months: int = 12
    quarantine_days: int = 14


class Wiring(msgspec.Struct, frozen=True, kw_only=True):
    writer: Writer
    reader: Reader
    spool: Spool
    sessions: Sessions
    sign_in: SignIn
    home_page: Callable[[str], str]
    """Agency code → home page of the accounts that person ids stand for."""
    hand_ins: HandIns
    denied: Callable[[str], None] = lambda _: None
    """Somebody was refused at this door; counted without who."""
    undeclared: Undeclared = "refuse"
    """Whether a source may write that is not declared yet."""
    keeping: Keeping = Keeping()
    secure: bool = False
    """Cookies go over https only."""
    demo: bool = False
    """Every page says that names and data are invented."""
