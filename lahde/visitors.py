"""What the server tells its dashboards: who looks, where to sign in, and what some may know that is not published."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.requests import Request

from collectors.identity import HELSINKI
from collectors.ledger.reader import Reader
from collectors.ledger.snapshots import Snapshot, snapshots
from collectors.web.visit import session_in
from collectors.web.wiring import Wiring
from dashboards.doors import Doors, Guarded, HandedOut, Status
from lahde.control import NoServer, ask
from lahde.denied import Denied
from lahde.lock import PIPELINE_SOCKET
from lahde.settings import Settings
from lahde.status import state
from schemas.viewer import Viewer

FRESH_SECONDS = 60.0


def doors(settings: Settings, wiring: Wiring, denied: Denied, status: Callable[[], Status]) -> Doors:
    def viewer_of(request: Request) -> Viewer | None:
        session = session_in(wiring, request)
        return session.viewer if session else None

    return Doors(
        access=settings.dashboards.access,
        viewer_of=viewer_of,
        sign_in="/sign-in",
        denied=denied.add,
        guarded=lambda agency: guarded(wiring.reader, denied, agency),
        status=status,
        statement=settings.accessibility,
    )


class Told:
    """What `lahde status` prints, for the page of data health: made at most once a minute, for it reads the ledger."""

    def __init__(self, settings: Settings, reader: Reader) -> None:
        self._settings, self._reader = settings, reader
        self._lock = threading.Lock()
        self._made: tuple[float, Status] | None = None

    def __call__(self) -> Status:
        with self._lock:
            if self._made is None or time.monotonic() - self._made[0] > FRESH_SECONDS:
                self._made = time.monotonic(), self._make()
            return self._made[1]

    def _make(self) -> Status:
        pipeline: Status | None
        try:
            pipeline = ask(self._settings.folder / PIPELINE_SOCKET, {"command": "status"})
        except NoServer:
            pipeline = None
        return state(self._settings, self._reader.connection, pipeline, served=True)


def guarded(reader: Reader, denied: Denied, agency: str) -> Guarded:
    """Snapshots of all agencies hold this one's people too."""
    handed_out = [s for s in snapshots(reader.connection) if s.agency in ("", agency)]
    newest = sorted(handed_out, key=lambda s: s.made, reverse=True)
    return Guarded(denied=denied.days(), handed_out=[_told(s) for s in newest])


def _told(snapshot: Snapshot) -> HandedOut:
    made = datetime.fromtimestamp(snapshot.made / 1e6, UTC).astimezone(HELSINKI).date()
    return HandedOut(
        day=made.isoformat(),
        purpose=snapshot.purpose,
        expires=snapshot.expires,
        deleted=snapshot.gone is not None,
    )
