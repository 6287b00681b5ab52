"""`lahde dashboards`: the published folder alone. This process opens no ledger and no warehouse, and needs no right to.

Who looks must then be said with each request: by a trusted proxy that names AGENCY/person_id itself.
"""

import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvloop
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from collectors.web.wiring import NotLetIn
from dashboards.app import app
from dashboards.doors import Doors
from dashboards.pages import problem
from lahde.denied import Denied
from lahde.health import count_denied
from lahde.listening import answer
from lahde.settings import Settings, SettingsFault
from lahde.signin.proxy import Proxy
from lahde.signin.whose import unchecked
from look import LANGUAGES, choose
from look.headers import SecurityHeaders
from schemas.viewer import Viewer
from warehouse.published import Unpublished, open_current

ELSEWHERE = ("/about-data", "/hand-in", "/me", "/moments", "/profile", "/sign-in")
"""Where our pages lead to and what stands on the server that takes in the data."""


def serve(settings: Settings, published: Path, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Until SIGINT or SIGTERM."""
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, lambda *_: sys.exit(0))
    application = alone(settings, published)
    ready()
    uvloop.run(answer(application, listening))


def alone(settings: Settings, published: Path) -> Starlette:
    """SettingsFault: nobody could sign in."""
    denied = Denied(None)
    elsewhere = [Route(f"{path}{rest}", _elsewhere) for path in ELSEWHERE for rest in ("", "/{rest:path}")]
    doors = Doors(
        access=settings.dashboards.access,
        viewer_of=_viewer_of(settings),
        denied=denied.add,
        statement=settings.accessibility,
    )

    def ready(_: Request) -> Response:
        try:
            open_current(published)
        except Unpublished as unpublished:
            return PlainTextResponse(f"{unpublished.reason}\n", 503)
        return PlainTextResponse("ready\n")

    def metrics(_: Request) -> Response:
        registry = CollectorRegistry()
        count_denied(registry, denied)
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/healthz", lambda _: PlainTextResponse("ok\n")),
            Route("/readyz", ready),
            Route("/metrics", metrics),
            *elsewhere,
            Mount("/", app(published, demo=settings.demo, doors=doors)),
        ],
        middleware=[Middleware(SecurityHeaders)],
    )


def _viewer_of(settings: Settings) -> Callable[[Request], Viewer | None]:
    """Whom the proxy names; links and providers need the ledger to know who is meant."""
    signin = settings.signin
    if signin.way != "proxy" or signin.identifier != "person":
        if settings.dashboards.access == "signed_in":
            raise SettingsFault(
                'settings: dashboards: access = "signed_in" without a ledger needs signin.way = "proxy" and '
                'signin.identifier = "person": only a proxy can say who it is then'
            )
        return lambda _: None
    proxy = Proxy(signin, lambda said: unchecked(signin, said))

    def viewer_of(request: Request) -> Viewer | None:
        try:
            return proxy.viewer(request)
        except NotLetIn:
            return None

    return viewer_of


def _elsewhere(request: Request) -> Response:
    wished = request.query_params.get("lang", "")
    lang = wished if wished in LANGUAGES else choose(request.headers.get("accept-language", ""))
    return HTMLResponse(problem.elsewhere(lang), 404)
