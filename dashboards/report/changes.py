"""What the month brought that the report of the month before could not say."""

from datetime import date, timedelta

import msgspec

from dashboards.charts import index
from dashboards.reading import words
from dashboards.reading.figures import Figure
from dashboards.reading.release import Reading
from look.dates import day
from look.messages import message
from schemas.cell import Cell
from warehouse.published import Node


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that the month brought."""

    name: str
    period: str
    shown: str
    people: str
    change: str


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    rows: list[Row]
    notes: list[str]
    """Arrows that came or went, figures that came into sight or went out of it, corrections."""


def changes(reading: Reading, node: Node) -> Changes:
    """Never from one month to the next in a figure's value: such a step says nothing (domain.md 2.1)."""
    before = {f.card.id: f for group in _month_before(reading).figures(node) for f in group}
    figures = [f for group in reading.figures(node) for f in group]
    pairs = [(f, before[f.card.id].latest) for f in figures]
    fresh = [(f, f.latest, old) for f, old in pairs if f.latest and (old is None or f.latest.period != old.period)]
    notes = [note for f, cell, old in fresh if (note := _note(f, cell, old))]
    return Changes(rows=[_row(f, cell) for f, cell, _ in fresh], notes=[*notes, *_corrected(reading, figures)])


def _month_before(reading: Reading) -> Reading:
    last = date.fromisoformat(f"{reading.at}-01") - timedelta(days=1)
    return msgspec.structs.replace(reading, at=f"{last:%Y-%m}")


def _row(figure: Figure, cell: Cell) -> Row:
    lang = figure.lang
    return Row(
        name=figure.name,
        period=figure.period(cell),
        shown=figure.shown(cell),
        people=words.people(cell, lang) or "–",
        change=words.change(cell, lang) if cell.value is not None else "–",
    )


def _note(figure: Figure, cell: Cell, old: Cell | None) -> str:
    """In words, what is different in kind; empty where only the figure is another."""
    lang, told = figure.lang, {"name": figure.name, "period": figure.period(cell)}
    if cell.value is None:
        gone = old is not None and old.value is not None
        return message(lang, "news.hidden", **told, why=words.reason(cell, lang)) if gone else ""
    if old is None or old.value is None:
        return message(lang, "news.first" if old is None else "news.shown", **told)
    if cell.change and old.change and cell.change != old.change:
        now, then = words.change(cell, lang), words.change(old, lang)
        return message(lang, "news.turned", **told, now=now, then=then)
    return ""


def _corrected(reading: Reading, figures: list[Figure]) -> list[str]:
    """What was put right while this report was the newest: in the month after its own."""
    lang, told = reading.lang, reading.published.release.get("corrections", [])
    after = index(date.fromisoformat(f"{reading.at}-01")) + 1
    made = {c["release"]: c for c in told if index(date.fromisoformat(c["made"])) == after}
    return [
        message(
            lang,
            "news.corrected",
            name=figure.name,
            period=figure.period(cell),
            day=day(date.fromisoformat(made[cell.release]["made"]), lang),
            reason=made[cell.release]["reason"],
        )
        for figure in figures
        for cell in figure.trend
        if cell.release in made
    ]
