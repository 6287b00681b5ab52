"""An agency's own goals in words: each a row of the list that stands with LC12."""

from collections.abc import Mapping
from datetime import date

import msgspec

from dashboards.reading import words
from dashboards.reading.release import name_of
from look.collation import collation_key
from look.dates import day
from look.messages import message
from look.numbers import number, percent
from schemas.indicators.card import Card
from warehouse.published import Goal, Published

LISTED_WITH = "LC12"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    indicator: str
    """What it is measured by; empty where that is no figure of ours."""
    name: str
    language: str
    """Of the name."""
    baseline: str
    target: str
    latest: str
    progress: str
    gone: str
    """Part of its time that has gone by."""
    track: str


def rows(published: Published, agency: str, lang: str) -> list[Row]:
    """By name, never by how far they are."""
    found = [_row(goal, published.cards, lang) for goal in published.goals(agency)]
    return sorted(found, key=lambda row: collation_key(row.name))


def _row(goal: Goal, cards: Mapping[str, Card], lang: str) -> Row:
    name, language = name_of(goal, lang)
    card = cards.get(goal.indicator or "")
    unit = card.unit if card else "index"
    return Row(
        id=goal.id,
        indicator=card.id if card else "",
        name=name,
        language=language,
        baseline=_told(goal.baseline, unit, lang),
        target=_target(goal, unit, lang),
        latest=_latest(goal, unit, lang),
        progress=percent(goal.progress, lang) if goal.progress is not None else message(lang, "state.suppressed"),
        gone=percent(goal.expected, lang),
        track=_track(goal, lang),
    )


def _told(value: float | None, unit: str, lang: str) -> str:
    return "–" if value is None else words.figure(value, unit, lang)


def _target(goal: Goal, unit: str, lang: str) -> str:
    """The target now, and the first one where it was changed."""
    if goal.milestones:
        return message(lang, "goal.milestones", count=number(goal.milestones, lang))
    now = _told(goal.target, unit, lang)
    if goal.target == goal.first_target:
        return now
    return message(lang, "goal.changed", now=now, first=_told(goal.first_target, unit, lang))


def _latest(goal: Goal, unit: str, lang: str) -> str:
    if goal.reviewed_at is None:
        return message(lang, "goal.never")
    if goal.state == "suppressed":
        return message(lang, "state.suppressed")
    when = day(date.fromisoformat(goal.reviewed_at), lang)
    if goal.milestones:
        return message(lang, "goal.met", met=number(goal.met, lang), when=when)
    return message(lang, "goal.reviewed", value=_told(goal.value, unit, lang), when=when)


def _track(goal: Goal, lang: str) -> str:
    if goal.on_track is None:
        return message(lang, "state.suppressed")
    return message(lang, "goal.on_track" if goal.on_track else "goal.behind")
