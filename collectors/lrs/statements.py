"""POST, PUT and GET /xapi/statements (specification 1.0.3, Communication 2.1)."""

import uuid

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from collectors.door import prepare
from collectors.ledger.reader import Page, Reader
from collectors.ledger.sources import Source
from collectors.ledger.stamps import iso
from collectors.ledger.work import Accept, Done, Prepared
from collectors.ledger.writer import Writer
from collectors.lrs import query
from collectors.lrs.auth import READ, READ_ALL, WRITE, Gate
from collectors.lrs.body import read
from collectors.lrs.readings import Readings
from collectors.lrs.turn import Turn
from schemas.statement.parse import split
from schemas.statement.refusal import Refused

JSON = "application/json"


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
        _only_json(request)
        batch, raws = split(await read(request))
        statements = [prepare(raw, path=f"[{i}]" if batch else "") for i, raw in enumerate(raws)]
        _no_equal_ids(statements)
        done = await self._accept(source, statements)
        return Response(msgspec.json.encode(done.ids), media_type=JSON)

    async def _put(self, request: Request) -> Response:
        source = await self._gate.source(request.headers.get("authorization"), WRITE)
        if set(request.query_params) != {"statementId"}:
            raise Refused("statementId", "PUT takes exactly this parameter, the statement's id")
        _only_json(request)
        statement_id = _uuid(request.query_params["statementId"])
        batch, raws = split(await read(request))
        if batch:
            raise Refused("", "PUT takes one statement, not a list; POST takes lists")
        prepared = prepare(raws[0], statement_id=statement_id)
        if prepared.id != statement_id:
            raise Refused("id", "differs from the parameter statementId; send the same id in both, or none in the body")
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
            found = self._reader.statement(one[0], voided=one[1], source=mine)
            if found is None:
                raise Refused("statementId", "no such statement here for these credentials", status=404)
            self._readings.note(source.name, filter(None, [self._reader.seq(one[0])]))
            body, stored = found
            return Response(body, media_type=JSON, headers=through | {"Last-Modified": iso(stored)})
        asked = msgspec.structs.replace(query.query(parameters), source=mine)
        page = await run_in_threadpool(self._reader.page, asked)
        self._readings.note(source.name, page.seqs)
        return Response(self._result(page), media_type=JSON, headers=through)

    def _result(self, page: Page) -> bytes:
        more = f"{self._path}?more={query.token(page.more)}" if page.more else ""
        return b'{"statements":[' + b",".join(page.statements) + b'],"more":' + msgspec.json.encode(more) + b"}"


def _only_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        rule = "must be application/json; statements with attachment data (multipart/mixed) are not taken so far"
        raise Refused("Content-Type", rule, status=415 if kind.startswith("multipart/") else 400)


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
