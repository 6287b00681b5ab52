"""/me/correct: an own moment or reflection is put right: what was said is taken back, what is said instead comes."""

from datetime import UTC, datetime

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from collectors.identity import HELSINKI, local_day
from collectors.kinds import Context, Statement, moments, reflections
from collectors.kinds.moments import KINDS, Moment
from collectors.kinds.reflections import Reflection
from collectors.ledger.people import Kept
from collectors.sources.values import Instant
from collectors.web import noting, questions
from collectors.web.reflections import HOWS, TEMPLATE
from collectors.web.told import EXT, Told, parents, told
from collectors.web.visit import Visit, signed_in

MOMENTS = moments.templates()


class Question(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    answers: tuple[str, ...]
    words: str
    """Prefix of the answers' messages."""
    now: str
    """What it says now."""


def form(visit: Visit) -> Response:
    """GET /me/correct/{statement}"""
    event = _event(visit)
    return _form(visit, event, event.day.isoformat(), [])


def put_right(visit: Visit) -> Response:
    """POST /me/correct/{statement}"""
    event, context = _event(visit), noting.of(visit)
    day = noting.when(noting.said(visit, "day"), context.now)
    answers = {q.name: noting.said(visit, q.name) for q in asked(event)}
    wrong = [q.name for q in asked(event) if answers[q.name] not in q.answers]
    if day is None or wrong:
        return _form(visit, event, noting.said(visit, "day"), wrong + (["day"] if day is None else []))
    make = _reflection if event.class_ == "RF" else _moment
    right = make(visit, context, event, _same_day(event.kept, day), answers)
    made = noting.correct(visit, context, event.kept, right)
    return visit.onward(f"/moments/done/{made}")


def asked(event: Told) -> list[Question]:
    """What was asked of it when it was noted, with its present answers."""
    if event.class_ == "RF":
        said = event.kept.statement.get("result", {}).get("extensions", {})
        now = (said.get(f"{EXT}reflection-mode"), said.get(f"{EXT}text-shape"))
        present = next((how for how, answer in HOWS.items() if answer == now), "")
        return [Question(name="how", answers=tuple(HOWS), words="how", now=present)]
    said = event.kept.statement.get("context", {}).get("extensions", {})
    return [
        Question(
            name=question,
            answers=questions.ANSWERS[question],
            words=f"value.{question.replace('_', '-')}",
            now=said.get(EXT + question.replace("_", "-"), "unknown"),
        )
        for question in questions.asked(kind(event))
    ]


def kind(event: Told) -> str:
    """The kind of moment."""
    return (event.template and event.template.kind) or "story"


def _same_day(kept: Kept, day: Instant) -> Instant:
    """On the same day the time stays too, if the source gave one."""
    before = kept.statement.get("timestamp")
    if before is None or local_day(before) != day.utc.astimezone(HELSINKI).date():
        return day
    moment = datetime.fromisoformat(before)
    return Instant((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC))


def _event(visit: Visit) -> Told:
    event = told(noting.own(visit, visit.request.path_params["statement"]), visit.lang)
    noting.of(visit)
    if not correctable(event):
        raise HTTPException(404)
    return event


def correctable(event: Told) -> bool:
    """An own moment or reflection of a kind we know: what others say in their own words is not ours to say anew."""
    return event.open and (bool(parents(event)) if event.class_ == "RF" else kind(event) in KINDS)


def _moment(visit: Visit, context: Context, event: Told, day: Instant, answers: dict[str, str]) -> Statement:
    given = {q: None if answer == "unknown" and q == "crafting_type" else answer for q, answer in answers.items()}
    moment = Moment(
        moment_id=noting.record(visit),
        person_id=visit.viewer.person_id,
        date=day,
        kind=kind(event),
        activity=event.kept.statement["object"]["id"],
        help_event=next(iter(parents(event)), None),
        **given,
    )
    return moments.state(0, moment, context, MOMENTS)


def _reflection(visit: Visit, context: Context, event: Told, day: Instant, answers: dict[str, str]) -> Statement:
    mode, shape = HOWS[answers["how"]]
    record = noting.record(visit)
    reflection = Reflection(
        reflection_id=record,
        person_id=visit.viewer.person_id,
        date=day,
        about_id=record,
        about=next(iter(parents(event)), None),
        activity=event.kept.statement["object"]["id"],
        mode=mode,
        text_shape=shape,
    )
    return reflections.state(0, reflection, context, TEMPLATE)


def _form(visit: Visit, event: Told, day: str, wrong: list[str]) -> Response:
    return visit.page(
        "correct.html",
        "correct.title",
        422 if wrong else 200,
        event=event,
        asked=asked(event),
        day=day,
        wrong=wrong,
        nonce=noting.nonce(),
    )


ROUTES = [
    Route("/me/correct/{statement}", signed_in(form), methods=["GET"]),
    Route("/me/correct/{statement}", signed_in(put_right), methods=["POST"]),
]
