"""The web application: addresses, languages, caching. It is handed the published folder and nothing else."""

import json
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboards import pictures
from dashboards.downloads import DOWNLOADS
from dashboards.figures import Figure
from dashboards.kept import Body, Kept
from dashboards.page import FORMS, HERE, Page, bare, file_name, frame
from dashboards.pages import problem
from dashboards.pages.audit import audit
from dashboards.pages.connect import connect
from dashboards.pages.dictionary import dictionary
from dashboards.pages.examples import examples
from dashboards.pages.indicator import indicator
from dashboards.pages.organisation import organisation
from dashboards.pages.start import start
from dashboards.reading import MONTH, Reading, is_told_of, node_of
from dashboards.report import report
from look import LANGUAGES, choose
from look.headers import SecurityHeaders
from look.page import HERE as LOOK
from look.page import fingerprint
from schemas.indicators.card import Card
from warehouse.published import Node, Published, Unpublished, open_current
from warehouse.published import audit as last_audit

STATIC = {"lahde.css": "text/css; charset=utf-8", "lahde.svg": "image/svg+xml"}
RETRY_SECONDS = "5"

Read = Callable[[Path], Published]
Make = Callable[[Reading, Request], Page]
Answer = Callable[[Reading, Request], Body]
Form = Callable[[Page, dict[str, Any]], Body]
File = Callable[[Markup, str], Body]

PAGES: dict[str, Make] = {
    "/connect": lambda reading, _: connect(reading),
    "/dictionary": lambda reading, _: dictionary(reading),
    "/examples": lambda reading, _: examples(reading),
    "/org/{node}/{indicator}": lambda reading, request: indicator(reading, *_told_of(request, reading.published)),
    "/org/{node}": lambda reading, request: organisation(reading, _node(request, reading.published)),
    "": lambda reading, _: start(reading),
}
"""Address, after the language, to the page that stands there."""


def app(published: Path, *, read: Read = open_current, demo: bool = False) -> Starlette:
    """An ASGI application that is mounted at `/`. A release published meanwhile is shown from the next request on.

    A release says by itself whether it is a demo's; `demo` is for pages that show none.
    """
    kept, look_and_words = Kept(), fingerprint(HERE)

    def answered(answer: Answer, lang: str) -> Callable[[Request], Awaitable[Response]]:
        """Makes it once for a release, and not at all for a visitor who has it already."""

        async def endpoint(request: Request) -> Response:
            reading = Reading(published=read(published), lang=lang, at=_at(request))
            release = json.dumps(reading.published.release, sort_keys=True, default=str)
            tag = _tag(look_and_words, release, request.url.path, reading.at)
            if _known(request, tag):
                return _unchanged(tag)
            body = kept.get(tag)
            if body is None:
                body = await run_in_threadpool(answer, reading, request)
                kept.keep(tag, body)
            return _response(body, tag)

        return endpoint

    application = Starlette(
        routes=[
            Route("/", _choose_language),
            Route("/static/{name}", _static),
            *(Route(path, endpoint) for lang in LANGUAGES for path, endpoint in _unreleased(published, lang)),
            *(Route(f"/{lang}{path}", answered(answer, lang)) for lang in LANGUAGES for path, answer in _released()),
            *(Route(path, answered(answer, LANGUAGES[0])) for path, answer in _for_programs()),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={Unpublished: _unpublished, 404: _missing},
    )
    application.state.demo = demo
    return application


def _released() -> Iterator[tuple[str, Answer]]:
    yield "/org/{node}/report.pdf", _report
    for part, draw in pictures.DRAWN.items():
        for suffix, picture in pictures.FILES.items():
            yield f"/org/{{node}}/{{indicator}}{part}{suffix}", partial(_picture, draw, picture, part)
    for suffix, form in FORMS.items():
        for path, make in PAGES.items():
            yield path + suffix, partial(_answer, form, make)


def _answer(form: Form, make: Make, reading: Reading, request: Request) -> Body:
    page = make(reading, request)
    return form(page, frame(page, reading))


def _unreleased(published: Path, lang: str) -> Iterator[tuple[str, Callable[[Request], Response]]]:
    """Pages that are there also where nothing is published: they may say why. Made anew for every visitor."""
    for suffix, form in FORMS.items():
        yield f"/{lang}/audit{suffix}", partial(_audit, published, lang, form)


def _audit(published: Path, lang: str, form: Form, request: Request) -> Response:
    page = audit(last_audit(published), lang)
    return _response(form(page, bare(page, lang, demo=request.app.state.demo)))


def _report(reading: Reading, request: Request) -> Body:
    found = report(reading, _node(request, reading.published))
    if found is None:
        raise HTTPException(404)
    return found


def _picture(draw: pictures.Draw, file: File, part: str, reading: Reading, request: Request) -> Body:
    node, card = _told_of(request, reading.published)
    drawn = draw(reading, node, card)
    if drawn is None:
        raise HTTPException(404)
    return file(drawn, _file_name(reading, f"{node.id}-{card.id}{part}", reading.lang))


def _for_programs() -> Iterator[tuple[str, Answer]]:
    for suffix, (file, media_type) in DOWNLOADS.items():
        yield f"/download/{{node}}/{{indicator}}{suffix}", partial(_download, file, media_type, suffix)


def _download(
    file: Callable[[Figure], bytes], media_type: str, suffix: str, reading: Reading, request: Request
) -> Body:
    node, card = _told_of(request, reading.published)
    name = _file_name(reading, node.id, card.id, "data")
    return Body(file(reading.figure(node, card)), media_type, f"{name}{suffix}")


def _file_name(reading: Reading, *places: str) -> str:
    return file_name(*places, demo=bool(reading.published.release["demo"]))


def _node(request: Request, published: Published) -> Node:
    found = node_of(published, request.path_params["node"])
    if found is None:
        raise HTTPException(404)
    return found


def _told_of(request: Request, published: Published) -> tuple[Node, Card]:
    """A node, and a card that is published as deep as it lies."""
    node, card = _node(request, published), published.cards.get(request.path_params["indicator"])
    if card is None or not is_told_of(node, card):
        raise HTTPException(404)
    return node, card


def _at(request: Request) -> str:
    at = request.query_params.get("at", "")
    if at and not MONTH.fullmatch(at):
        raise HTTPException(404)
    return at


def _choose_language(request: Request) -> Response:
    lang = choose(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{lang}", headers={"Vary": "Accept-Language", "Cache-Control": "no-cache"})


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    content = (LOOK / "static" / name).read_bytes()
    tag = _tag(content.decode())
    return _unchanged(tag) if _known(request, tag) else _response(Body(content, STATIC[name]), tag)


def _tag(*parts: str) -> str:
    return f'"{blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


def _known(request: Request, tag: str) -> bool:
    """Whether the visitor has it already."""
    return tag in {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}


def _unchanged(tag: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})


def _response(body: Body, tag: str = "") -> Response:
    headers = {"Cache-Control": "no-cache"} | ({"ETag": tag} if tag else {})
    if body.file:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(body.file, safe='')}"
    return Response(body.content, media_type=body.media_type, headers=headers)


def _language_of(request: Request) -> str:
    named = [part for part in request.url.path.split("/")[1:2] if part in LANGUAGES]
    return named[0] if named else choose(request.headers.get("accept-language", ""))


def _missing(request: Request, _: Exception) -> Response:
    return HTMLResponse(problem.missing(_language_of(request), demo=request.app.state.demo), 404)


def _unpublished(request: Request, fault: Exception) -> Response:
    reason = fault.reason if isinstance(fault, Unpublished) else ""
    headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
    page = problem.unpublished(reason, _language_of(request), demo=request.app.state.demo)
    return HTMLResponse(page, 503, headers)
