"""/me: everything that is kept about whoever is signed in, what it counts in, and what they can do about it."""

from datetime import date
from itertools import groupby

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from collectors.ledger import people
from collectors.ledger.work import AskErasure, SetCapacity
from collectors.person_file import PersonFile, everything, statement
from collectors.web import noting, person_csv
from collectors.web.correct import correctable
from collectors.web.kept import documents, identity, on, readings, snapshots
from collectors.web.mentor import free_mentors, months
from collectors.web.told import Told, told
from collectors.web.visit import Visit, signed_in
from look.dates import month
from look.numbers import number


class Month(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    events: list[Told]


def overview(visit: Visit) -> Response:
    """GET /me"""
    kept, events, source = file(visit), _events(visit), noting.opened(visit)
    mentored = months(events, visit.lang)
    return visit.page(
        "me.html",
        "me.title",
        kept=kept,
        total=number(len(kept.statements), visit.lang),
        readings=readings(kept, visit.lang),
        snapshots=snapshots(kept, visit.lang),
        documents=list(documents(kept, visit.lang)),
        identity=identity(kept, visit.lang),
        asked_on=on(kept.erasure_asked, visit.lang) if kept.erasure_asked else "",
        months=[Month(name=month(day, visit.lang), events=list(group)) for day, group in groupby(events, _first)],
        raw={event.kept.id: _raw(event) for event in events},
        mentored=mentored,
        free=free_mentors(visit) if mentored else None,
        correctable=correctable,
        opened=source is not None,
        own_source=source.name if source else "",
    )


def download_json(visit: Visit) -> Response:
    """GET /me/data.json"""
    body = msgspec.json.format(msgspec.json.encode(file(visit)))
    return _attached(body, "application/json", "lahde.json")


def download_csv(visit: Visit) -> Response:
    """GET /me/data.csv"""
    return _attached(person_csv.table(_events(visit), visit.lang), "text/csv; charset=utf-8", "lahde.csv")


def withdraw(visit: Visit) -> Response:
    """POST /me/withdraw/{statement}"""
    event = _event(visit)
    if not (event.open or _noted_here(visit, event)):
        raise HTTPException(404)
    visit.wiring.writer.do(noting.withdrawal(visit, event.kept.id))
    return visit.onward(f"/moments/done/{event.kept.id}")


def ask_withdraw(visit: Visit) -> Response:
    """GET /me/withdraw/{statement}: it cannot be undone, so it is asked once."""
    event = _event(visit)
    if not (event.open or _noted_here(visit, event)):
        raise HTTPException(404)
    return visit.page("withdraw.html", "withdraw.title", told=event)


def erasure(visit: Visit) -> Response:
    """POST /me/erasure: asks to be erased, or no longer asks."""
    viewer = visit.viewer
    if noting.person(visit) is None:
        return visit.onward("/me")
    work = AskErasure(
        agency=viewer.agency,
        person_id=viewer.person_id,
        home_page=visit.wiring.home_page(viewer.agency),
        asked=noting.said(visit, "ask") == "yes",
    )
    visit.wiring.writer.do(work)
    return visit.onward("/me#erasure")


def capacity(visit: Visit) -> Response:
    """POST /me/capacity: a mentor can take more, or cannot."""
    viewer = visit.viewer
    if not months(_events(visit), visit.lang):
        raise HTTPException(404)
    work = SetCapacity(
        agency=viewer.agency,
        person_id=viewer.person_id,
        home_page=visit.wiring.home_page(viewer.agency),
        free=noting.said(visit, "free") == "yes",
    )
    visit.wiring.writer.do(work)
    return visit.onward("/me#mentor")


def file(visit: Visit) -> PersonFile:
    viewer = visit.viewer
    home_page = visit.wiring.home_page(viewer.agency)
    return everything(visit.wiring.reader.connection, viewer.agency, viewer.person_id, home_page)


def _events(visit: Visit) -> list[Told]:
    """Newest first."""
    person = noting.person(visit)
    kept = people.statements(visit.wiring.reader.connection, person) if person else []
    return sorted((told(k, visit.lang) for k in kept), key=lambda event: (event.day, event.kept.seq), reverse=True)


def _event(visit: Visit) -> Told:
    return told(noting.own(visit, visit.request.path_params["statement"]), visit.lang)


def _noted_here(visit: Visit, event: Told) -> bool:
    """What the person noted on a page of ours is theirs to take back, whatever it is."""
    source = noting.opened(visit)
    return source is not None and event.kept.source == source.name and not event.kept.voided


def _first(event: Told) -> date:
    return event.day.replace(day=1)


def _raw(event: Told) -> str:
    return msgspec.json.format(msgspec.json.encode(statement(event.kept).statement)).decode()


def _attached(body: bytes, media_type: str, name: str) -> Response:
    return Response(body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


ROUTES = [
    Route("/me", signed_in(overview)),
    Route("/me/data.json", signed_in(download_json)),
    Route("/me/data.csv", signed_in(download_csv)),
    Route("/me/withdraw/{statement}", signed_in(ask_withdraw), methods=["GET"]),
    Route("/me/withdraw/{statement}", signed_in(withdraw), methods=["POST"]),
    Route("/me/erasure", signed_in(erasure), methods=["POST"]),
    Route("/me/capacity", signed_in(capacity), methods=["POST"]),
]
