"""The three document resources: state, activity profile, agent profile (1.0.3: Communication 2.2, 3.1; 2.0: 4.1.4)."""

from email.utils import formatdate
from typing import Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from collectors.door import refuse_reflections
from collectors.ledger import documents
from collectors.ledger.documents import Document
from collectors.ledger.reader import Reader
from collectors.ledger.sources import Source
from collectors.ledger.work import DeleteDocuments, Only, StoreDocument
from collectors.lrs import versions
from collectors.lrs.auth import Gate
from collectors.lrs.body import read
from collectors.lrs.place import Asked, Sort, asked
from collectors.lrs.readings import Readings
from collectors.lrs.turn import Turn
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused

UNTYPED = "application/octet-stream"
INERT = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
"""A document is whatever a source sent: in a browser it must not act as a page of ours."""


class Documents:
    """One of the three over one ledger."""

    def __init__(self, sort: Sort, turn: Turn, reader: Reader, gate: Gate, readings: Readings) -> None:
        self._sort = sort
        self._readings = readings
        self._turn = turn
        self._reader = reader
        self._gate = gate

    async def __call__(self, request: Request) -> Response:
        source = await self._gate.source(request.headers.get("authorization"), self._sort.scopes)
        wanted = asked(self._sort, request.method, request.query_params)
        match request.method:
            case "PUT" | "POST":
                await self._store(request, source, wanted)
            case "DELETE":
                await self._turn.do(DeleteDocuments(place=wanted.place, id=wanted.id, only=_only(request)))
            case _:
                return await run_in_threadpool(self._get, source, wanted)
        return Response(status_code=204)

    async def _store(self, request: Request, source: Source, wanted: Asked) -> None:
        merge, kind = request.method == "POST", request.headers.get("content-type") or UNTYPED
        body = await read(request)
        refuse_reflections(body)
        if merge and documents.is_json(kind):
            try:
                parse(body)
            except Refused as refused:
                raise refused.within("body") from None
        work = StoreDocument(
            source=source.name,
            place=wanted.place,
            id=wanted.id or "",
            content_type=kind,
            body=body,
            merge=merge,
            only=_only(request, "taken" if merge else self._unconditional(request)),
            nobody=wanted.nobody,
        )
        await self._turn.do(work)

    def _unconditional(self, request: Request) -> Literal["taken", "new", "refused"]:
        """What becomes of a PUT that says nothing of what it expects to replace."""
        if versions.named(request.headers.get(versions.HEADER)) == versions.SECOND:
            return "new"
        return "taken" if self._sort.lenient else "refused"

    def _get(self, source: Source, wanted: Asked) -> Response:
        connection = self._reader.connection
        if wanted.id is None:
            ids, newest = documents.ids(connection, wanted.place, wanted.since)
            when = {"Last-Modified": _http_date(newest)} if newest else {}
            return Response(msgspec.json.encode(ids), media_type="application/json", headers=when)
        found = documents.find(connection, wanted.place, wanted.id)
        if found is None:
            raise Refused(self._sort.id, "there is no such document", status=404)
        if wanted.place.agent:
            self._readings.note_document(source.name, wanted.place.agent)
        return Response(found.body, headers=_headers(found))


def _headers(found: Document) -> dict[str, str]:
    described = {
        "Content-Type": found.content_type,
        "ETag": f'"{found.etag}"',
        "Last-Modified": _http_date(found.updated),
    }
    return described | INERT


def _http_date(updated: int) -> str:
    return formatdate(updated / 1e6, usegmt=True)


def _only(request: Request, unconditional: Literal["taken", "new", "refused"] = "taken") -> Only:
    return Only(
        match=_tags(request.headers.get("if-match")),
        none_match=_tags(request.headers.get("if-none-match")),
        unconditional=unconditional,
    )


def _tags(header: str | None) -> list[str] | None:
    """Entity tags without their dress: a proxy that compresses makes a tag weak, and some clients drop the quotes."""
    if header is None:
        return None
    return [tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")]
