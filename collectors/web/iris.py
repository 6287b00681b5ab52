"""The profile at its own IRIs, for programs as JSON-LD; a browser is led to the readable page.

Stands beside the record store, whose addresses they share a beginning with: no credentials, no version header.
"""

from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from look import LANGUAGES
from look.headers import SECURITY
from schemas.profile import BASE, VERSION
from schemas.profile.document import CONTEXT, document

PAGE = "/profile"
ROOT = urlsplit(BASE).path
SORTS = ("verbs", "activity-types", "ext", "templates", "patterns")
LD_JSON, JSON, HTML = "application/ld+json", "application/json", "text/html"
HEADERS = SECURITY | {"Vary": "Accept", "Cache-Control": "no-cache"}

PROFILE = document()
PARTS: dict[str, dict[str, Any]] = {
    part["id"]: {"@context": CONTEXT} | part for sort in ("concepts", "templates", "patterns") for part in PROFILE[sort]
}


def anchor(iri: str) -> str:
    """Where the page tells of it; "" for the profile as a whole."""
    return "" if iri in (BASE, VERSION) else iri.removeprefix(f"{BASE}/").replace("/", "-")


async def published(request: Request) -> Response:
    """What the IRI stands for."""
    iri = BASE + request.url.path.removeprefix(ROOT).rstrip("/")
    node = PROFILE if iri in (BASE, VERSION) else PARTS.get(iri)
    if node is None:
        raise HTTPException(404)
    kind = preferred(request.headers.get("accept", ""))
    if kind == HTML:
        return RedirectResponse(_page(iri, request.query_params.get("lang")), 303, headers=HEADERS)
    return JSONResponse(node, media_type=kind, headers=HEADERS)


def preferred(accept: str) -> str:
    """The kind of answer an Accept header likes best; JSON-LD where it likes several equally or none."""
    liked = dict(_wish(part) for part in accept.split(",") if part.strip())
    return max((LD_JSON, JSON, HTML), key=lambda kind: _quality(liked, kind))


def _wish(part: str) -> tuple[str, float]:
    kind, *parameters = (word.strip().lower() for word in part.split(";"))
    given = next((word.removeprefix("q=") for word in parameters if word.startswith("q=")), "1")
    try:
        return kind, float(given)
    except ValueError:
        return kind, 0.0


def _quality(liked: dict[str, float], kind: str) -> float:
    """By the most exact of the header's wishes."""
    exact = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    return next((liked[one] for one in exact if one in liked), 0.0)


def _page(iri: str, lang: str | None) -> str:
    query = f"?lang={lang}" if lang in LANGUAGES else ""
    return PAGE + query + (f"#{anchor(iri)}" if anchor(iri) else "")


BELOW = [
    Route(f"{path}{slash}", published)
    for path in ("", f"/{VERSION.rpartition('/')[2]}", *(f"/{sort}/{{name}}" for sort in SORTS))
    for slash in ("", "/")
    if path or slash
]
"""Addresses below the record store's own."""
TOP = Route(ROOT, published)
