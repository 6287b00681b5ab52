"""docs/tour.md: every question's page is there, and as many clicks from an agency's overview as it says."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dashboards.app import app

DOCS = Path(__file__).parents[2] / "docs"
TOUR = (DOCS / "tour.md").read_text("utf-8")
START = "/en/org/KLV"
STEPS = re.findall(r"^\| (.+) \| `([^`]+)` \| (\d) \|$", TOUR, re.MULTILINE)
ELSEWHERE = "/about-data"
"""Pages of people: the dashboards link to them and do not serve them."""


@pytest.fixture(scope="module")
def links(town):
    """The links of a page of the dashboards."""
    browser = TestClient(app(town.published))

    def of(path):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        html = answer.headers["content-type"].startswith("text/html")
        return set(re.findall(r'href="(/[^"#]*)', answer.text)) if html else set()

    return of


def test_the_tour_has_all_who_ask():
    assert len(STEPS) > 20
    assert max(int(clicks) for _, _, clicks in STEPS) == 2


@pytest.mark.parametrize(("page", "clicks"), sorted({(page, int(clicks)) for _, page, clicks in STEPS}))
def test_a_page_is_as_many_clicks_away_as_it_says(links, page, clicks):
    seen, here = {START}, {START}
    for _ in range(clicks):
        assert page not in seen
        here = {
            found for path in here if not path.startswith(("/static", "/download", ELSEWHERE)) for found in links(path)
        }
        seen |= here
    assert page in seen
    if not page.startswith(ELSEWHERE):
        links(page)


def test_its_pictures_are_there():
    assert all((DOCS / path).is_file() for path in re.findall(r"\]\((images/[^)]+)\)", TOUR))
