"""Figures as plain data, for the JSON twins of pages: the cells as they were released, and the page's words."""

from typing import Any

import msgspec

from dashboards.reading import words
from dashboards.reading.figures import Figure
from dashboards.reading.release import name_of
from schemas.cell import Cell
from warehouse.published import Node


def node_told(node: Node, lang: str) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(node)
    return plain | {"name": name_of(node, lang)[0]}


def figure_told(shown: Figure) -> dict[str, Any]:
    card, lang = shown.card, shown.lang
    return {
        "id": card.id,
        "name": shown.name,
        "question": card.question[lang],
        "does_not_tell": card.does_not_tell[lang],
        "must_not_use": card.must_not_use[lang],
        "read_with": card.pair,
        "summary": shown.described(),
        "cells": [cell_told(cell, lang) for cell in shown.cells],
    }


def cell_told(cell: Cell, lang: str) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(cell)
    return plain | {"words": words.shown(cell, lang)}
