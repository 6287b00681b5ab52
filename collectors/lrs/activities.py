"""GET /xapi/activities (Communication 2.5): an Activity with all that statements say of it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from collectors.ledger.reader import Reader
from collectors.lrs.auth import DOCUMENTS, READ, READ_ALL, Gate
from collectors.lrs.place import read_parameters
from schemas.statement.definition import merged


class Activities:
    """The resource over one ledger."""

    def __init__(self, reader: Reader, gate: Gate) -> None:
        self._reader = reader
        self._gate = gate

    async def __call__(self, request: Request) -> Response:
        source = await self._gate.source(request.headers.get("authorization"), READ | DOCUMENTS)
        activity = read_parameters(request.query_params, ["activityId"], set())["activityId"]
        mine = None if READ_ALL.intersection(source.about.scopes) else source.name
        said = await run_in_threadpool(lambda: self._reader.definitions(activity, mine))
        definition = merged(said)
        told = {"definition": definition} if definition else {}
        return JSONResponse({"objectType": "Activity", "id": activity} | told)
