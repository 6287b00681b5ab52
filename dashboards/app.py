"""The web application: languages, caching, visitors. It is handed the published folder, and what its doors tell."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboards.access import Unseen
from dashboards.addresses import LIVE, for_programs, released
from dashboards.answering import (
    EVERYWHERE,
    NOWHERE,
    PRIVATE,
    Answering,
    Pace,
    Read,
    etag,
    is_known,
    never,
    response,
    unchanged,
)
from dashboards.doors import ALONE, Doors
from dashboards.kept import Body
from dashboards.page import FORMS, Page, bare
from dashboards.pages import problem
from dashboards.pages.accessibility import accessibility
from dashboards.pages.audit import audit
from dashboards.pages.health import health
from look import LANGUAGES, choose
from look.headers import SecurityHeaders
from look.page import HERE as LOOK
from warehouse.published import Unpublished, open_current
from warehouse.published import audit as last_audit

STATIC = {"lahde.css": "text/css; charset=utf-8", "lahde.svg": "image/svg+xml"}
RETRY_SECONDS = "5"
SLOW = (".png", ".pdf")
AT_ONCE = ("/org/{node}", "/org/{node}/{indicator}")
"""Of one organisation; its journey tells of the agency's findings and goals, however many they are."""

Form = Callable[[Page, dict[str, Any]], Body]


def app(published: Path, *, read: Read = open_current, demo: bool = False, doors: Doors = ALONE) -> Starlette:
    """An ASGI application that is mounted at `/`. A release published meanwhile is shown from the next request on.

    A release says by itself whether it is a demo's; `demo` is for pages that show none.
    """
    answering = Answering(published, read, doors)
    application = Starlette(
        routes=[
            Route("/", _choose_language),
            Route("/static/{name}", _static),
            *(route for lang in LANGUAGES for route in _routes(answering, published, lang)),
            *(Route(path, answering.released(answer, LANGUAGES[0])) for path, answer in for_programs()),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={Unpublished: _unpublished, Unseen: _unseen, 404: _missing},
    )
    application.state.demo, application.state.doors = demo, doors
    return application


def _routes(answering: Answering, published: Path, lang: str) -> Iterator[Route]:
    """Those that are there also where nothing is published come first; they are made anew for every visitor."""
    for suffix, form in FORMS.items():
        yield Route(f"/{lang}/audit{suffix}", partial(_audit, answering, published, lang, form))
        yield Route(f"/{lang}/accessibility{suffix}", partial(_accessibility, answering, lang, form))
        yield Route(f"/{lang}/health{suffix}", partial(_health, answering, published, lang, form))
    for path, suffix, answer in released():
        endpoint = answering.released(answer, lang, LIVE.get(path, never), _pace(path, suffix))
        yield Route(f"/{lang}{path}{suffix}", endpoint)


def _pace(path: str, suffix: str) -> Pace:
    if suffix in SLOW:
        return "file"
    return "at once" if path in AT_ONCE else "page"


def _audit(answering: Answering, published: Path, lang: str, form: Form, request: Request) -> Response:
    sight = answering.sight(request)
    if not sight.open:
        return answering.turned_away(request)
    page = audit(last_audit(published), lang)
    keep = EVERYWHERE if sight.shared else PRIVATE
    return response(form(page, bare(page, lang, demo=request.app.state.demo, sight=sight)), keep=keep)


def _accessibility(answering: Answering, lang: str, form: Form, request: Request) -> Response:
    """For everyone, whoever may see the figures."""
    sight, page = answering.sight(request), accessibility(request.app.state.doors.statement, lang)
    keep = EVERYWHERE if sight.shared else PRIVATE
    return response(form(page, bare(page, lang, demo=request.app.state.demo, sight=sight)), keep=keep)


def _health(answering: Answering, published: Path, lang: str, form: Form, request: Request) -> Response:
    sight, status = answering.sight(request), request.app.state.doors.status
    if sight.viewer is None:
        return answering.turned_away(request, "health")
    if not sight.health:
        raise Unseen("health")
    release = answering.release()
    page = health(status() if status else None, last_audit(published), release, lang)
    demo = request.app.state.demo or bool(release and release["demo"])
    return response(form(page, bare(page, lang, demo=demo, sight=sight)), keep=NOWHERE)


def _choose_language(request: Request) -> Response:
    lang = choose(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{lang}", headers={"Vary": "Accept-Language", "Cache-Control": "no-cache"})


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    content = (LOOK / "static" / name).read_bytes()
    tag = etag(content.decode())
    return unchanged(tag) if is_known(request, tag) else response(Body(content, STATIC[name]), tag)


def _language_of(request: Request) -> str:
    named = [part for part in request.url.path.split("/")[1:2] if part in LANGUAGES]
    return named[0] if named else choose(request.headers.get("accept-language", ""))


def _missing(request: Request, _: Exception) -> Response:
    return HTMLResponse(problem.missing(_language_of(request), demo=request.app.state.demo), 404)


def _unseen(request: Request, fault: Exception) -> Response:
    """Counted, and answered as if there were no such page."""
    if isinstance(fault, Unseen):
        request.app.state.doors.denied(fault.door)
    return _missing(request, fault)


def _unpublished(request: Request, fault: Exception) -> Response:
    reason = fault.reason if isinstance(fault, Unpublished) else ""
    headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
    page = problem.unpublished(reason, _language_of(request), demo=request.app.state.demo)
    return HTMLResponse(page, 503, headers)
