"""GET /xapi/agents (Communication 2.4): what is known of an Agent, as a Person."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from collectors.lrs.auth import DOCUMENTS, READ, Gate
from collectors.lrs.place import agent, read_parameters
from schemas.statement.agent import KINDS


def of(gate: Gate) -> Callable[[Request], Awaitable[Response]]:
    """The resource. It tells no more of a person than it was asked with (ADR 0028)."""

    async def agents(request: Request) -> Response:
        await gate.source(request.headers.get("authorization"), READ | DOCUMENTS)
        read_parameters(request.query_params, ["agent"], set())
        asked = agent(request.query_params["agent"])
        known = {name: [asked[name]] for name in ("name", *KINDS) if name in asked}
        return JSONResponse({"objectType": "Person"} | known)

    return agents
