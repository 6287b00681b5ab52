"""A cell in words, the same words on pages, in charts and in downloads."""

from datetime import date

from look.dates import months, quarter
from look.messages import message, texts
from look.numbers import NBSP, band, percent
from schemas.cell import Cell

STATES = {"suppressed": "state.suppressed", "not_available": "state.not_available"}
CHANGES = {"up": "change.up", "down": "change.down", "none": "change.none", "": "change.unknown"}
PHRASES = {"<": "phrase.below", ">": "phrase.above"}


def shown(cell: Cell, lang: str) -> str:
    """`64 %`, `< 10 %`, `peitetty tietosuojan vuoksi`, `ei tietoa`."""
    if cell.value is None:
        return message(lang, STATES[cell.state])
    figure = percent(cell.value, lang)
    return f"{cell.bound}{NBSP}{figure}" if cell.bound else figure


def phrase(cell: Cell, lang: str) -> str:
    """The figure inside a sentence: `64 %`, `alle 10 %`."""
    figure = percent(cell.value or 0, lang)
    return message(lang, PHRASES[cell.bound], value=figure) if cell.bound else figure


def sentence(cell: Cell, name: str, lang: str) -> str:
    """What the figure says, or why there is none."""
    if cell.state == "suppressed":
        return message(lang, "sentence.suppressed")
    if cell.value is None:
        return reason(cell, lang)
    key = f"sentence.{cell.indicator}"
    said = message(lang, key if key in texts(lang) else "sentence.any", value=phrase(cell, lang), name=name)
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
    low, high = percent(cell.low, lang), percent(cell.high, lang)
    return f"{low}{NBSP}– {high}"


def people(cell: Cell, lang: str) -> str:
    """How many stand behind the figure, as a band; nothing where even that is hidden."""
    return band(cell.n, lang) if cell.n else ""


def change(cell: Cell, lang: str) -> str:
    return message(lang, CHANGES[cell.change])


def last_month(cell: Cell) -> date:
    return date.fromisoformat(cell.period_end)


def period(cell: Cell, lang: str, *, quarterly: bool = False) -> str:
    """Whole months in words, or the quarter where only quarters are published."""
    if quarterly:
        return quarter(last_month(cell), lang)
    return months(date.fromisoformat(cell.period_start), last_month(cell), lang)
