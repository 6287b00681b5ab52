"""Coming in and going out. How somebody shows who they are is the wiring's; here it becomes a session."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from collectors.ledger.people import known
from collectors.web import form
from collectors.web.session import COOKIE, LONGEST
from collectors.web.visit import Visit, guarded, language, signed_in
from collectors.web.wiring import NotLetIn, Wiring
from schemas.viewer import Viewer

FIRST = "/me"
"""Where one comes in when nothing else was asked for."""
NOT_TRIED = ("not_let_in.links", "not_let_in.proxy")
"""Reasons of those who only came to the door: nothing has gone wrong yet."""


async def begin(request: Request) -> Response:
    """GET /sign-in"""
    onward = inside(request.query_params.get("next", ""))
    try:
        answer = await _wiring(request).sign_in.begin(request, onward)
    except NotLetIn as refused:
        return _refusal(request, refused)
    return _enter(request, answer, onward) if isinstance(answer, Viewer) else answer


async def step(request: Request) -> Response:
    """GET /sign-in/{step}: the last step, or the button that takes it."""
    if _wiring(request).sign_in.pressed:
        return _visit(request).page("sign_in.html", "sign_in.title")
    return await _finish(request)


async def press(request: Request) -> Response:
    """POST /sign-in/{step}"""
    if not _wiring(request).sign_in.pressed:
        raise HTTPException(405)
    form.from_here(request)
    return await _finish(request)


async def _finish(request: Request) -> Response:
    try:
        viewer, onward = await _wiring(request).sign_in.finish(request, request.path_params["step"])
    except NotLetIn as refused:
        return _refusal(request, refused)
    return _enter(request, viewer, inside(onward))


def leave(visit: Visit) -> Response:
    """POST /sign-out"""
    visit.wiring.sessions.end(visit.request.cookies.get(COOKIE, ""))
    visit.session = None
    response = visit.page("signed_out.html", "signed_out.title")
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=visit.wiring.secure)
    return response


def inside(address: str) -> str:
    """The address if it is one of ours, else the first page: nobody is sent to another site from here."""
    safe = address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable()
    return address if safe and not set(address) & set("\\?#") else FIRST


def _enter(request: Request, viewer: Viewer, onward: str) -> Response:
    """A new session with a new id, whatever cookie came along."""
    wiring = _wiring(request)
    wiring.sessions.end(request.cookies.get(COOKIE, ""))
    identifier = wiring.sessions.begin(viewer, known=known(wiring.reader.connection, viewer))
    response = _visit(request).onward(onward)
    response.set_cookie(COOKIE, identifier, max_age=int(LONGEST), httponly=True, samesite="lax", secure=wiring.secure)
    return response


def _refusal(request: Request, refused: NotLetIn) -> Response:
    title = "sign_in.title" if refused.reason in NOT_TRIED else "not_let_in.title"
    return _visit(request).page("not_let_in.html", title, 403, reason=refused.reason, again=refused.again)


def _visit(request: Request) -> Visit:
    return Visit(request=request, lang=language(request))


def _wiring(request: Request) -> Wiring:
    found: Wiring = request.app.state.wiring
    return found


ROUTES = [
    Route("/sign-in", guarded(begin)),
    Route("/sign-in/{step}", guarded(step), methods=["GET"]),
    Route("/sign-in/{step}", guarded(press), methods=["POST"]),
    Route("/sign-out", signed_in(leave), methods=["POST"]),
]
