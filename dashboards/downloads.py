"""The figures of a page as files: one CSV for people, one for machines, JSON for programs."""

import csv
from io import StringIO
from typing import Any

import msgspec

from dashboards import words
from dashboards.figures import Figure
from dashboards.reading import figures, name_of
from look.messages import message
from look.numbers import number
from look.spreadsheet import sheet
from schemas.cell import Cell
from warehouse.published import Node, Published

COLUMNS = (
    "column.agency", "column.indicator", "column.part", "column.period", "column.state", "column.figure",
    "column.unit", "column.bound", "column.low", "column.high", "column.people", "column.change", "column.note",
    "column.release",
)  # fmt: skip


def people_csv(shown: Figure, node: Node) -> bytes:
    """For a Finnish spreadsheet: UTF-8 with BOM, semicolons, decimal commas, words in the page's language."""
    head = [message(shown.lang, key) for key in COLUMNS]
    rows = [_words(cell, shown, node) for cell in _cells(shown)]
    return sheet([head, *rows])


def machine_csv(shown: Figure) -> bytes:
    """For programs: UTF-8, commas, decimal points, ISO dates, the cell's own field names."""
    rows = [["" if v is None else v for v in msgspec.structs.astuple(cell)] for cell in _cells(shown)]
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([list(Cell.__struct_fields__), *rows])
    return out.getvalue().encode()


def file_name(shown: Figure, published: Published, form: str) -> str:
    """Says whether the data are invented, whose and which they are, and which form the file has."""
    start = "lahde-demo" if published.release["demo"] else "lahde"
    return f"{start}-{shown.agency}-{shown.card.id}-{form}.csv"


def agency_json(published: Published, node: Node, lang: str) -> bytes:
    """The agency page as data: the same figures and the same words."""
    twin = {
        "notice": message(lang, "demo.notice") if published.release["demo"] else "",
        "release": published.release,
        "language": lang,
        "agency": {"id": node.id, "name": name_of(node, lang)[0], "name_fi": node.name_fi, "name_sv": node.name_sv},
        "indicators": [_told(f) for group in figures(published, node, lang) for f in group],
    }
    return msgspec.json.format(msgspec.json.encode(twin), indent=2)


def _told(shown: Figure) -> dict[str, Any]:
    card, lang = shown.card, shown.lang
    return {
        "id": card.id,
        "name": shown.name,
        "question": card.question[lang],
        "does_not_tell": card.does_not_tell[lang],
        "must_not_use": card.must_not_use[lang],
        "read_with": card.pair,
        "summary": shown.described(),
        "cells": [msgspec.to_builtins(c) | {"words": words.shown(c, lang)} for c in _cells(shown)],
    }


def _cells(shown: Figure) -> list[Cell]:
    """The figure of each period, then its parts."""
    return [cell for main in shown.trend for cell in (main, *shown.parts.get(main.period, {}).values())]


def _words(cell: Cell, shown: Figure, node: Node) -> list[str]:
    lang = shown.lang
    return [
        name_of(node, lang)[0],
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
