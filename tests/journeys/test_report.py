"""`lahde report` over a town's release: the same figures as its cells, for every organisation, without a server."""

import re
import subprocess
import sys

import pytest

from dashboards.reading import words
from dashboards.reading.release import Reading
from dashboards.report import contents, report
from dashboards.report.contents import Report
from look import LANGUAGES
from tests.dashboards.report.conftest import read, text
from tests.journeys.conftest import ENVIRONMENT
from warehouse.published import Published, open_current

QUESTIONS = ("LC05", "LC07", "LC09", "LC11a", "LC01")


@pytest.fixture(scope="module")
def release(published) -> Published:
    return open_current(published)


def told(release: Published, node: object, lang: str) -> Report:
    return contents(Reading(published=release, lang=lang, at="2026-10"), node)


@pytest.mark.ci
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_printed_is_the_figure_of_its_cell(release, lang) -> None:
    for node in (n for n in release.nodes() if n.level != "unit"):
        found = told(release, node, lang)
        printed = text(found)
        whose = {card: node.id if card != "LC07" else node.agency for card in QUESTIONS}
        for answer, (card, of) in zip(found.answers, whose.items(), strict=True):
            expected = latest(release, of, card, lang)
            assert answer.shown == expected, (node.id, card)
            assert re.sub(r"\s+", " ", expected) in printed, (node.id, card)


def latest(release: Published, node: str, indicator: str, lang: str) -> str:
    """Read from the release itself, past all that makes the report."""
    card = release.cards[indicator]
    months = card.below if card.below and release_level(release, node) else card.months
    window = f"R{months}M" if months > 1 else card.window
    cells = [c for c in release.cells(node, indicator) if not c.breakdown and c.window == window]
    newest = max(cells, key=lambda c: c.period_end, default=None)
    return (
        words.shown(newest, lang)
        if newest
        else {"fi": "ei tietoa", "sv": "uppgift saknas", "en": "not available"}[lang]
    )


def release_level(release: Published, node: str) -> bool:
    return any(n.id == node and n.parent for n in release.nodes())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_percentage_is_printed_that_is_none_of_the_release(release, lang) -> None:
    for node in (n for n in release.nodes() if n.level == "agency"):
        found = told(release, node, lang)
        cells = release.cells(node.id)
        known = {
            round(100 * value)
            for c in cells
            for value in (c.value, c.low, c.high)
            if value is not None and c.unit == "share"
        }
        goals = {
            int(p)
            for goal in found.goals
            for p in percentages(" ".join((goal.baseline, goal.target, goal.latest, goal.progress, goal.gone)))
        }
        axes = {0, 25, 50, 75, 90, 100}
        assert {int(p) for p in percentages(text(found))} <= known | goals | axes


def percentages(written: str) -> list[str]:
    return re.findall(r"(?<![\d,.])(\d+)\s?%", written)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_organisation_has_two_to_four_pages_in_every_language(release, lang) -> None:
    for node in release.nodes():
        made = report(Reading(published=release, lang=lang), node)
        assert made is not None
        assert 2 <= len(read(made.content).pages) <= 4, node.id


def lahde(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "lahde", "report", *arguments]
    return subprocess.run(command, capture_output=True, env=ENVIRONMENT, timeout=60, check=False, **options)


def test_the_command_needs_the_published_folder_only(town, tmp_path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "published").symlink_to(town.published)
    done = lahde("--org", "KLV", "--month", "2026-10", "--lang", "sv", "--data", str(data), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    name = done.stdout.decode().strip()
    assert name.endswith("-KLV-2026-10-sv.pdf")
    pdf = (tmp_path / name).read_bytes()
    assert read(pdf).metadata.title.startswith("Ödemarkstillståndsverket")
    piped = lahde("--org", "KLV", "--lang", "sv", "--out", "-", "--data", str(data))
    assert piped.stdout == pdf


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (("--org", "XYZ"), "It has KLL, KLV, MH, RTT, SKV"),
        (("--org", "KLV", "--month", "2027-01"), "no figures of 2027-01 are published; there are some of 20"),
        (("--org", "KLV", "--month", "October"), "must be a month as YYYY-MM"),
        (("--org", "KLV", "--lang", "de"), "must be one of fi, sv, en"),
        (("--org", "KLV", "--out", "/nowhere/x.pdf"), "there is no such file or folder"),
    ],
)
def test_what_cannot_be_is_one_line(town, arguments, rule) -> None:
    done = lahde(*arguments, "--data", str(town.folder))
    assert done.returncode == 1
    assert rule in done.stderr.decode().splitlines()[-1]


def test_where_nothing_is_published_it_says_what_to_do(tmp_path) -> None:
    (tmp_path / "published").mkdir()
    assert "`lahde release` makes the first" in lahde("--org", "KLV", "--data", str(tmp_path)).stderr.decode()
