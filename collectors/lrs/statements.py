"""POST, PUT and GET /xapi/statements (1.0.3: Communication 2.1; 2.0: 4.1.6.1)."""

import uuid
from email.utils import formatdate
from functools import partial

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from collectors.ledger.reader import Reader
from collectors.ledger.sources import Source
from collectors.ledger.stamps import iso
from collectors.ledger.work import Accept, Done, Prepared
from collectors.ledger.writer import Writer
from collectors.lrs import query
from collectors.lrs.auth import READ, READ_ALL, WRITE, Gate
from collectors.lrs.query import Asked, Single
from collectors.lrs.readings import Readings
from collectors.lrs.received import JSON, receive
from collectors.lrs.turn import Turn
from collectors.lrs.view import View
from schemas.statement.parse import split
from schemas.statement.refusal import Refused

MOST_OCTETS = 32 * 1024 * 1024
"""Of attachments in one answer; the rest comes with the next page."""


class Statements:
    """The statements resource over one ledger."""

    def __init__(self, writer: Writer, reader: Reader, gate: Gate, readings: Readings, path: str) -> None:
        self._writer = writer
        self._turn = Turn(writer)
        self._reader = reader
        self._gate = gate
        self._readings = readings
        self._path = path

    async def __call__(self, request: Request) -> Response:
        match request.method:
            case "POST":
                return await self._post(request)
            case "PUT":
                return await self._put(request)
            case _:
                return await self._get(request)

    async def _post(self, request: Request) -> Response:
        source = await self._gate.source(request.headers.get("authorization"), WRITE)
        if request.query_params:
            raise Refused("query", "POST takes no parameters; a single statement may carry its id in the body")
        sent = await receive(request)
        batch, raws = split(sent.statements)
        statements = [sent.prepare(raw, path=f"[{i}]" if batch else "") for i, raw in enumerate(raws)]
        _no_equal_ids(statements)
        sent.refuse_loose(statements)
        done = await self._accept(source, statements)
        return Response(msgspec.json.encode(done.ids), media_type=JSON)

    async def _put(self, request: Request) -> Response:
        source = await self._gate.source(request.headers.get("authorization"), WRITE)
        if set(request.query_params) != {"statementId"}:
            raise Refused("statementId", "PUT takes exactly this parameter, the statement's id")
        statement_id = _uuid(request.query_params["statementId"])
        sent = await receive(request)
        batch, raws = split(sent.statements)
        if batch:
            raise Refused("", "PUT takes one statement, not a list; POST takes lists")
        prepared = sent.prepare(raws[0], statement_id=statement_id)
        if prepared.id != statement_id:
            raise Refused("id", "differs from the parameter statementId; send the same id in both, or none in the body")
        sent.refuse_loose([prepared])
        await self._accept(source, [prepared])
        return Response(status_code=204)

    async def _accept(self, source: Source, statements: list[Prepared]) -> Done:
        return await self._turn.do(Accept(source=source.name, statements=statements))

    async def _get(self, request: Request) -> Response:
        source = await self._gate.source(request.headers.get("authorization"), READ)
        mine = None if READ_ALL.intersection(source.about.scopes) else source.name
        through = {"X-Experience-API-Consistent-Through": iso(self._writer.consistent_through())}
        parameters = request.query_params
        if len(parameters.multi_items()) != len(parameters):
            raise Refused("query", "each parameter may stand once")
        if one := query.single(parameters):
            answer = partial(self._one, one, View(request, one, self._reader, mine), source, mine, through)
            quick = one.form == "exact" and not one.attachments
            return answer() if quick else await run_in_threadpool(answer)
        asked = msgspec.structs.replace(query.query(parameters), source=mine)
        view = View(request, asked, self._reader, mine)
        return await run_in_threadpool(self._page, asked, view, source, through)

    def _one(self, one: Single, view: View, source: Source, mine: str | None, headers: dict[str, str]) -> Response:
        found = self._reader.statement(one.id, voided=one.voided, source=mine)
        if found is None:
            raise Refused("statementId", "no such statement here for these credentials", status=404)
        seqs = list(filter(None, [self._reader.seq(one.id)]))
        self._readings.note(source.name, seqs)
        body, stored = found
        headers["Last-Modified"] = formatdate(stored / 1e6, usegmt=True)
        return view.response(view.statement(body), seqs, headers)

    def _page(self, asked: Asked, view: View, source: Source, headers: dict[str, str]) -> Response:
        page = self._reader.page(asked, octets=MOST_OCTETS if asked.attachments else None)
        self._readings.note(source.name, page.seqs)
        more = f"{self._path}?more={query.token(page.more)}" if isinstance(page.more, Asked) else ""
        statements = b",".join(map(view.statement, page.statements))
        body = b'{"statements":[' + statements + b'],"more":' + msgspec.json.encode(more) + b"}"
        return view.response(body, page.seqs, headers)


def _no_equal_ids(statements: list[Prepared]) -> None:
    seen: dict[str, int] = {}
    for index, statement in enumerate(statements):
        if statement.id in seen:
            raise Refused(f"[{index}].id", f"stands at [{seen[statement.id]}] too; ids in a batch must differ")
        seen[statement.id] = index


def _uuid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise Refused("statementId", "must be a UUID") from None
