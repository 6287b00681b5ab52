"""Requests as forms, for clients that cannot say PUT or set headers (1.0.3, Communication 1.3; 2.0 has none)."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from collectors.lrs import versions
from collectors.lrs.answers import refusal
from collectors.lrs.body import read
from schemas.statement.refusal import Refused

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
WITH_CONTENT = ("PUT", "POST")
HEADERS = ("Authorization", versions.HEADER, "Content-Type", "Content-Length", "If-Match", "If-None-Match")
"""Form fields that stand for headers; the others but `content` stand for parameters."""
MOST_FIELDS = 50


class Alternate:
    """Turns a POST with `?method=` into the request that it stands for."""

    def __init__(self, app: ASGIApp, dress: Callable[[Request, Response], Response]) -> None:
        self._app = app
        self._dress = dress

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_one(scope):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            form = _form(request, await read(request))
        except Refused as refused:
            await self._dress(request, refusal(refused))(scope, receive, send)
        except ClientDisconnect:
            return
        else:
            await self._app(*_meant(scope, request.query_params["method"], form), send)


def _is_one(scope: Scope) -> bool:
    """Most requests are none, and are not looked at closely."""
    if scope["type"] != "http" or scope["method"] != "POST" or b"method=" not in scope["query_string"]:
        return False
    return "method" in Request(scope).query_params


def _form(request: Request, body: bytes) -> dict[str, str]:
    """The form's fields, if it is one and may be."""
    parameters = request.query_params.multi_items()
    if len(parameters) != 1 or parameters[0][0] != "method" or parameters[0][1] not in METHODS:
        raise Refused("query", f"method must stand alone and be one of {', '.join(METHODS)}; the rest goes in the form")
    try:
        fields = parse_qsl(body.decode(), True, True, max_num_fields=MOST_FIELDS) if body else []
    except ValueError:
        raise Refused("body", "must be a form, application/x-www-form-urlencoded in UTF-8") from None
    form = dict(fields)
    if len(form) < len(fields):
        raise Refused("body", "each field of the form may stand once")
    given = form.get(versions.HEADER) or request.headers.get(versions.HEADER)
    if versions.SECOND in (versions.named(given), versions.named(request.headers.get(versions.HEADER))):
        raise Refused("method", "xAPI 2.0 has no requests as forms; send the request itself")
    if parameters[0][1] in WITH_CONTENT and "content" not in form:
        raise Refused("content", "is required in the form: what the request's body would be")
    return form


def _meant(scope: Scope, method: str, form: dict[str, str]) -> tuple[Scope, Receive]:
    body = form.pop("content", "").encode()
    given = {name.lower(): form.pop(name) for name in HEADERS if name in form}
    headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
    headers |= {"content-type": "application/json"} | given | {"content-length": str(len(body))}
    meant = {
        "method": method,
        "query_string": urlencode(form).encode(),
        "headers": [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()],
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return {**scope, **meant}, receive
