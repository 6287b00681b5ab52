"""Reading a form: not one byte more than is allowed, and only one that we handed out ourselves."""

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

SMALL = 64 * 1024
FIELD = "csrf"


async def read(request: Request, csrf: str | None, largest: int = SMALL) -> FormData:
    """The form. 413: too large. 403: sent from another site, or without the session's CSRF field.

    Where there is no session (`csrf` None) another site has nothing to misuse, and it is not asked which site it was.
    """
    if csrf is not None:
        from_here(request)
    form = await Request(request.scope, _bounded(request, largest)).form(max_files=1, max_fields=200)
    if csrf is not None and not secrets.compare_digest(str(form.get(FIELD, "")).encode(), csrf.encode()):
        raise HTTPException(403)
    return form


def from_here(request: Request) -> None:
    """403: the browser says that another site sent it."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site not in ("same-origin", "none") if site else origin and _host(origin) != request.headers.get("host")
    if foreign:
        raise HTTPException(403)


def _host(origin: str) -> str:
    return urlsplit(origin).netloc


def _bounded(request: Request, largest: int) -> Receive:
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > largest:
            raise HTTPException(413)
        return message

    return receive
