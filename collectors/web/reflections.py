"""/moments/reflection: that one thought back on something, and how. There is no field for what one thought."""

from datetime import UTC, datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from collectors.identity import HELSINKI
from collectors.kinds import reflections
from collectors.kinds.reflections import Reflection
from collectors.ledger import people
from collectors.web import noting
from collectors.web.told import Told, parents, told
from collectors.web.visit import Visit, signed_in

TEMPLATE = reflections.template()
HOWS = {
    "short": ("written", "short"),
    "medium": ("written", "medium"),
    "long": ("written", "long"),
    "spoken": ("spoken", "none"),
    "declined": ("declined", "none"),
}
"""Button to (reflection-mode, text-shape)."""
FREE = "free"
RECENT = timedelta(days=30)
EVENTS = ("MS", "LM", "SC", "WS", "NE")


def choose(visit: Visit) -> Response:
    """GET /moments/reflection: what was it about?"""
    noting.of(visit)
    return visit.page("reflection_about.html", "reflection.about", events=_recent(visit))


def ask(visit: Visit) -> Response:
    """GET /moments/reflection/{about}: how did one reflect?"""
    noting.of(visit)
    event = _event(visit)
    return visit.page(
        "reflection_how.html",
        "reflection.how",
        event=event,
        hows=[how for how in HOWS if event or how != "declined"],
        nonce=noting.nonce(),
    )


def note(visit: Visit) -> Response:
    """POST /moments/reflection/{about}"""
    context, record, event = noting.of(visit), noting.record(visit), _event(visit)
    how = noting.said(visit, "how")
    if how not in HOWS or (how == "declined" and event is None):
        return ask(visit)
    mode, shape = HOWS[how]
    reflection = Reflection(
        reflection_id=record,
        person_id=visit.viewer.person_id,
        date=noting.today(context.now),
        about_id=record,
        about=event.kept.statement["object"]["id"] if event else None,
        mode=mode,
        text_shape=shape,
    )
    made = noting.state(visit, context, reflections.state(0, reflection, context, TEMPLATE))
    return visit.onward(f"/moments/done/{made}")


def _recent(visit: Visit) -> list[Told]:
    """Own sessions and moments of the last 30 days that were not reflected on yet, newest first."""
    person = noting.person(visit)
    kept = people.statements(visit.wiring.reader.connection, person) if person else []
    seen = [told(k, visit.lang) for k in kept if k.part == "a" and not k.voided]
    since = (datetime.now(UTC) - RECENT).astimezone(HELSINKI).date()
    thought_of = {about for t in seen if t.class_ == "RF" for about in parents(t)}
    return [
        t for t in seen if t.class_ in EVENTS and t.day >= since and t.kept.statement["object"]["id"] not in thought_of
    ]


def _event(visit: Visit) -> Told | None:
    """What it is about; None: nothing in particular."""
    about = visit.request.path_params["about"]
    if about == FREE:
        return None
    event = told(noting.own(visit, about), visit.lang)
    if event.class_ not in EVENTS or event.kept.voided:
        raise HTTPException(404)
    return event


ROUTES = [
    Route("/moments/reflection", signed_in(choose)),
    Route("/moments/reflection/{about}", signed_in(ask), methods=["GET"]),
    Route("/moments/reflection/{about}", signed_in(note), methods=["POST"]),
]
