"""The ASGI application mounted at /xapi: version header, credentials, errors that name the place and the rule."""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Sequence

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from collectors.ledger.reader import Reader
from collectors.ledger.stamps import iso
from collectors.ledger.writer import Writer
from collectors.lrs.auth import Gate
from collectors.lrs.readings import Readings
from collectors.lrs.statements import Statements
from schemas.statement.refusal import Refused

VERSION = "1.0.3"
VERSIONS = ("1.0.3", "1.0.2", "1.0.1", "1.0.0")
Handler = Callable[[Request], Awaitable[Response]]

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
    noted = readings or Readings(writer)

    def through() -> str:
        return iso(writer.consistent_through())

    statements = _guarded(Statements(writer, reader, gate, noted, f"{path}/statements"), through)
    about = _guarded(_about, through, versioned=False)
    routes = [
        Route(f"/{name}{slash}", endpoint, methods=methods)
        for name, endpoint, methods in (("statements", statements, ["GET", "POST", "PUT"]), ("about", about, ["GET"]))
        for slash in ("", "/")
    ]
    return Starlette(routes=[*routes, *beside], exception_handlers={HTTPException: _elsewhere})


async def _about(_: Request) -> Response:
    return JSONResponse({"version": list(VERSIONS), "extensions": {}})


def _guarded(handler: Handler, through: Callable[[], str], *, versioned: bool = True) -> Handler:
    """Answers a refusal, and anything unforeseen, as one line of JSON; never with a value or a trace."""

    async def endpoint(request: Request) -> Response:
        try:
            if versioned:
                _check_version(request.headers.get("x-experience-api-version"))
            response = await handler(request)
        except Refused as refusal:
            response = _refusal(refusal)
        except ClientDisconnect:
            response = _error(400, "body", "the connection ended before the body did; send it again")
        except (sqlite3.Error, OSError) as fault:
            log.error("ledger", fault=type(fault).__name__)
            response = _error(503, "", "the ledger cannot do this just now; send it again later")
            response.headers["Retry-After"] = "10"
        except Exception as fault:  # its text or trace could hold what was sent
            log.error("unforeseen", fault=type(fault).__name__)
            response = _error(500, "", "a fault of this server, not of what was sent; its operator finds it in the log")
        response.headers["X-Experience-API-Version"] = VERSION
        response.headers.setdefault("X-Experience-API-Consistent-Through", through())
        return response

    return endpoint


async def _elsewhere(_: Request, fault: Exception) -> Response:
    """No such resource, or not by this method."""
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    rule = "this resource does not take the method" if status == 405 else "no such resource here"
    response = _error(status, "", f"{rule}; served are statements and about")
    response.headers.update(getattr(fault, "headers", None) or {})  # Allow
    response.headers["X-Experience-API-Version"] = VERSION
    return response


def _check_version(given: str | None) -> None:
    """1.0 and every 1.0.x are served (Communication 3.3)."""
    if given is None or re.fullmatch(r"1\.0(\.[0-9]+)?", given) is None:
        raise Refused("X-Experience-API-Version", f"must be 1.0.x, best {VERSION}; add the header")


def _refusal(refusal: Refused) -> Response:
    response = _error(refusal.status, refusal.path, refusal.rule)
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="xAPI", charset="UTF-8"'
    return response


def _error(status: int, path: str, rule: str) -> JSONResponse:
    return JSONResponse({"error": rule, "path": path}, status_code=status)
