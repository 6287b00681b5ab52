"""The PDF itself: what those who have it read to them are told, and names that want to be more than names."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.reading.release import Reading
from dashboards.report import contents, typeset
from dashboards.report.contents import Named
from dashboards.report.letters import printable
from look import LANGUAGES
from tests.dashboards.conftest import CELLS, NODES, Published
from tests.dashboards.report.conftest import read, text

HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") \\',
    '"); panic("x',
    "$ x^2 $ *bold* _it_ `raw` <label> @ref",
    "<script>alert(1)</script>",
    "Ω☃👩‍🚀 日本 \u202eabc\u0000\u0007",
    "A" * 300,
    "ö" * 120 + " " + "-" * 120,
    "",
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_tagged_and_has_title_and_language(told, lang) -> None:
    pdf = read(typeset(told("KLV", lang)))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(lang)
    assert pdf.metadata.title == told("KLV", lang).title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_headings_tables_and_charts_are_what_they_are(told) -> None:
    found = tags(read(typeset(told("KLV"))).trailer["/Root"]["/StructTreeRoot"])
    names = [name for name, _ in found]
    assert names.count("/H1") >= 6
    assert names.count("/TH") == 5 + 7 + 3
    assert "/Table" in names
    drawings = told("KLV").drawings
    stacks = [*drawings[::2], *drawings[1::2]]
    alts = [alt for name, alt in found if name == "/Figure"]
    assert alts == [drawing.caption for drawing in stacks if drawing.svg]


def tags(node: object) -> list[tuple[str, str]]:
    """Kind and alternative text of every element, in reading order."""
    if not isinstance(node, dict):
        return []
    inner = node.get("/K", [])
    below = inner.get_object() if not isinstance(inner, list) else inner
    children = [
        child.get_object() for child in (below if isinstance(below, list) else [below]) if not isinstance(child, int)
    ]
    own = [(str(node["/S"]), str(node.get("/Alt", "")))] if "/S" in node else []
    return [*own, *(found for child in children for found in tags(child))]


def test_the_same_release_gives_the_same_bytes(told) -> None:
    assert typeset(told("KLV")) == typeset(told("KLV"))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_name(told, name) -> None:
    report = msgspec.structs.replace(
        told("KLV"), title=name or "-", whose=Named(name=name, lang="fi"), questions=[name], no_goals=name
    )
    shown = " ".join(str(printable(name)).replace("\u200b", "").split())
    assert shown.replace(" ", "") in text(report).replace(" ", "")


@pytest.mark.ci
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_whatever_a_unit_is_called_there_is_a_report(name) -> None:
    nodes = [msgspec.structs.replace(node, name_fi=name, name_sv=name) for node in NODES]
    published = Published(nodes, CELLS)
    reading = Reading(published=published, lang="sv", at="2026-10")
    assert typeset(contents(reading, published.node("KLV"))).startswith(b"%PDF")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("node", ["KLV", "KLV-1", "RTT", "EVIL", "ÄÄ"])
def test_it_has_two_to_four_pages(told, node, lang) -> None:
    assert 2 <= len(read(typeset(told(node, lang))).pages) <= 4
