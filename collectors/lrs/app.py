"""The ASGI application mounted at /xapi: versions, credentials, errors that name the place and the rule."""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from collectors.ledger.reader import Reader
from collectors.ledger.stamps import iso
from collectors.ledger.writer import Writer
from collectors.lrs import agents, versions
from collectors.lrs.activities import Activities
from collectors.lrs.alternate import Alternate
from collectors.lrs.answers import error, refusal
from collectors.lrs.auth import Gate
from collectors.lrs.documents import Documents
from collectors.lrs.place import ACTIVITY_PROFILE, AGENT_PROFILE, STATE
from collectors.lrs.readings import Readings
from collectors.lrs.statements import Statements
from collectors.lrs.turn import Turn
from schemas.statement.refusal import Refused

Handler = Callable[[Request], Awaitable[Response]]
Dress = Callable[[Request, Response], Response]
"""Puts on an answer what every answer of the store has."""

DOCUMENTS = ("GET", "PUT", "POST", "DELETE")

log = structlog.get_logger()


def app(
    writer: Writer,
    reader: Reader,
    gate: Gate,
    readings: Readings | None = None,
    *,
    path: str = "/xapi",
    beside: Sequence[Route] = (),
) -> Starlette:
    """The learning record store over one ledger.

    `path` is where it is mounted, for `more` addresses; `beside`: what else is answered there, after its own.
    Whoever hands `readings` in flushes them before the writer is closed.
    """
    dress, turn, noted = _dress(writer), Turn(writer), readings or Readings(writer)
    resources: dict[str, tuple[Handler, Sequence[str]]] = {
        "statements": (
            Statements(writer, reader, gate, noted, f"{path}/statements"),
            ("GET", "POST", "PUT"),
        ),
        "activities/state": (Documents(STATE, turn, reader, gate, noted), DOCUMENTS),
        "activities/profile": (Documents(ACTIVITY_PROFILE, turn, reader, gate, noted), DOCUMENTS),
        "agents/profile": (Documents(AGENT_PROFILE, turn, reader, gate, noted), DOCUMENTS),
        "agents": (agents.of(gate), ("GET",)),
        "activities": (Activities(reader, gate), ("GET",)),
        "about": (_about, ("GET",)),
    }
    routes = [
        Route(f"/{name}{slash}", _guarded(handler, dress), methods=methods)
        for name, (handler, methods) in resources.items()
        for slash in ("", "/")
    ]
    return Starlette(
        routes=[*routes, *beside],
        middleware=[Middleware(Alternate, dress=dress)],
        exception_handlers={HTTPException: _elsewhere(dress, ", ".join(resources))},
    )


async def _about(request: Request) -> Response:
    return JSONResponse({"version": versions.listed(request.headers.get(versions.HEADER)), "extensions": {}})


def _dress(writer: Writer) -> Dress:
    spoken = versions.Versions()

    def dress(request: Request, answer: Response) -> Response:
        answer.headers[versions.HEADER] = spoken.answering(request)
        answer.headers.setdefault("X-Experience-API-Consistent-Through", iso(writer.consistent_through()))
        return answer

    return dress


def _guarded(handler: Handler, dress: Dress) -> Handler:
    """Answers a refusal, and anything unforeseen, as one line of JSON; never with a value or a trace."""

    async def endpoint(request: Request) -> Response:
        try:
            if handler is not _about:
                versions.check(request)
            answer = await handler(request)
        except Refused as refused:
            answer = refusal(refused)
        except ClientDisconnect:
            answer = error(400, "body", "the connection ended before the body did; send it again")
        except (sqlite3.Error, OSError) as fault:
            log.error("ledger", fault=type(fault).__name__)
            answer = error(503, "", "the ledger cannot do this just now; send it again later")
            answer.headers["Retry-After"] = "10"
        except Exception as fault:  # its text or trace could hold what was sent
            log.error("unforeseen", fault=type(fault).__name__)
            answer = error(500, "", "a fault of this server, not of what was sent; its operator finds it in the log")
        return dress(request, answer)

    return endpoint


def _elsewhere(dress: Dress, served: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def elsewhere(request: Request, fault: Exception) -> Response:
        """No such resource, or not by this method."""
        status = fault.status_code if isinstance(fault, HTTPException) else 500
        rule = "this resource does not take the method" if status == 405 else "no such resource here"
        answer = error(status, "", f"{rule}; served are {served}")
        answer.headers.update(getattr(fault, "headers", None) or {})  # Allow
        return dress(request, answer)

    return elsewhere
