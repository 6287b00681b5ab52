"""How an address answers: to whom, made once for a release, and what caches may keep of it."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboards.access import Sight, Unseen
from dashboards.doors import Doors
from dashboards.kept import Body, Kept
from dashboards.page import HERE
from dashboards.reading.release import MONTH, Reading
from look import LANGUAGES
from look.page import fingerprint
from warehouse.published import Published, Unpublished

Read = Callable[[Path], Published]
Answer = Callable[[Reading, Request], Body]
Endpoint = Callable[[Request], Awaitable[Response]]
Live = Callable[[Sight, Request], bool]
"""Whether the answer tells more than the release does, and so must be made anew each time."""

Pace = Literal["at once", "page", "file"]
"""At once: of one organisation, however many there are. All else takes its turn; a file holds up no page."""


def never(_: Sight, __: Request) -> bool:
    return False


class Answering:
    def __init__(self, published: Path, read: Read, doors: Doors) -> None:
        self._published, self._read, self._doors = published, read, doors
        self._kept, self._look_and_words = Kept(), fingerprint(HERE)
        # In turn: many made at once would each wait for all others. A slow drawing or report holds up no page.
        self._turns: dict[Pace, CapacityLimiter] = {"page": CapacityLimiter(1), "file": CapacityLimiter(1)}
        self._whole: Published | None = None
        self._told = ""
        self._parts: dict[str, Published] = {}

    def released(self, answer: Answer, lang: str, live: Live = never, pace: Pace = "page") -> Endpoint:
        """Made once for a release and all who see the same, and not at all for a visitor who has it already."""

        async def endpoint(request: Request) -> Response:
            sight = self.sight(request)
            if not sight.open:
                return self.turned_away(request)
            reading = self._reading(request, lang, sight)
            if live(sight, request):
                return response(await self._made(answer, reading, request, pace), keep=NOWHERE)
            tag, keep = self._tag(reading, request), EVERYWHERE if sight.shared else PRIVATE
            if is_known(request, tag):
                return unchanged(tag, keep=keep)
            body = self._kept.get(tag)
            if body is None:
                body = await self._made(answer, reading, request, pace)
                self._kept.keep(tag, body)
            return response(body, tag, keep=keep)

        return endpoint

    async def _made(self, answer: Answer, reading: Reading, request: Request, pace: Pace) -> Body:
        if pace == "at once":  # a few milliseconds: a thread's turn would take half as long again
            return answer(reading, request)
        return await run_sync(partial(answer, reading, request), limiter=self._turns[pace])

    def sight(self, request: Request) -> Sight:
        return Sight(access=self._doors.access, viewer=self._doors.viewer_of(request))

    def release(self) -> dict[str, Any] | None:
        """What the release in force says of itself; None where nothing can be read."""
        try:
            return self._read(self._published).release
        except Unpublished:
            return None

    def turned_away(self, request: Request, door: str = "any") -> Response:
        """The same for every address, so that nobody learns which pages there are."""
        if not self._doors.sign_in:
            raise Unseen(door)
        path = request.url.path
        spoken = f"&lang={path[1:3]}" if path[1:3] in LANGUAGES else ""
        return RedirectResponse(f"{self._doors.sign_in}?next={quote(path)}{spoken}", 303, {"Cache-Control": NOWHERE})

    def _reading(self, request: Request, lang: str, sight: Sight) -> Reading:
        whole, wanted = self._read(self._published), request.path_params.get("node")
        part = self._part(whole, sight)
        if wanted and part.node(wanted) is None and whole.node(wanted):
            raise Unseen("node")
        return Reading(published=part, lang=lang, at=_at(request), sight=sight)

    def _part(self, whole: Published, sight: Sight) -> Published:
        if whole is not self._whole:
            self._whole, self._parts = whole, {}
            self._told = json.dumps(whole.release, sort_keys=True, default=str)
        if sight.tag not in self._parts:
            self._parts[sight.tag] = sight.through(whole)
        return self._parts[sight.tag]

    def _tag(self, reading: Reading, request: Request) -> str:
        return etag(self._look_and_words, self._told, request.url.path, reading.at, reading.sight.tag)


EVERYWHERE, PRIVATE, NOWHERE = "no-cache", "private, no-cache", "private, no-store"
"""Kept by any cache, or by the visitor's own, and asked for again each time; or kept by none."""


def etag(*parts: str) -> str:
    return f'"{blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the visitor has it already."""
    return tag in {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}


def unchanged(tag: str, *, keep: str = EVERYWHERE) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": keep})


def response(body: Body, tag: str = "", *, keep: str = EVERYWHERE) -> Response:
    headers = {"Cache-Control": keep} | ({"ETag": tag} if tag else {})
    if body.file:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(body.file, safe='')}"
    return Response(body.content, media_type=body.media_type, headers=headers)


def _at(request: Request) -> str:
    at = request.query_params.get("at", "")
    if at and not MONTH.fullmatch(at):
        raise HTTPException(404)
    return at
