"""An agency's goals drawn: where each began, where it is now, and where it is to end."""

from itertools import groupby

from markupsafe import Markup

from dashboards.charts import Axis, Dot, Key, Words, intervals, round_steps
from dashboards.charts.rows import NARROW, WIDE
from dashboards.charts.signs import HIDDEN
from dashboards.drawing.legends import keys
from dashboards.reading.figures import axis
from dashboards.reading.goals import Row, rows
from look.messages import message
from look.numbers import number, percent
from schemas.cell import State
from schemas.indicators.card import Card
from warehouse.published import Goal, Published

Told = tuple[Goal, Row, Card | None]


def ways(published: Published, agency: str, lang: str) -> list[list[Markup]]:
    """Drawings of the goals that are measured alike, each for a wide and a narrow place; goals by name."""
    goals = {goal.id: goal for goal in published.goals(agency)}
    told = [(goals[row.id], row, _card(published, goals[row.id])) for row in rows(published, agency, lang)]
    alike = groupby(sorted(told, key=_measure), key=_measure)
    return [_drawn(list(group), f"goals-{place}", lang) for place, (_, group) in enumerate(alike)]


def legend(published: Published, agency: str, lang: str) -> list[Key]:
    """Of the signs that are in the drawings."""
    states = {_state(goal) for goal in published.goals(agency)}
    return keys(["baseline", "target", *(state for state in HIDDEN if state in states)], lang)


def _card(published: Published, goal: Goal) -> Card | None:
    """What it is measured by; None of milestones, and of what is no figure of ours."""
    return None if goal.milestones else published.cards.get(goal.indicator or "")


def _measure(told: Told) -> tuple[str, tuple[float, ...]]:
    """Only what is measured alike stands on one axis. Milestones are a share of themselves."""
    goal, _, card = told
    if card:
        return card.unit, card.scale
    return ("share", (0, 1)) if goal.milestones else ("", ())


def _drawn(told: list[Told], name: str, lang: str) -> list[Markup]:
    on = _axis(told, lang)
    shown = [_dot(goal, row, on.top, lang) for goal, row, _ in told]
    title, says = message(lang, "goal.caption"), "; ".join(f"{dot.name}: {dot.label}" for dot in shown)
    named = {size: Words(id=f"{name}-{size.width:.0f}", title=title, desc=says) for size in (WIDE, NARROW)}
    return [intervals(shown, words, axis=on, size=size) for size, words in named.items()]


def _axis(told: list[Told], lang: str) -> Axis:
    numbers = [v for goal, *_ in told for v in (goal.baseline, goal.value, goal.target) if v is not None]
    card = next((card for *_, card in told if card), None)
    if card:
        return axis(card, lang, max(numbers, default=1))
    if told[0][0].milestones:
        return Axis(top=1, ticks=[(part / 4, percent(part / 4, lang)) for part in range(5)])
    steps = round_steps(max(numbers, default=1))
    return Axis(top=steps[-1], ticks=[(step / steps[-1], number(step, lang)) for step in steps])


def _dot(goal: Goal, row: Row, top: float, lang: str) -> Dot:
    state = _state(goal)
    began, now, end = (0.0, goal.met / goal.milestones, 1.0) if goal.milestones else _along(goal, top)
    return Dot(
        name=row.name, label=_label(goal, row, lang), state=state,
        value=now if state == "value" else None, baseline=began, target=end,
    )  # fmt: skip


def _along(goal: Goal, top: float) -> tuple[float | None, ...]:
    """Its numbers as parts of the axis; one beyond its end stands at the end."""
    told = (goal.baseline, goal.value, goal.target)
    return tuple(None if number is None else min(1, max(0, number / top)) for number in told)


def _state(goal: Goal) -> State:
    if goal.state == "suppressed":
        return "suppressed"
    return "not_available" if goal.reviewed_at is None else "value"


def _label(goal: Goal, row: Row, lang: str) -> str:
    if _state(goal) != "value":
        return row.latest
    key = "goal.steps" if goal.milestones else "goal.way"
    return message(lang, key, baseline=row.baseline, now=row.latest, target=row.target)
