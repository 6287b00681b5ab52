"""/moments: noting a learning moment in three taps: what it was, where, on whose initiative."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from collectors.bookings import unconfirmed
from collectors.kinds import Context, moments
from collectors.kinds.build import ids
from collectors.kinds.moments import KINDS, Moment
from collectors.sources.values import HELSINKI
from collectors.web import codes, noting, questions
from collectors.web.told import told
from collectors.web.visit import Visit, signed_in
from look import message
from look.dates import day, hours

TEMPLATES = moments.templates()


def index(visit: Visit) -> Response:
    """GET /moments: what one can note."""
    source = noting.opened(visit)
    if source is None:
        return visit.page("closed.html", "moments.title")
    viewer = visit.viewer
    booked = unconfirmed(
        visit.wiring.reader.connection, visit.wiring.home_page(viewer.agency), viewer.person_id, datetime.now(UTC)
    )
    feeds = set(source.about.feeds)
    return visit.page(
        "moments.html",
        "moments.title",
        feeds=feeds,
        booked=[(b, _planned(b.start, b.end, visit.lang)) for b in booked] if "mentoring" in feeds else [],
        at_work=questions.AT_WORK,
        with_others=questions.WITH_OTHERS,
    )


def ask(visit: Visit) -> Response:
    """GET /moments/new/{kind}: the first question that is not answered yet."""
    noting.of(visit)
    return _asked(visit, _kind(visit), dict(visit.request.query_params))


def note(visit: Visit) -> Response:
    """POST /moments/new/{kind}: the last question's answer, and the moment with it."""
    context, kind, record = noting.of(visit), _kind(visit), noting.record(visit)
    given = {question: noting.said(visit, question) for question in questions.asked(kind)}
    answers = questions.answered(kind, given)
    date = noting.when(noting.said(visit, "day"), context.now)
    code = codes.read(noting.said(visit, "code"))
    wrong = ["code"] if noting.said(visit, "code") and code is None else []
    if date is None or wrong or len(answers) < len(given):
        return _asked(visit, kind, given, [*wrong, *(["day"] if date is None else [])])
    if questions.helps(kind):
        code = code or codes.new(context.key, record)
    moment = Moment(
        moment_id=record,
        person_id=visit.viewer.person_id,
        date=date,
        kind=kind,
        help_event_id=code if questions.helps(kind) else None,
        **{question: _value(answer, question) for question, answer in answers.items()},
    )
    made = noting.state(visit, context, moments.state(0, moment, context, TEMPLATES))
    return visit.onward(f"/moments/done/{made}" + (f"?code={code}" if moment.help_event_id else ""))


def done(visit: Visit) -> Response:
    """GET /moments/done/{statement}: what was noted, and the way to take it back."""
    kept = noting.own(visit, visit.request.path_params["statement"])
    code = codes.read(visit.request.query_params.get("code", ""))
    return visit.page(
        "done.html",
        "done.gone" if kept.voided else "done.title",
        told=told(kept, visit.lang),
        code=codes.shown(code) if code and _names(noting.of(visit), kept.statement, code) else "",
    )


def _asked(visit: Visit, kind: str, given: dict[str, str], wrong: Sequence[str] = ()) -> Response:
    asked = questions.asked(kind)
    answers = questions.answered(kind, given)
    before = dict(list(answers.items())[: len(asked) - 1])
    question = asked[len(before)]
    return visit.page(
        "ask.html",
        f"ask.{question}",
        422 if wrong else 200,
        kind=kind,
        question=question,
        step=len(before) + 2,
        steps=len(asked) + 1,
        answers=questions.ANSWERS[question],
        before=before,
        back=_back(kind, before),
        last=len(before) == len(asked) - 1,
        onward=urlencode(before),
        helps=questions.helps(kind),
        nonce=noting.nonce(),
        wrong=wrong,
        fields={"day": noting.said(visit, "day"), "code": noting.said(visit, "code")},
    )


def _back(kind: str, before: dict[str, str]) -> str:
    """The question before this one."""
    if not before:
        return "/moments"
    earlier = urlencode(dict(list(before.items())[:-1]))
    return f"/moments/new/{kind}" + (f"?{earlier}" if earlier else "")


def _kind(visit: Visit) -> str:
    kind: str = visit.request.path_params["kind"]
    if kind not in KINDS:
        raise HTTPException(404)
    return kind


def _value(answer: str, question: str) -> str | None:
    """The four kinds of crafting have no word for what is not told."""
    return None if answer == "unknown" and question == "crafting_type" else answer


def _names(context: Context, statement: dict[str, Any], code: str) -> bool:
    """Is it this statement's own code? An address may say anything."""
    parents = statement.get("context", {}).get("contextActivities", {}).get("parent", [])
    named = {ids.activity(context, "help", code), ids.event(context, code)}
    return statement["object"].get("id") in named or any(parent["id"] in named for parent in parents)


def _planned(start: datetime, end: datetime, lang: str) -> str:
    first, last = start.astimezone(HELSINKI), end.astimezone(HELSINKI)
    return message(lang, "booked.when", day=day(first.date(), lang), hours=hours(first.time(), last.time(), lang))


ROUTES = [
    Route("/moments", signed_in(index)),
    Route("/moments/new/{kind}", signed_in(ask), methods=["GET"]),
    Route("/moments/new/{kind}", signed_in(note), methods=["POST"]),
    Route("/moments/done/{statement}", signed_in(done)),
]
