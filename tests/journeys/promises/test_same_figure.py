"""Promise 10: the same figure everywhere: pages, both CSVs and JSON in three languages, cell by cell, as released."""

import csv
import html
import io
import json
import re
from html.parser import HTMLParser

import duckdb
import msgspec
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from dashboards.app import app
from dashboards.reading.release import is_told_of
from look import LANGUAGES
from look.messages import texts
from schemas.cell import Cell
from schemas.indicators.card import cards
from warehouse.published import open_current


class Tables(HTMLParser):
    """The rows of every table of a page, by its caption's id."""

    def __init__(self, html):
        super().__init__()
        self.found, self._here, self._text = {}, "", None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "caption":
            self._here = dict(attrs)["id"]
        elif tag == "tr":
            self.found.setdefault(self._here, []).append([])
        elif tag in ("td", "th"):
            self._text = ""

    def handle_data(self, data):
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.found[self._here][-1].append(self._text)
            self._text = None


def read_back(text, lang, unit):
    """(state or note in words, bound, value) of a figure as somebody reads it: a second reading, not the writer's."""
    if not re.search(r"\d", text):
        [key] = {key for key, words in texts(lang).items() if key.startswith("state.") and words == text.split(":")[0]}
        return key.removeprefix("state."), "", None
    bound = text[0] if text[0] in "<>" else ""
    number = re.sub(r"[^\d.,\u2212-]", "", text).replace("\u2212", "-")
    number = number.replace(",", "") if lang == "en" else number.replace(",", ".")
    return "value", bound, round(float(number) / (100 if unit == "share" else 1), 4)


NO_CELL = "–"
"""A part of a period that parts were not made for: few people stand behind them, so they follow a slower calendar."""


def told(cell):
    """The same of a released cell. A note that has words of its own stands in the state's place."""
    if cell.value is None:
        own = f"state.{cell.note}" in texts("en")
        return cell.note if own else cell.state, "", None
    return "value", cell.bound, round(cell.value, 4)


@pytest.fixture(scope="module")
def cells(published):
    """(node, indicator) → the cells of its own window, by time and part."""
    found = {}
    for line in (published / "current/cells.ndjson").read_bytes().splitlines():
        cell = msgspec.json.decode(line, type=Cell)
        card = cards()[cell.indicator]
        if cell.window in (card.window, f"R{card.below}M"):
            found.setdefault((cell.node, cell.indicator), []).append(cell)
    return found


@pytest.fixture(scope="module")
def browser(published):
    return TestClient(app(published))


@pytest.fixture(scope="module")
def nodes(published):
    """All that is published: agencies, departments and units."""
    return open_current(published).nodes()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("indicator", cards())
def test_pages_csv_and_json_show_what_was_released(browser, cells, nodes, indicator, lang):
    card = cards()[indicator]
    for node in (node for node in nodes if is_told_of(node, card)):
        path = f"/{lang}/org/{node.id}/{indicator}"
        released = cells.get((node.id, indicator), [])
        twin = json.loads(browser.get(f"{path}.json").content)["indicator"]["cells"]
        as_json = [{k: v for k, v in c.items() if k != "words"} for c in twin]
        assert sorted(map(str, as_json)) == sorted(str(msgspec.to_builtins(c)) for c in released)
        assert [read_back(c["words"], lang, c["unit"]) for c in twin] == [
            told(msgspec.convert(c, Cell)) for c in as_json
        ]
        table = Tables(browser.get(path).text).found.get("periods", [[]])
        assert of_page(table[1:], lang, card) == of_release(released, card)
        in_csv = of_people(browser.get(f"{path}.csv"), lang)
        assert in_csv[: len(as_json)] == [(*told(msgspec.convert(c, Cell))[1:], c["release"]) for c in as_json]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("indicator", cards())
def test_charts_are_labelled_with_what_was_released(browser, cells, nodes, indicator, lang):
    """The last value of a line, each wave's of dots, each part of bars; of a unit its department's trend is drawn."""
    card = cards()[indicator]
    for node in (node for node in nodes if is_told_of(node, card)):
        whose = node.parent if node.level == "unit" else node.id
        whole = [c for c in cells.get((whose, indicator), []) if not c.category]
        answer = browser.get(f"/{lang}/org/{node.id}/{indicator}.svg")
        if answer.status_code == 200 and not (card.unit == "index" and card.breakdown):
            drawn = whole if card.unit == "score" else [c for c in whole if c.value is not None][-1:]
            assert [read_back(text, lang, card.unit) for text in labels(answer.text)] == [told(c) for c in drawn]
        parts = browser.get(f"/{lang}/org/{node.id}/{indicator}-parts.svg")
        if parts.status_code == 200:
            seen = {c for c in cells[node.id, indicator] if c.category}
            assert {read_back(text, lang, "share") for text in labels(parts.text)} <= {told(c) for c in seen}
        assert bool(whole) == (answer.status_code == 200) or card.breakdown


@pytest.mark.parametrize("indicator", cards())
def test_parquet_holds_what_was_released(browser, cells, nodes, indicator):
    for node in (node for node in nodes if is_told_of(node, cards()[indicator])):
        rows = pq.read_table(io.BytesIO(browser.get(f"/download/{node.id}/{indicator}.parquet").content)).to_pylist()
        days = [{name: str(row[name]) for name in ("period_start", "period_end")} for row in rows]
        found = [msgspec.convert(row | dated, Cell) for row, dated in zip(rows, days, strict=True)]
        assert sorted(found, key=str) == sorted(cells.get((node.id, indicator), []), key=str)


def labels(svg):
    """Figures stand in bold within the drawing; the title above it too."""
    bold = re.findall(r'<text([^>]*font-weight="700"[^>]*)>([^<]*)</text>', svg)
    return [html.unescape(text) for attributes, text in bold if 'font-size="18"' not in attributes]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_overview_shows_the_latest_of_each(browser, cells, nodes, lang):
    for node in nodes:
        twin = json.loads(browser.get(f"/{lang}/org/{node.id}.json").content)
        for shown in twin["indicators"]:
            own = [c for c in cells.get((node.id, shown["id"]), []) if not c.category]
            latest = max(own, key=lambda c: c.period_end, default=None)
            assert (shown["cell"] and {k: v for k, v in shown["cell"].items() if k != "words"}) == (
                latest and msgspec.to_builtins(latest)
            )


def of_page(rows, lang, card):
    """Of each row of a table, the oldest last as on the page: its figure, and one for each part that is shown."""
    told_first = [] if is_parts(card) else [card.unit]
    units = [*told_first, *["share"] * len(card.breakdown)]
    rows = [row[1 : len(row) - 3 if len(row) > 2 else 2] for row in rows]
    return [
        [read_back(text, lang, unit) for text, unit in zip(row, units, strict=False) if text != NO_CELL] for row in rows
    ]


def of_release(released, card):
    """A row of a figure that is hidden is one word; else it and each part, or where they say it all, the parts."""
    rows = []
    parts = {(c.period, c.category): c for c in released if c.category}
    for cell in sorted((c for c in released if not c.category), key=lambda c: c.period_end, reverse=True):
        shown = [parts.get((cell.period, name)) for name in card.breakdown if parts] if cell.value is not None else []
        row = shown if shown and is_parts(card) else [cell, *shown]
        rows.append([told(c) for c in row if c])
    return rows


def is_parts(card):
    """The parts are what the figure says; its own value is only told on request (domain 2.2, LC08)."""
    return card.unit == "index" and bool(card.breakdown)


def of_people(answer, lang):
    """The CSV for people always has decimal commas."""
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]
    percent = texts(lang)["unit.share"]
    return [
        (
            row[7].lstrip("'"),
            read_back(row[5], "fi", "share" if row[6] == percent else "")[2] if row[5] else None,
            row[13],
        )
        for row in rows
    ]


def test_the_csv_for_programs_is_the_release(browser, cells, nodes):
    for node in nodes:
        for indicator in (name for name, card in cards().items() if is_told_of(node, card)):
            rows = list(csv.DictReader(io.StringIO(browser.get(f"/download/{node.id}/{indicator}.csv").text)))
            given = [{k: v or None if k in ("value", "low", "high") else v for k, v in row.items()} for row in rows]
            assert sorted(map(str, (msgspec.convert(row, Cell, strict=False) for row in given))) == sorted(
                map(str, cells.get((node.id, indicator), []))
            )


def test_every_file_of_the_release_holds_the_same_cells(published):
    lines = (published / "current/cells.ndjson").read_bytes().splitlines()
    released = sorted(str(msgspec.json.decode(line, type=Cell)) for line in lines)
    current = open_current(published)
    asked = [str(c) for node in current.nodes() for c in current.cells(node.id)]
    assert sorted(asked) == released
    names = ", ".join(f'"{n}"::VARCHAR' if n.startswith("period_") else f'"{n}"' for n in Cell.__struct_fields__)
    parquet = duckdb.execute(f"SELECT {names} FROM read_parquet(?)", [str(published / "current/cells.parquet")])
    assert (
        sorted(str(Cell(**dict(zip(Cell.__struct_fields__, row, strict=True)))) for row in parquet.fetchall())
        == released
    )


def test_all_states_are_among_them(cells):
    states = {c.state for of in cells.values() for c in of}
    assert states == {"value", "zero", "suppressed", "not_available"}
