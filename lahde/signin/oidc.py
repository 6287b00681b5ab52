"""OpenID Connect: the authorization code flow with PKCE; state, nonce and the browser that began are checked."""

import secrets
import time
from typing import Any

import httpx2 as httpx
import msgspec
import structlog
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from collectors.ledger.reader import Reader
from collectors.web.wiring import NotLetIn
from lahde.signin.provider import Provider, Unsound
from lahde.signin.settings import SignIn
from lahde.signin.whose import viewer
from schemas.viewer import Viewer

COOKIE = "lahde_signin"
SECONDS = 600.0
MOST = 10_000
FAILED = "not_let_in.provider"
BACK = "back"
"""Last part of the address the provider sends people back to."""

log = structlog.get_logger()


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in on its way through the provider."""

    nonce: str
    verifier: str
    browser: str
    """Stands in a cookie of the browser that began."""
    onward: str
    until: float


class Oidc:
    """The way in for collectors/web."""

    pressed = False

    def __init__(self, settings: SignIn, reader: Reader) -> None:
        self._settings = settings
        self._reader = reader
        self._provider = Provider(settings)
        self._begun: dict[str, Begun] = {}
        self._back = f"{settings.address.rstrip('/')}/sign-in/{BACK}"

    async def begin(self, _: Request, onward: str) -> Viewer | Response:
        try:
            endpoint = await self._provider.authorization_endpoint()
        except (Unsound, httpx.HTTPError, KeyError) as fault:
            raise _refused(fault) from None
        state, begun = secrets.token_urlsafe(32), self._remember(onward)
        self._begun[state] = begun
        address = prepare_grant_uri(
            endpoint,
            client_id=self._settings.client_id,
            response_type="code",
            redirect_uri=self._back,
            scope=self._settings.scope,
            state=state,
            nonce=begun.nonce,
            code_challenge=create_s256_code_challenge(begun.verifier),
            code_challenge_method="S256",
        )
        response = RedirectResponse(address, 303)
        response.set_cookie(
            COOKIE,
            begun.browser,
            max_age=int(SECONDS),
            path="/sign-in",
            httponly=True,
            samesite="lax",
            secure=self._settings.address.startswith("https:"),
        )
        return response

    async def finish(self, request: Request, step: str) -> tuple[Viewer, str]:
        answer = request.query_params
        begun = self._begun.pop(answer.get("state", ""), None)  # once: a second answer with this state is a replay
        browser = request.cookies.get(COOKIE, "")
        same = begun is not None and secrets.compare_digest(browser.encode(), begun.browser.encode())
        if step != BACK or begun is None or not same or begun.until < time.monotonic() or "code" not in answer:
            raise NotLetIn(FAILED, again=True)
        try:
            claims = await self._provider.claims(answer["code"], begun.verifier, self._back, begun.nonce)
        except (Unsound, httpx.HTTPError, KeyError, OSError) as fault:
            raise _refused(fault) from None
        return self._viewer(claims), begun.onward

    def _viewer(self, claims: dict[str, Any]) -> Viewer:
        said, groups = claims.get(self._settings.claim), claims.get(self._settings.roles_claim, [])
        if not isinstance(said, str) or (self._settings.claim == "email" and claims.get("email_verified") is False):
            raise NotLetIn(FAILED, again=True)
        named = [group for group in groups if isinstance(group, str)] if isinstance(groups, list) else []
        return viewer(self._reader.connection, self._settings, said, named)

    def _remember(self, onward: str) -> Begun:
        now = time.monotonic()
        self._begun = {state: begun for state, begun in self._begun.items() if begun.until > now}
        while len(self._begun) >= MOST:
            del self._begun[next(iter(self._begun))]
        return Begun(
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            browser=secrets.token_urlsafe(32),
            onward=onward,
            until=now + SECONDS,
        )


def _refused(fault: Exception) -> NotLetIn:
    """The log names the sort of fault; what the provider said could hold values."""
    log.warning("sign-in", fault=str(fault) if isinstance(fault, Unsound) else type(fault).__name__)
    return NotLetIn(FAILED, again=True)
