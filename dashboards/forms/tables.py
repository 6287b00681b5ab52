"""Figures as tables of words, for the CSV twins of pages."""

from collections.abc import Iterable

from dashboards.reading import words
from dashboards.reading.figures import Figure
from dashboards.reading.release import name_of
from look.messages import message
from look.numbers import number
from schemas.cell import Cell

COLUMNS = (
    "column.node", "column.indicator", "column.part", "column.period", "column.state", "column.figure",
    "column.unit", "column.bound", "column.low", "column.high", "column.people", "column.change", "column.note",
    "column.release",
)  # fmt: skip


def whole(figures: Iterable[Figure], lang: str) -> list[list[str]]:
    """All periods of the figures and their parts."""
    return [_head(lang), *(_row(cell, figure) for figure in figures for cell in figure.cells)]


def latest(figures: Iterable[Figure], lang: str) -> list[list[str]]:
    """The latest figure of each, without its parts."""
    return [_head(lang), *(_row(figure.latest, figure) for figure in figures if figure.latest)]


def _head(lang: str) -> list[str]:
    return [message(lang, key) for key in COLUMNS]


def _row(cell: Cell, shown: Figure) -> list[str]:
    lang = shown.lang
    return [
        name_of(shown.node, lang)[0],
        shown.name,
        message(lang, f"part.{cell.category}") if cell.category else "",
        shown.period(cell),
        message(lang, words.STATES.get(cell.state, "state.value")),
        _number(cell.value, cell.unit),
        message(lang, f"unit.{cell.unit}"),
        cell.bound,
        _number(cell.low, cell.unit),
        _number(cell.high, cell.unit),
        words.people(cell, lang),
        words.change(cell, lang) if not cell.category else "",
        words.reason(cell, lang) if cell.note else "",
        cell.release,
    ]


def _number(value: float | None, unit: str) -> str:
    """Without a sign and in the Finnish way, so that a spreadsheet can count with it; a share in percent."""
    if value is None:
        return ""
    return number(value * 100, "fi") if unit == "share" else number(value, "fi", words.DIGITS[unit])
