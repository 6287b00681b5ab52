"""A published release made by hand: two agencies of different size, every cell state, hostile names."""

import math
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from dashboards.doors import ALONE, Doors
from schemas.cell import Cell
from schemas.indicators.card import Card
from warehouse.published import Finding, Goal, Node, Report, Source

PARTS = ["in_work", "with_others", "separate"]


def text(words: str) -> dict[str, str]:
    return {"fi": f"{words} suomeksi?", "sv": f"{words} på svenska?", "en": f"{words} in English?"}


def card(card_id: str, name: str, window: str, pair: str, breakdown: list[str] | None = None) -> Card:
    return Card(
        id=card_id, key=card_id.lower(), name=text(name), question=text(f"Kysymys {name}"), formula=text("Kaava"),
        does_not_tell=text("Ei kerro"), must_not_use=text("Ei saa"), counts=text("Keitä"), unit="share", window=window,
        months=0 if window == "wave" else int(window[1:-1]), min_n=5, sensitive=card_id == "LC11a", sources=[],
        pair=pair, good="none", breakdown=breakdown or [],
        by="mode" if breakdown else "", owner="-", version=1, valid_from="2024-01-01",
    )  # fmt: skip


CARDS = {
    c.id: c
    for c in (
        card("LC01", "Kattavuus", "R3M", "LC11a"),
        card("LC02a", "Mentorointi", "R12M", "LC03"),
        card("LC04", "Reflektointi", "R3M", "LC09"),
        card("LC05", "Työssä", "R6M", "LC06", PARTS),
        card("LC11a", "Kuormitus", "wave", "LC01"),
    )
}
MONTHS = {"R3M": 3, "R6M": 6, "R12M": 12, "wave": 1}


def iso(month: int) -> str:
    """First day of a month counted from year 0."""
    return f"{month // 12:04}-{month % 12 + 1:02}-01"


def cell(node: str, indicator: str, month: int, **fields: object) -> Cell:
    window = CARDS[indicator].window
    base: dict[str, object] = {
        "indicator": indicator, "formula_version": 1, "node": node, "window": window, "release": "2026-11-15-1",
        "period": f"{node.lower()}-{iso(month)[:7]}" if window == "wave" else iso(month)[:7],
        "period_start": iso(month - MONTHS[window] + 1), "period_end": iso(month)[:8] + "28", "state": "value",
    }  # fmt: skip
    return Cell(**(base | fields))  # type: ignore[arg-type]


def trend(node: str, indicator: str, start: float, end: float, step: int = 1) -> list[Cell]:
    """August 2024 to October 2026, as far as the window is whole; a few periods hidden."""
    first, last = 2024 * 12 + 7 + MONTHS[CARDS[indicator].window] - 1, 2026 * 12 + 9
    months = [m for m in range(first, last + 1) if (m + 1) % step == 0]
    made = []
    for place, month in enumerate(months):
        value = start + (end - start) * place / max(1, len(months) - 1) + 0.02 * math.sin(place)
        grown = "up" if end - start > 0.1 else "none"
        made += shown(
            node, indicator, month, round(value, 2), grown if month - first >= 12 else "", 1250 if step == 1 else 66
        )
    return made


def shown(node: str, indicator: str, month: int, value: float, change: str, n: int) -> list[Cell]:
    ends = {"low": round(value - 0.03, 2), "high": round(value + 0.03, 2)}
    main = cell(node, indicator, month, value=value, n=str(n) if n >= 100 else "50-99", change=change, **ends)
    if not CARDS[indicator].breakdown:
        return [main]
    shares = (value, round((1 - value) * 0.55, 2), round(1 - value - round((1 - value) * 0.55, 2), 2))
    parts = [
        cell(node, indicator, month, breakdown="mode", category=c, value=v, n=str(n) if n >= 100 else "50-99")
        for c, v in zip(PARTS, shares, strict=True)
    ]
    return [main, *parts]


def hide(cells: list[Cell], months: tuple[str, ...], state: str, note: str) -> list[Cell]:
    gone = {"state": state, "value": None, "low": None, "high": None, "n": "", "change": "", "note": note}
    return [msgspec.structs.replace(c, **gone) if c.period_end[:7] in months else c for c in cells]


def cells_of(node: str, step: int) -> list[Cell]:
    return [
        *hide(
            trend(node, "LC01", 0.52, 0.64, 3 if step == 3 else 1), ("2025-03", "2025-07"), "suppressed", "few_persons"
        ),
        *trend(node, "LC02a", 0.15, 0.42, 12 if step == 3 else 1),
        *hide(trend(node, "LC04", 0.35, 0.62, step), ("2024-12", "2025-06"), "not_available", "coverage"),
        *trend(node, "LC05", 0.42, 0.55, 6 if step == 3 else 1),
        *(c for c in trend(node, "LC11a", 0.18, 0.21) if c.period_end[5:7] in ("03", "05", "09", "12")),
    ]


def goal(goal_id: str, name_fi: str, name_sv: str = "", **fields: object) -> Goal:
    base: dict[str, object] = {
        "agency": "KLV", "id": goal_id, "period": "2026-10", "name_fi": name_fi, "name_sv": name_sv,
        "indicator": "LC05", "start": "2024-10-01", "due": "2027-06-30",
        "reviewed_at": "2026-09-15", "baseline": 0.42, "first_target": 0.6,
        "target": 0.6, "value": 0.54, "milestones": 0, "met": 0, "progress": 0.67, "expected": 0.5, "on_track": True,
    }  # fmt: skip
    return Goal(**(base | fields))  # type: ignore[arg-type]  # of many types, as each field wants


GOALS = [
    goal("g1", "Työ opettaa", "Arbetet lär"),
    goal("g2", "<b>Askeleet</b>", milestones=4, met=1, baseline=None, target=None, first_target=None, value=None,
         indicator=None, progress=0.25, on_track=False),
    goal("g3", "Aina turvallista", target=0.5, state="suppressed", value=None, progress=None, on_track=None),
    goal("g4", "Vielä edessä", reviewed_at=None, value=None, progress=0.0, on_track=False),
]  # fmt: skip


SOURCES = [
    Source(name="<i>hr</i>", agency="KLV", feeds=["moments", "mentoring"], units=[], since="2024-08-01",
           purpose="=oppiminen", dpia="D-1", cooperation="YT-2026-3", revoked=False),
    Source(name="moodle", agency=None, feeds=["courses"], units=[], since=None, purpose=None, dpia=None,
           cooperation="YT-2026-4", revoked=True),
    Source(name="units", agency="RTT", feeds=[], units=[], since=None, purpose="p", dpia="d", cooperation="c",
           revoked=False),
]  # fmt: skip
FINDINGS = [
    Finding(
        agency="KLV", date="2024-08-31", theme="LC05", finding_fi="Oppi on <b>erillään</b>", finding_sv="", goal="g1"
    ),
    Finding(agency="KLV", date="2024-09-30", theme="LC11", finding_fi="Kuormittaa", finding_sv="Belastar", goal="gone"),
    Finding(agency="KLV", date="2024-10-01", theme="oma", finding_fi="Aikaa ei ole", finding_sv="", goal=None),
]


class Published:
    """What `warehouse.published` gives, without files."""

    def __init__(self, nodes: list[Node], cells: list[Cell], *, demo: bool = True) -> None:
        self.release = {
            "id": "2026-11-15-1",
            "as_of": "2026-11-15",
            "position": 7,
            "demo": demo,
            "k": 5,
            "k_sensitive": 10,
        }
        self.cards = CARDS
        self._nodes, self._cells = nodes, cells

    def nodes(self) -> list[Node]:
        return self._nodes

    def node(self, wanted: str) -> Node | None:
        return next((node for node in self._nodes if node.id == wanted), None)

    audit: Report | None = None

    def sources(self) -> list[Source]:
        return SOURCES

    def findings(self, agency: str) -> list[Finding]:
        return [f for f in FINDINGS if f.agency == agency]

    def shown(self) -> list[dict[str, object]]:
        level = {n.id: (n.level, n.agency) for n in self._nodes}
        return [
            {"level": level[c.node][0], "agency": level[c.node][1], "state": c.state, "note": c.note, "cells": 1}
            for c in self._cells if not c.breakdown
        ]  # fmt: skip

    def only(self, nodes: list[Node]) -> "Published":
        ids = {n.id for n in nodes}
        return Published(list(nodes), [c for c in self._cells if c.node in ids])

    def goals(self, agency: str) -> list[Goal]:
        return [g for g in GOALS if g.agency == agency]

    def cells(self, node: str, indicator: str | None = None) -> list[Cell]:
        return [c for c in self._cells if c.node == node and indicator in (None, c.indicator)]


def node(node_id: str, name_fi: str, name_sv: str, parent: str | None = None) -> Node:
    level = "department" if parent else "agency"
    return Node(id=node_id, parent=parent, agency=parent or node_id, name_fi=name_fi, name_sv=name_sv, level=level)


NODES = [
    node("RTT", "Revontulitoimisto", "Norrskensbyrån"),
    node("ÄÄ", "Äänimaisemavirasto", ""),
    node("KLV", "Korpilupavirasto", "Ödemarkstillståndsverket"),
    node("KLV-1", "Luvat", "Tillstånd", "KLV"),
    node("EVIL", '=cmd|"<script>alert(1)</script>', "@<b>bold</b>"),
]
CELLS = [
    *cells_of("KLV", 1),
    *cells_of("RTT", 3),
    cell("EVIL", "LC01", 2026 * 12 + 9, value=0.1, bound="<", n="10-19"),
    cell("EVIL", "LC05", 2026 * 12 + 9, state="suppressed"),
    cell("EVIL", "LC11a", 2026 * 12 + 8, value=0.3, n="60", note="low_response:41"),
]


@pytest.fixture
def published() -> Published:
    return Published(NODES, CELLS)


@pytest.fixture
def visit(published: Published) -> Callable[..., TestClient]:
    """A browser before the pages of a release; `visit(release)` for another, `visit(error)` for none."""
    from dashboards.app import app

    def opened(shown: object = published, doors: Doors = ALONE) -> TestClient:
        def read(_: Path) -> object:
            if isinstance(shown, Exception):
                raise shown
            return shown

        application = app(Path("published"), read=read, doors=doors)  # type: ignore[arg-type]  # stands for a release
        return TestClient(application, follow_redirects=False)

    return opened
