"""Which page, picture or file stands at which address. Each is made from a release as it is read."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request

from dashboards.access import Unseen
from dashboards.answering import Answer, Live
from dashboards.drawing import pictures
from dashboards.forms.downloads import DOWNLOADS
from dashboards.kept import Body
from dashboards.page import FORMS, Page, file_name, frame
from dashboards.pages.approvals import approvals
from dashboards.pages.connect import connect
from dashboards.pages.dictionary import dictionary
from dashboards.pages.examples import examples
from dashboards.pages.indicator import indicator
from dashboards.pages.journey import journey
from dashboards.pages.network import network
from dashboards.pages.organisation import organisation
from dashboards.pages.start import start
from dashboards.pages.trust import trust
from dashboards.reading.figures import Figure
from dashboards.reading.release import Reading, is_told_of
from dashboards.report import report
from schemas.indicators.card import Card
from warehouse.published import Node

Make = Callable[[Reading, Request], Page]
Form = Callable[[Page, dict[str, Any]], Body]
File = Callable[[Markup, str], Body]

PAGES: dict[str, Make] = {
    "/trust/{node}": lambda reading, request: _approvals(reading, request),
    "/trust": lambda reading, _: trust(reading),
    "/connect": lambda reading, _: connect(reading),
    "/dictionary": lambda reading, _: dictionary(reading),
    "/examples": lambda reading, _: examples(reading),
    "/network": lambda reading, _: _network(reading),
    "/org/{node}/journey": lambda reading, request: journey(reading, _agency(reading, request)),
    "/org/{node}/{indicator}": lambda reading, request: indicator(reading, *_told_of(reading, request)),
    "/org/{node}": lambda reading, request: organisation(reading, _node(reading, request)),
    "": lambda reading, _: start(reading),
}
"""Address, after the language, to the page that stands there."""

LIVE: dict[str, Live] = {"/trust/{node}": lambda sight, request: sight.trusted == request.path_params["node"]}
"""Of these pages, to whom they tell more than is published."""


def released() -> Iterator[tuple[str, str, Answer]]:
    """Address after the language, what follows it, and the answer. More particular ones first."""
    yield "/org/{node}/report", ".pdf", _report
    for part, draw in pictures.DRAWN.items():
        for suffix, picture in pictures.FILES.items():
            yield f"/org/{{node}}/{{indicator}}{part}", suffix, partial(_picture, draw, picture, part)
    for suffix, form in FORMS.items():
        for path, make in PAGES.items():
            yield path, suffix, partial(_page, form, make)


def for_programs() -> Iterator[tuple[str, Answer]]:
    """The same in every language."""
    for suffix, (file, media_type) in DOWNLOADS.items():
        yield f"/download/{{node}}/{{indicator}}{suffix}", partial(_download, file, media_type, suffix)


def _page(form: Form, make: Make, reading: Reading, request: Request) -> Body:
    page = make(reading, request)
    return form(page, frame(page, reading))


def _report(reading: Reading, request: Request) -> Body:
    found = report(reading, _node(reading, request))
    if found is None:
        raise HTTPException(404)
    return found


def _picture(draw: pictures.Draw, file: File, part: str, reading: Reading, request: Request) -> Body:
    node, card = _told_of(reading, request)
    drawn = draw(reading, node, card)
    if drawn is None:
        raise HTTPException(404)
    return file(drawn, _file_name(reading, f"{node.id}-{card.id}{part}", reading.lang))


def _download(
    file: Callable[[Figure], bytes], media_type: str, suffix: str, reading: Reading, request: Request
) -> Body:
    node, card = _told_of(reading, request)
    name = _file_name(reading, node.id, card.id, "data")
    return Body(file(reading.figure(node, card)), media_type, f"{name}{suffix}")


def _file_name(reading: Reading, *places: str) -> str:
    return file_name(*places, demo=bool(reading.published.release["demo"]))


def _network(reading: Reading) -> Page:
    if not reading.sight.network:
        raise Unseen("network")
    return network(reading)


def _approvals(reading: Reading, request: Request) -> Page:
    """With what those see who guard the agency's people, if the composition root tells it."""
    agency, guarded = _agency(reading, request), request.app.state.doors.guarded
    may_see = reading.sight.trusted == agency.id
    return approvals(reading, agency, guarded(agency.id) if guarded and may_see else None)


def _node(reading: Reading, request: Request) -> Node:
    found = reading.published.node(request.path_params["node"])
    if found is None:
        raise HTTPException(404)
    return found


def _agency(reading: Reading, request: Request) -> Node:
    found = _node(reading, request)
    if found.parent is not None:
        raise HTTPException(404)
    return found


def _told_of(reading: Reading, request: Request) -> tuple[Node, Card]:
    """A node, and a card that is published as deep as it lies."""
    node, card = _node(reading, request), reading.published.cards.get(request.path_params["indicator"])
    if card is None or not is_told_of(node, card):
        raise HTTPException(404)
    return node, card
