"""Sessions on the server's side. The browser holds a random id in a cookie; here only its hash is kept."""

import hashlib
import secrets
import time
from collections.abc import Callable

import msgspec

from schemas.viewer import Viewer

COOKIE = "lahde_session"
LONGEST = 8 * 3600.0
IDLE = 30 * 60.0
MOST = 100_000


class Session(msgspec.Struct, kw_only=True):
    """A person who signed in."""

    viewer: Viewer
    csrf: str
    """Stands in every form we hand out; a form without it is not ours."""
    known: bool
    """HR's files named the person when they came: if the ledger no longer does, they were erased."""
    begun: float
    seen: float


class Sessions:
    """In memory: a restart signs everybody out, and nothing of it is ever on disk."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._sessions: dict[bytes, Session] = {}

    def begin(self, viewer: Viewer, *, known: bool = True) -> str:
        """The id for the cookie: 256 random bits."""
        self._sweep()
        identifier, now = secrets.token_urlsafe(32), self._now()
        self._sessions[_hashed(identifier)] = Session(
            viewer=viewer, csrf=secrets.token_urlsafe(24), known=known, begun=now, seen=now
        )
        return identifier

    def of(self, identifier: str) -> Session | None:
        """The session with this id, if it lives; it has been seen now."""
        session = self._sessions.get(_hashed(identifier))
        if session is None or not self._lives(session):
            self.end(identifier)
            return None
        session.seen = self._now()
        return session

    def end(self, identifier: str) -> None:
        self._sessions.pop(_hashed(identifier), None)

    def _lives(self, session: Session) -> bool:
        now = self._now()
        return now - session.begun < LONGEST and now - session.seen < IDLE

    def _sweep(self) -> None:
        self._sessions = {key: s for key, s in self._sessions.items() if self._lives(s)}
        while len(self._sessions) >= MOST:
            del self._sessions[next(iter(self._sessions))]


def _hashed(identifier: str) -> bytes:
    return hashlib.sha256(identifier.encode()).digest()
