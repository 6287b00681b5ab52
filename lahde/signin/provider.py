"""An OpenID Connect provider: its addresses and keys, its tokens exchanged and checked."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import msgspec
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from lahde.signin.settings import SignIn

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signed by the provider's own key: none, and no secret that we share."""
SECONDS = 10.0
FRESH = 3600.0
LEEWAY = 60
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Unsound(Exception):
    """The provider cannot be used, or what it says does not hold; the text names the rule, never a value."""


class Provider:
    def __init__(self, settings: SignIn) -> None:
        self._settings = settings
        self._about: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._read_at = 0.0

    async def authorization_endpoint(self) -> str:
        return _safe((await self._discover())["authorization_endpoint"])

    async def claims(self, code: str, verifier: str, redirect_uri: str, nonce: str) -> dict[str, Any]:
        """Of the id token that the code stands for, once all of it is checked."""
        about = await self._discover()
        answer = await self._post(_safe(about["token_endpoint"]), self._request(code, verifier, redirect_uri))
        return await self._checked(str(answer.get("id_token", "")), nonce)

    def _request(self, code: str, verifier: str, redirect_uri: str) -> dict[str, str]:
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect_uri,
            "client_id": self._settings.client_id,
        }
        if self._settings.secret_file:
            fields["client_secret"] = Path(self._settings.secret_file).read_text("utf-8").strip()
        return fields

    async def _checked(self, token: str, nonce: str) -> dict[str, Any]:
        try:
            decoded = jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
            options = {
                "iss": {"essential": True, "value": self._settings.issuer},
                "aud": {"essential": True, "value": self._settings.client_id},
            }
            params = {"nonce": nonce, "client_id": self._settings.client_id}
            claims = CodeIDToken(decoded.claims, decoded.header, options, params)
            claims.validate(leeway=LEEWAY)
        except (JoseError, ValueError) as fault:
            raise Unsound(type(fault).__name__) from None
        return dict(claims)

    async def _key_set(self) -> KeySet:
        await self._discover()
        if self._keys is None:
            raise Unsound("no keys")
        return self._keys

    async def _discover(self) -> dict[str, Any]:
        if self._about and time.monotonic() - self._read_at < FRESH:
            return self._about
        about = await self._get(_safe(f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration"))
        if about.get("issuer") != self._settings.issuer:
            raise Unsound("the provider names another issuer than the settings")
        self._keys = KeySet.import_key_set(await self._get(_safe(about["jwks_uri"])))  # type: ignore[arg-type] # JSON
        self._about, self._read_at = about, time.monotonic()
        return about

    async def _get(self, address: str) -> dict[str, Any]:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            return _object(await client.get(address))

    async def _post(self, address: str, fields: dict[str, str]) -> dict[str, Any]:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            return _object(await client.post(address, data=fields))


def _object(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code != 200:
        raise Unsound("the provider refused")
    try:
        return msgspec.json.decode(answer.content, type=dict[str, Any])
    except msgspec.DecodeError:
        raise Unsound("the provider did not answer with JSON") from None


def _safe(address: str) -> str:
    """Only over TLS, or to this very machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise Unsound("an address of the provider is not https")
    return address
