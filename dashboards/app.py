"""The web application: addresses, languages, caching. It is handed the published folder and nothing else."""

import json
from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboards.downloads import agency_json, file_name, machine_csv, people_csv
from dashboards.figures import Figure, figure
from dashboards.pages import (
    HERE,
    agency_page,
    audit_page,
    dictionary_page,
    index_page,
    missing_page,
    unpublished_page,
)
from dashboards.reading import agency
from look import LANGUAGES, choose
from look.headers import SecurityHeaders
from look.page import HERE as LOOK
from look.page import fingerprint
from warehouse.published import Node, Published, Unpublished, audit, open_current

STATIC = {"lahde.css": "text/css; charset=utf-8", "lahde.svg": "image/svg+xml"}
RETRY_SECONDS = "5"

Read = Callable[[Path], Published]
Answer = Callable[[Request, Published], Response]


def app(published: Path, *, read: Read = open_current, demo: bool = False) -> Starlette:
    """An ASGI application that is mounted at `/`. A release published meanwhile is shown from the next request on.

    A release says by itself whether it is a demo's; `demo` is for pages that show none.
    """
    look_and_words = fingerprint(HERE)

    def page(answer: Answer) -> Callable[[Request], Response]:
        """Reads the current release and spares the work when the visitor has this very page already."""

        def endpoint(request: Request) -> Response:
            current = read(published)
            tag = _tag(look_and_words, json.dumps(current.release, sort_keys=True, default=str), request.url.path)
            return _unless_known(request, tag, lambda: answer(request, current))

        return endpoint

    application = Starlette(
        routes=[
            Route("/", _choose_language),
            Route("/static/{name}", _static),
            *(Route(f"/{lang}/audit", partial(_audit, published, lang)) for lang in LANGUAGES),
            *(route for lang in LANGUAGES for route in _routes(lang, page)),
            Route("/download/{agency}/{indicator}.csv", page(_machine_csv)),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={Unpublished: _unpublished, 404: _missing},
    )
    application.state.demo = demo
    return application


def _routes(lang: str, page: Callable[[Answer], Callable[[Request], Response]]) -> list[BaseRoute]:
    return [
        Route(f"/{lang}", page(partial(_index, lang))),
        Route(f"/{lang}/dictionary", page(partial(_dictionary, lang))),
        Route(f"/{lang}/{{agency}}.json", page(partial(_json, lang))),
        Route(f"/{lang}/{{agency}}", page(partial(_agency, lang))),
        Route(f"/download/{lang}/{{agency}}/{{indicator}}.csv", page(partial(_people_csv, lang))),
    ]


def _choose_language(request: Request) -> Response:
    lang = choose(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{lang}", headers={"Vary": "Accept-Language", "Cache-Control": "no-cache"})


def _index(lang: str, _: Request, published: Published) -> Response:
    return HTMLResponse(index_page(published, lang))


def _agency(lang: str, request: Request, published: Published) -> Response:
    return HTMLResponse(agency_page(published, _node(request, published), lang))


def _dictionary(lang: str, _: Request, published: Published) -> Response:
    return HTMLResponse(dictionary_page(published, lang))


def _audit(published: Path, lang: str, request: Request) -> Response:
    """Also where nothing is published: it may say why."""
    page = audit_page(audit(published), lang, demo=request.app.state.demo)
    return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def _json(lang: str, request: Request, published: Published) -> Response:
    return Response(agency_json(published, _node(request, published), lang), media_type="application/json")


def _people_csv(lang: str, request: Request, published: Published) -> Response:
    node, shown = _node(request, published), _figure(request, published, lang)
    return _file(people_csv(shown, node), file_name(shown, published, lang))


def _machine_csv(request: Request, published: Published) -> Response:
    shown = _figure(request, published, LANGUAGES[0])
    return _file(machine_csv(shown), file_name(shown, published, "data"))


def _node(request: Request, published: Published) -> Node:
    found = agency(published, request.path_params["agency"])
    if found is None:
        raise HTTPException(404)
    return found


def _figure(request: Request, published: Published, lang: str) -> Figure:
    node, card = _node(request, published), published.cards.get(request.path_params["indicator"])
    if card is None:
        raise HTTPException(404)
    return figure(card, published.cells(node.id, card.id), node.id, lang)


def _file(body: bytes, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(body, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    body = (LOOK / "static" / name).read_bytes()
    return _unless_known(request, _tag(body.decode()), lambda: Response(body, media_type=STATIC[name]))


def _tag(*parts: str) -> str:
    return f'"{blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


def _unless_known(request: Request, tag: str, answer: Callable[[], Response]) -> Response:
    known = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    response = Response(status_code=304) if tag in known else answer()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    return response


def _language_of(request: Request) -> str:
    named = [part for part in request.url.path.split("/")[1:3] if part in LANGUAGES]
    return named[0] if named else choose(request.headers.get("accept-language", ""))


def _missing(request: Request, _: Exception) -> Response:
    return HTMLResponse(missing_page(_language_of(request), demo=request.app.state.demo), 404)


def _unpublished(request: Request, fault: Exception) -> Response:
    reason = fault.reason if isinstance(fault, Unpublished) else ""
    headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
    page = unpublished_page(reason, _language_of(request), demo=request.app.state.demo)
    return HTMLResponse(page, 503, headers)
