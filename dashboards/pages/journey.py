"""/fi/org/KLV/journey: what the agency found, what it set out to do, where it began, and where it is now."""

from collections import Counter
from typing import Any

import msgspec
from markupsafe import Markup

from dashboards.drawing import marks, ways
from dashboards.forms.told import cell_told, node_told
from dashboards.page import Page
from dashboards.reading import goals, words
from dashboards.reading.figures import Figure
from dashboards.reading.findings import Found, found, going_on
from dashboards.reading.release import Reading, children, name_of, quoted
from dashboards.reading.standing import Standing
from look.messages import message
from look.numbers import number
from warehouse.published import Node

PROGRAMME = ("S5", "S1", "S2", "S3", "S4", "S6")
"""The mentor programme, and what running it takes."""
REACH_AND_LOAD = ("LC05", "LC01", "LC02a", "LC11a")
"""Of each department: where learning is part of work, whom it reaches, where it strains."""
HEAD = (
    "journey.kind", "column.period", "journey.what", "goal.baseline", "journey.now", "goal.target", "journey.state"
)  # fmt: skip


class Aim(msgspec.Struct, frozen=True, kw_only=True):
    """A goal, and the figure it is measured by."""

    goal: goals.Row
    on_track: bool | None
    """None where it is hidden."""
    figure: Figure | None
    drawing: Markup | str


class Department(msgspec.Struct, frozen=True, kw_only=True):
    node: Node
    figures: list[Figure | None]
    """In the order of REACH_AND_LOAD; None where there is no such card."""


def journey(reading: Reading, agency: Node) -> Page:
    figures = reading.by_card(agency)
    findings, aims = found(reading, agency), _aims(reading, agency, figures)
    since = [Standing(f) for name, f in figures.items() if name.startswith("LC") and name != "LC12"]
    programme = [figures[name] for name in PROGRAMME if name in figures]
    departments = [_department(reading, node) for node in children(reading.published, agency.id, reading.lang)]
    return Page(
        template="journey.html",
        title=message(reading.lang, "journey.title", name=name_of(agency, reading.lang)[0]),
        path=f"/org/{quoted(agency.id)}/journey",
        data=lambda: {
            "agency": node_told(agency, reading.lang),
            "findings": [msgspec.to_builtins(f.finding) for f in findings],
            "goals": msgspec.to_builtins(reading.published.goals(agency.id)) if aims else [],
            "since_baseline": [_since(stands) for stands in since],
            "programme": [_latest(figure) for figure in programme],
            "departments": [
                node_told(d.node, reading.lang) | {"figures": [_latest(f) for f in d.figures if f]} for d in departments
            ],
        },
        table=lambda: _table(reading.lang, findings, aims, since),
        context=lambda: {
            "node": agency,
            "findings": findings,
            "aims": aims,
            "sum": _sum(aims, reading.lang),
            "ways": ways.ways(reading.published, agency.id, reading.lang),
            "ways_legend": ways.legend(reading.published, agency.id, reading.lang),
            "since": since,
            "programme": programme,
            "bars": marks.parts(programme[0]) if programme and programme[0].card.breakdown else [],
            "departments": departments,
            "beside": [reading.published.cards[name] for name in REACH_AND_LOAD if name in reading.published.cards],
        },
    )


def _aims(reading: Reading, agency: Node, figures: dict[str, Figure]) -> list[Aim]:
    """A trend is drawn once, also where two goals are measured by it."""
    on_track = {goal.id: goal.on_track for goal in reading.published.goals(agency.id)}
    rows = going_on(reading, agency)
    evidence = {row.indicator: figures[row.indicator] for row in rows if row.indicator in figures}
    months = marks.span(list(evidence.values()))
    undrawn = {name: marks.spark(figure, months) for name, figure in evidence.items()}
    return [
        Aim(
            goal=row,
            on_track=on_track[row.id],
            figure=evidence.get(row.indicator),
            drawing=undrawn.pop(row.indicator, ""),
        )
        for row in rows
    ]


def _sum(aims: list[Aim], lang: str) -> str:
    count = Counter(aim.on_track for aim in aims)
    told = {"all": len(aims), "on": count[True], "behind": count[False], "hidden": count[None]}
    key = "journey.sum.hidden" if count[None] else "journey.sum"
    return message(lang, key, **{name: number(value, lang) for name, value in told.items()})


def _department(reading: Reading, node: Node) -> Department:
    figures = reading.by_card(node)
    return Department(
        node=node, figures=[figures.get(name) for name in REACH_AND_LOAD if name in reading.published.cards]
    )


def _since(stands: Standing) -> dict[str, Any]:
    lang = stands.figure.lang
    return {
        "indicator": stands.figure.card.id,
        "baseline": cell_told(stands.baseline.cell, lang) if stands.baseline else None,
        "now": cell_told(stands.cell, lang) if stands.cell else None,
        "change": stands.baseline.change if stands.baseline else "",
    }


def _latest(figure: Figure) -> dict[str, Any]:
    cell = figure.latest
    return {"indicator": figure.card.id, "cell": cell_told(cell, figure.lang) if cell else None}


def _table(lang: str, findings: list[Found], aims: list[Aim], since: list[Standing]) -> list[list[str]]:
    return [
        [message(lang, key) for key in HEAD],
        *(
            [message(lang, "journey.finding"), f.when, f.text, "", "", "", f.goal.name if f.goal else ""]
            for f in findings
        ),
        *(
            [message(lang, "goal.goal"), "", a.goal.name, a.goal.baseline, a.goal.latest, a.goal.target, a.goal.track]
            for a in aims
        ),
        *([message(lang, "column.indicator"), *_row(stands, lang)] for stands in since),
    ]


def _row(stands: Standing, lang: str) -> list[str]:
    figure, cell, baseline = stands.figure, stands.cell, stands.baseline
    first = figure.shown(baseline.cell) if baseline else ""
    change = words.way(baseline.change, lang) if baseline and baseline.change else ""
    return [figure.period(cell) if cell else "", figure.name, first, stands.shown, "", change]
