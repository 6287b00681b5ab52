"""One request for a page: in which language, by whom, with which form; and the kinds of doors a page can stand behind.

A page is a plain function `page(visit) -> Response`; it runs in a thread, so it may read the ledger and wait for the
writer. `signed_in(page)`, `anyone(page)` and `nobody(page)` make endpoints of it.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import structlog
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from collectors.ledger.people import known
from collectors.web import form
from collectors.web.session import COOKIE, Session
from collectors.web.wiring import Wiring
from look import LANGUAGES, choose, message, renderer
from schemas.viewer import Role, Viewer

LANGUAGE_COOKIE = "lahde_lang"
CSRF = Markup('<input type="hidden" name="{}" value="{}">')
YEAR = 365 * 24 * 3600

render = renderer(Path(__file__).parent / "templates")
log = structlog.get_logger()


class Visit(msgspec.Struct, kw_only=True):
    request: Request
    lang: str
    session: Session | None = None
    form: FormData = msgspec.field(default_factory=FormData)

    @property
    def wiring(self) -> Wiring:
        found: Wiring = self.request.app.state.wiring
        return found

    @property
    def viewer(self) -> Viewer:
        """Who is signed in; only behind `signed_in`."""
        if self.session is None:
            raise HTTPException(401)
        return self.session.viewer

    def page(self, template: str, title: str, status: int = 200, **context: object) -> HTMLResponse:
        """A page; `title` is a message's key. Templates also get `viewer`, `csrf_field` for every form, and
        what base.html wants.
        """
        path = self.request.url.path
        frame = {
            "title": message(self.lang, title),
            "here": {language: f"{path}?lang={language}" for language in LANGUAGES},
            "home": f"/{self.lang}",
            "demo": self.wiring.demo,
            "release": "",
            "path": path,
            "viewer": self.session.viewer if self.session else None,
            "csrf_field": CSRF.format(form.FIELD, self.session.csrf) if self.session else "",
        }
        return HTMLResponse(render(template, self.lang, **(frame | context)), status)

    def onward(self, address: str) -> Response:
        """After a form: the browser fetches the next page, so that loading it again repeats nothing."""
        return RedirectResponse(address, 303)


Page = Callable[[Visit], Response]
Read = Callable[[Request, str], Awaitable[FormData]]
"""Reads a form, given the session's CSRF field."""
Endpoint = Callable[[Request], Awaitable[Response]]


def signed_in(page: Page, role: Role = "person", *, largest: int = form.SMALL, read: Read | None = None) -> Endpoint:
    """For whoever is signed in and has the role; to everybody else with a session there is no such page.

    Of a POST the form is read (at most `largest` bytes, or as `read` does) and its CSRF field checked before the page
    runs.
    """

    async def answer(request: Request) -> Response:
        session = session_of(request)
        visit = Visit(request=request, lang=language(request), session=session)
        if session is None:
            return _ask_to_sign_in(visit)
        if role not in session.viewer.roles:
            visit.wiring.denied("people")
            raise HTTPException(404)
        if request.method == "POST":
            if read is None:
                visit.form = await form.read(request, session.csrf, largest)
            else:
                visit.form = await read(request, session.csrf)
        return await run_in_threadpool(page, visit)

    return guarded(answer)


def anyone(page: Page) -> Endpoint:
    """Open to all; whoever is signed in stays so."""

    async def answer(request: Request) -> Response:
        visit = Visit(request=request, lang=language(request), session=session_of(request))
        return await run_in_threadpool(page, visit)

    return guarded(answer)


def nobody(page: Page, *, largest: int = form.SMALL) -> Endpoint:
    """For pages that must not know who looks: no cookie is read or set, and there is no session."""

    async def answer(request: Request) -> Response:
        visit = Visit(request=request, lang=language(request, cookies=False))
        if request.method == "POST":
            visit.form = await form.read(request, None, largest)
        return unreferred(await run_in_threadpool(page, visit))

    return guarded(answer, cookies=False)


def unreferred(response: Response) -> Response:
    """Its address may hold somebody's link, and goes nowhere."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def session_of(request: Request) -> Session | None:
    wiring: Wiring = request.app.state.wiring
    return session_in(wiring, request)


def session_in(wiring: Wiring, request: Request) -> Session | None:
    """The live session of the request's cookie; one whose person was erased has ended."""
    identifier = request.cookies.get(COOKIE)
    session = wiring.sessions.of(identifier) if identifier else None
    if identifier and session and session.known and not known(wiring.reader.connection, session.viewer):
        wiring.sessions.end(identifier)
        return None
    return session


def language(request: Request, *, cookies: bool = True) -> str:
    """By ?lang=, by the cookie that remembers it, by what the browser asks for."""
    wishes = [request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE) if cookies else None]
    named = next((wish for wish in wishes if wish in LANGUAGES), None)
    return named or choose(request.headers.get("accept-language", ""))


def _ask_to_sign_in(visit: Visit) -> Response:
    if visit.request.method == "POST":  # what was typed is lost either way; a redirect would hide that
        raise HTTPException(401)
    return visit.onward(f"/sign-in?next={visit.request.url.path}")


def guarded(answer: Endpoint, *, cookies: bool = True) -> Endpoint:
    """Remembers a chosen language; a fault of ours is named in the log by its type alone."""

    async def endpoint(request: Request) -> Response:
        try:
            response = await answer(request)
        except HTTPException:
            raise
        except Exception as fault:  # its text or trace could hold what somebody typed
            log.error("page", fault=type(fault).__name__)
            raise HTTPException(500) from None
        chosen = request.query_params.get("lang")
        if cookies and chosen in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="lax")
        return response

    return endpoint
