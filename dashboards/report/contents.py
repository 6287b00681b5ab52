"""What the report says, in reading order: every text is final, the template only sets it."""

import msgspec

from dashboards.reading import goals
from dashboards.reading.answers import Answer, answers
from dashboards.reading.release import Reading, as_of, name_of
from dashboards.report.changes import Changes, changes
from dashboards.report.drawings import Drawing, drawn
from dashboards.report.questions import questions
from dashboards.report.told import Told, told
from look.dates import day, month_of
from look.messages import message, reviewed
from schemas.indicators.card import Card
from warehouse.published import Node, Published


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A name, and the language it is in."""

    name: str
    lang: str


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    does_not_tell: str
    must_not_use: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    lang: str
    title: str
    whose: Named
    month: str
    as_of: str
    footer: str
    notices: list[str]
    answers: list[Told]
    drawings: list[Drawing]
    changes: Changes
    goals: list[goals.Row]
    no_goals: str
    """Why none are listed; empty where some are."""
    questions: list[str]
    limits: list[Limit]
    key: list[tuple[str, str]]
    release: list[str]
    words: dict[str, str]
    """Headings and column heads, by the name the template knows them by."""


WORDS = {
    "lahde": "report.lahde", "report": "report.name", "answers": "report.answers", "charts": "report.charts",
    "legend": "report.legend", "changes": "report.changes", "nothing_new": "report.nothing_new",
    "indicator": "column.indicator", "period": "column.period", "figure": "column.figure", "people": "column.people",
    "change": "column.change", "goals": "goal.caption", "goal": "goal.goal", "track": "goal.track",
    "progress": "goal.progress", "gone": "goal.gone", "latest": "goal.latest", "target": "goal.target",
    "baseline": "goal.baseline", "goals_order": "goal.order", "questions": "report.questions",
    "limits": "report.limits", "does_not_tell": "card.does_not_tell", "must_not_use": "card.must_not_use",
    "reading": "foot.reading",
}  # fmt: skip


def contents(reading: Reading, node: Node) -> Report:
    """Of a node, at the end of the month that `reading` is of."""
    published, lang = reading.published, reading.lang
    found, (name, name_lang) = answers(reading, node), name_of(node, lang)
    when = month_of(reading.at, lang)
    listed, why_none = _goals(reading, node)
    return Report(
        lang=lang,
        title=message(lang, "report.title", name=name, month=when),
        whose=Named(name=name, lang=name_lang),
        month=when,
        as_of=as_of(published).isoformat(),
        footer=message(lang, "report.foot", name=name, month=when, id=published.release["id"]),
        notices=_notices(reading),
        answers=[told(answer, lang) for answer in found],
        drawings=drawn(found),
        changes=changes(reading, node),
        goals=listed,
        no_goals=why_none,
        questions=questions(found, lang),
        limits=[_limit(card, lang) for card in _cards(found)],
        key=_key(lang),
        release=_release(published, lang),
        words={name: message(lang, key) for name, key in WORDS.items()},
    )


def _notices(reading: Reading) -> list[str]:
    invented = [message(reading.lang, "demo.notice")] if reading.published.release["demo"] else []
    return invented if reviewed(reading.lang) else [*invented, message(reading.lang, "page.unreviewed")]


def _goals(reading: Reading, node: Node) -> tuple[list[goals.Row], str]:
    """The agency's, or why there are none: only the newest month's are published."""
    published, lang = reading.published, reading.lang
    known = {goal.period for goal in published.goals(node.agency)}
    if not known:
        key = "report.no_goals" if published.node(node.agency) else "report.goals_unseen"
        return [], message(lang, key)
    if known != {reading.at}:
        return [], message(lang, "report.goals_of", month=month_of(max(known), lang))
    return goals.rows(published, node.agency, lang), ""


def _cards(found: list[Answer]) -> list[Card]:
    """Of what the answers show, each once, in their order."""
    shown = [f.card for answer in found for f in (answer.standing.figure, answer.counterweight) if f]
    return list({card.id: card for card in shown}.values())


def _limit(card: Card, lang: str) -> Limit:
    name, does_not_tell, must_not_use = card.name[lang], card.does_not_tell[lang], card.must_not_use[lang]
    return Limit(name=name, does_not_tell=does_not_tell, must_not_use=must_not_use)


def _key(lang: str) -> list[tuple[str, str]]:
    """How to read: each sign or word, and what it means."""
    return [
        (message(lang, "state.suppressed"), message(lang, "key.suppressed")),
        (message(lang, "state.not_available"), message(lang, "key.not_available")),
        (message(lang, "report.bound"), message(lang, "report.bound.means")),
        (message(lang, "column.interval"), message(lang, "report.interval.means")),
        (message(lang, "change.none"), message(lang, "key.change")),
        (message(lang, "key.people.term"), message(lang, "key.people")),
    ]


def _release(published: Published, lang: str) -> list[str]:
    release = published.release
    return [
        message(lang, "foot.release", id=release["id"], k=release["k"], sensitive=release["k_sensitive"]),
        message(lang, "page.as_of", date=day(as_of(published), lang)),
        message(lang, "foot.lahde"),
    ]
