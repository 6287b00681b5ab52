"""One-time links: a laptop's way in. `lahde link` prepares one in the data folder; whoever opens it first is in."""

import hashlib
import secrets
import time
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from collectors.web.wiring import NotLetIn
from schemas.viewer import Viewer

FOLDER = "links"
SECONDS = 15 * 60


class Link(msgspec.Struct, kw_only=True):
    viewer: Viewer
    until: float


def prepare(folder: Path, viewer: Viewer, now: float | None = None) -> str:
    """The last part of the link's address. Only its hash is written."""
    now = time.time() if now is None else now
    links = folder / FOLDER
    links.mkdir(mode=0o700, exist_ok=True)
    _sweep(links, now)
    token = secrets.token_urlsafe(32)
    path = links / _hashed(token)
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.encode(Link(viewer=viewer, until=now + SECONDS)))
    return token


def redeem(folder: Path, token: str, now: float | None = None) -> Viewer | None:
    """Whose link it is, the first time it is asked within its fifteen minutes."""
    path = folder / FOLDER / _hashed(token)
    try:
        link = msgspec.json.decode(path.read_bytes(), type=Link)
        path.unlink()  # only one of two that come at once finds it
    except FileNotFoundError:
        return None
    return link.viewer if (time.time() if now is None else now) < link.until else None


def clear(folder: Path) -> None:
    """After an erasure: a link of the erased person opens nothing, and others are soon made anew."""
    for path, _ in _links(folder / FOLDER):
        path.unlink(missing_ok=True)


class Links:
    """The way in for collectors/web."""

    pressed = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def begin(self, _: Request, __: str) -> Viewer | Response:
        raise NotLetIn("not_let_in.links")

    async def finish(self, _: Request, step: str) -> tuple[Viewer, str]:
        viewer = redeem(self._folder, step)
        if viewer is None:
            raise NotLetIn("not_let_in.spent")
        return viewer, ""


def _sweep(links: Path, now: float) -> None:
    for path, link in _links(links):
        if link.until <= now:
            path.unlink(missing_ok=True)


def _links(folder: Path) -> list[tuple[Path, Link]]:
    return [(path, msgspec.json.decode(path.read_bytes(), type=Link)) for path in folder.glob("*")]


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
