"""A cell in words, the same words on pages, in charts and in downloads."""

from datetime import date

from look.dates import day, month_of, months, quarter
from look.messages import message, texts
from look.numbers import NBSP, band, number, percent
from schemas.cell import Cell, Change

__all__ = ["month_of"]  # for templates, beside what is defined here

STATES = {"suppressed": "state.suppressed", "not_available": "state.not_available"}
CHANGES = {"up": "change.up", "down": "change.down", "none": "change.none", "": "change.unknown"}
WAYS = {"up": "way.up", "down": "way.down", "none": "way.none", "": "change.unknown"}
PHRASES = {"<": "phrase.below", ">": "phrase.above"}
DIGITS = {"score": 0, "days": 0, "number": 1, "per_hundred": 1, "index": 2}
"""Decimals a unit is written with; a share is written in percent."""


def figure(value: float, unit: str, lang: str) -> str:
    """`64 %`; of other units the number alone: `67`, `4,6`, `0,92`."""
    return percent(value, lang) if unit == "share" else number(value, lang, DIGITS[unit])


def shown(cell: Cell, lang: str) -> str:
    """`64 %`, `4,6`, `< 10 %`, `peitetty tietosuojan vuoksi`, `ei tietoa`, `kokemukset jakautuvat`."""
    if cell.value is None:
        own = f"state.{cell.note}"
        return message(lang, own if own in texts(lang) else STATES[cell.state])
    told = figure(cell.value, cell.unit, lang)
    return f"{cell.bound}{NBSP}{told}" if cell.bound else told


def phrase(cell: Cell, lang: str) -> str:
    """The figure inside a sentence: `64 %`, `alle 10 %`."""
    told = figure(cell.value or 0, cell.unit, lang)
    return message(lang, PHRASES[cell.bound], value=told) if cell.bound else told


def sentence(cell: Cell, name: str, lang: str, parts: dict[str, Cell] | None = None) -> str:
    """What the figure says, or why there is none. A sentence may name parts by their category."""
    if cell.state == "suppressed":
        return message(lang, "sentence.suppressed")
    if cell.value is None:
        return reason(cell, lang)
    key = f"sentence.{cell.indicator}"
    told = {category: phrase(part, lang) for category, part in (parts or {}).items()}
    key = key if key in texts(lang) else "sentence.any"
    said = message(lang, key, value=phrase(cell, lang), name=name, **told)
    return said[:1].upper() + said[1:]


def reason(cell: Cell, lang: str) -> str:
    """The cell's note as a sentence; a note may carry a whole percentage after a colon."""
    key, _, detail = cell.note.partition(":")
    wanted = f"note.{key}_share" if detail else f"note.{key}"
    return message(lang, wanted if wanted in texts(lang) else "note.other", value=detail)


def caution(cell: Cell, lang: str) -> str:
    """A note beside a figure that is shown."""
    return reason(cell, lang) if cell.note and cell.value is not None else ""


def interval(cell: Cell, lang: str) -> str:
    if cell.low is None or cell.high is None:
        return ""
    low, high = (figure(end, cell.unit, lang) for end in (cell.low, cell.high))
    return f"{low}{NBSP}– {high}"


def people(cell: Cell, lang: str) -> str:
    """How many stand behind the figure, as a band; nothing where even that is hidden."""
    return band(cell.n, lang) if cell.n else ""


def change(cell: Cell, lang: str) -> str:
    return message(lang, CHANGES[cell.change])


def way(change: Change, lang: str) -> str:
    """The same with an arrow where there is one: `↑ selvä nousu`. Nothing is said by colour."""
    return message(lang, WAYS[change])


def day_of(text: str, lang: str) -> str:
    """`2026-11-03` as 3.11.2026."""
    return day(date.fromisoformat(text), lang)


def last_month(cell: Cell) -> date:
    return date.fromisoformat(cell.period_end)


def period(cell: Cell, lang: str, *, quarterly: bool = False) -> str:
    """Whole months in words, or the quarter where only quarters are published."""
    if quarterly:
        return quarter(last_month(cell), lang)
    return months(date.fromisoformat(cell.period_start), last_month(cell), lang)
