"""The web application of people's pages: which page stands at which address.

Adding a page: a module with its page function here, a template, its words in look/catalogues, a route below.
"""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from collectors.web import about_data, correct, me, moments, profile, pulse, reflections, sessions, sign_in
from collectors.web.hand_in import pages as hand_in
from collectors.web.problem import problem
from collectors.web.visit import anyone, nobody
from collectors.web.wiring import Wiring
from look.headers import SecurityHeaders

ROUTES = [
    *sign_in.ROUTES,
    *moments.ROUTES,
    *sessions.ROUTES,
    *reflections.ROUTES,
    *me.ROUTES,
    *correct.ROUTES,
    *hand_in.ROUTES,
    Route("/about-data", anyone(about_data.record)),
    Route("/profile", anyone(profile.page)),
    Route("/profile.jsonld", nobody(profile.whole)),
    Route("/pulse/{wave}", nobody(pulse.questions)),
    Route("/pulse/{wave}", nobody(pulse.answers), methods=["POST"]),
    Route("/pulse/{wave}/thanks", nobody(pulse.thanks)),
]
NAMES = sorted({route.path.split("/")[1] for route in ROUTES})
"""First parts of the addresses that are ours; all others are the dashboards'."""


def app(wiring: Wiring) -> Starlette:
    """An ASGI application that answers the addresses under NAMES."""
    application = Starlette(
        routes=ROUTES,
        middleware=[Middleware(SecurityHeaders), Middleware(NeverStored)],
        exception_handlers={HTTPException: problem},
    )
    application.state.wiring = wiring
    application.state.amounts = about_data.Amounts(wiring.reader)
    return application


def mounted(wiring: Wiring) -> list[Route]:
    """Routes for the composition root: each of NAMES and what is below it."""
    ours = app(wiring)
    return [Route(path, ours) for name in NAMES for path in (f"/{name}", f"/{name}/{{rest:path}}")]


class NeverStored:
    """ASGI middleware: what these pages say about a person stays in no cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_unstored(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (b"cache-control", b"no-store")]
            await send(message)

        await self.app(scope, receive, send_unstored)
