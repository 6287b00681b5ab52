"""Addresses, languages, caching, safety, and the soundness of every page in every language."""

import re
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from warehouse.published import Unpublished

LANGUAGES = ("fi", "sv", "en")
PLACES = (
    "", "/org/KLV", "/org/RTT", "/org/EVIL", "/org/%C3%84%C3%84", "/org/KLV-1", "/org/NOBODY",
    "/org/KLV/LC05", "/org/RTT/LC01", "/org/EVIL/LC11a", "/org/%C3%84%C3%84/LC04", "/examples",
    "/org/KLV/journey", "/org/EVIL/journey", "/trust", "/trust/KLV", "/trust/EVIL", "/network",
)  # fmt: skip
PAGES = [f"/{lang}{place}" for lang in LANGUAGES for place in PLACES]
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Soundness(HTMLParser):
    """Every element closed in order, every id once, no attribute twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.used: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), self.getpos()
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.used |= set((given.get("aria-labelledby") or "").split())
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag, self.getpos()


def sound(html: str) -> Soundness:
    parser = Soundness()
    parser.feed(html)
    parser.close()
    return parser


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_well_formed(visit: Any, page: str) -> None:
    seen = sound(visit().get(page).text)
    assert seen.open == []
    assert len(seen.ids) == len(set(seen.ids))
    assert seen.used <= set(seen.ids)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_keeps_to_itself(visit: Any, page: str) -> None:
    answer = visit().get(page)
    assert not re.search(r"https?:|//\w|<script|style=|<style|javascript:|\son\w+=", answer.text)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_its_language_and_can_be_switched(visit: Any, page: str) -> None:
    html = visit().get(page).text
    lang, place = page[1:3], page[3:]
    assert f'<html lang="{lang}">' in html
    kept = "" if "NOBODY" in place else place
    assert [f'href="/{other}{kept}" lang="{other}"' in html for other in LANGUAGES] == [True] * 3


@pytest.mark.parametrize("page", [p for p in PAGES if "NOBODY" not in p])
def test_invented_data_are_called_invented(visit: Any, page: str, published: Any) -> None:
    notice = {"fi": "keksittyjä", "sv": "påhittade", "en": "invented"}[page[1:3]]
    assert notice in visit().get(page).text
    published.release["demo"] = False
    assert (notice in visit().get(page).text) is page.endswith("/examples")


def test_every_table_cell_has_words_and_its_headers(visit: Any) -> None:
    for page in PAGES:
        html = visit().get(page).text
        assert not re.search(r"<td[^>]*>\s*</td>", html)
        assert html.count('<th scope="row">') == html.count("<tr>") - html.count("<thead>")
        assert html.count("<caption") == html.count("<table>")


def test_an_indicator_s_page_says_what_a_reader_needs(visit: Any) -> None:
    html = visit().get("/fi/org/KLV/LC01").text
    for words in (
        "62\u00a0%",
        "1\u00a0250",
        "elo–lokakuu 2026",
        "↑ selvä nousu",
        "Mitä luku ei kerro",
        "Mihin lukua ei saa käyttää",
        'href="/fi/org/KLV/LC11a"',
        'href="/download/KLV/LC01.csv"',
        "Kaava",
    ):
        assert words in html


def test_the_five_questions_stand_in_their_order_with_what_they_are_read_with(visit: Any) -> None:
    html = visit().get("/en/org/KLV").text
    asked = re.findall(r"<h3>(.*?)</h3>", html[html.index('class="answers"') :].split("</ol>")[0])
    assert asked == ["Does learning move into everyday work?", "Is it bearable?", "For whom?"]  # of the cards there are
    bearable = html[html.index("Is it bearable?") :].split("<h3>")[0]
    assert 'href="/en/org/KLV/LC01"' in bearable


def test_only_parts_of_one_bar_need_a_legend(visit: Any, published: Any) -> None:
    legend = 'aria-hidden="true"><rect x="0.5" y="0.5" width="23" height="11" rx="2" class="part-1"/>'
    assert legend in visit().get("/en/org/KLV/LC05").text
    places = {"in_work": "own_task", "with_others": "team_meeting", "separate": "training"}
    cells = [
        msgspec.structs.replace(c, breakdown="place", category=places[c.category]) if c.breakdown else c
        for c in published.cells("KLV")
    ]
    card = msgspec.structs.replace(published.cards["LC05"], by="place", breakdown=list(places.values()))
    ranked = type(published)(published.nodes(), cells)
    ranked.cards = published.cards | {"LC05": card}
    html = visit(ranked).get("/en/org/KLV/LC05").text
    assert "team meeting" in html.lower()
    assert legend not in html


def test_the_list_explains_its_signs(visit: Any) -> None:
    html = visit().get("/en").text
    below = html[html.index("</ul>", html.index('class="agencies"')) :]
    legend = below[below.index('class="legend"') :].split("</ul>")[0]
    assert "suppressed for privacy" in legend
    assert "interval" not in legend


def test_a_low_response_is_said_beside_the_figure(visit: Any) -> None:
    assert "41\u00a0%" in visit().get("/fi/org/EVIL/LC11a").text


def test_hostile_names_stay_words(visit: Any) -> None:
    for page in ("/fi", "/fi/org/EVIL", "/sv/org/EVIL", "/en/org/EVIL/LC01"):
        html = visit().get(page).text
        assert "<script" not in html
        assert "<b>" not in html
    assert "&lt;script&gt;" in visit().get("/fi/org/EVIL").text


def test_the_list_is_never_sorted_by_a_figure(visit: Any) -> None:
    html = visit().get("/fi").text
    places = [html.index(f'href="/fi/org/{code}"') for code in ("EVIL", "KLV", "RTT", "%C3%84%C3%84")]
    assert places == sorted(places)


@pytest.mark.parametrize(("wish", "lang"), [("sv-FI,fi;q=0.5", "sv"), ("en", "en"), ("de", "fi"), ("", "fi")])
def test_the_door_leads_to_the_wanted_language(visit: Any, wish: str, lang: str) -> None:
    answer = visit().get("/", headers={"accept-language": wish})
    assert answer.headers["location"] == f"/{lang}"
    assert answer.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize(
    "page",
    ["/fi", "/sv/org/KLV", "/en/org/KLV.json", "/fi/org/KLV/LC01.csv", "/download/KLV/LC01.csv", "/static/lahde.css"],
)
def test_what_the_visitor_has_is_not_sent_again(visit: Any, page: str) -> None:
    first = visit().get(page)
    again = visit().get(page, headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_a_new_release_is_another_page(visit: Any, published: Any) -> None:
    before = visit().get("/fi").headers["etag"]
    published.release["id"] = "2026-12-15-1"
    assert visit().get("/fi", headers={"if-none-match": before}).status_code == 200


def test_pages_differ_in_their_tags(visit: Any) -> None:
    tags = [
        visit().get(page).headers["etag"]
        for page in ("/fi", "/sv", "/fi/org/KLV", "/fi/org/RTT", "/fi/org/KLV?at=2025-10")
    ]
    assert len(set(tags)) == 5


@pytest.mark.parametrize(
    "page", ["/", "/fi", "/en/org/KLV", "/sv/org/KLV.json", "/fi/org/KLV/LC01.csv", "/download/KLV/LC01.csv"]
)
def test_before_the_first_release_a_friendly_page(visit: Any, page: str) -> None:
    answer = visit(Unpublished("nothing")).get(page, headers={"accept-language": "en"})
    if page == "/":
        assert answer.status_code == 307
        return
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert '<meta http-equiv="refresh" content="5">' in answer.text
    assert "Traceback" not in answer.text
    assert sound(answer.text).open == []


@pytest.mark.parametrize(
    ("reason", "told"), [("newer", "newer Lähde"), ("incomplete", "lahde release"), ("?", "not ready")]
)
def test_it_says_what_is_the_matter(visit: Any, reason: str, told: str) -> None:
    assert told in visit(Unpublished(reason)).get("/en").text


@pytest.mark.parametrize(
    "page",
    [
        "/fi/KLV",
        "/fi/org/NOBODY.json",
        "/nothing",
        "/fi/org/KLV/x",
        "/fi/org/KLV?at=2026-13",
        "/fi/org/KLV?at=yesterday",
        "/download/KLV/LC99.csv",
        "/download/X/LC01.csv",
        "/static/x.css",
    ],
)
def test_what_is_not_there_is_said_so(visit: Any, page: str) -> None:
    answer = visit().get(page, headers={"accept-language": "sv"})
    assert answer.status_code == 404
    expected = "Sivua ei löytynyt" if "/fi/" in page else "Sidan hittades inte"
    assert expected in answer.text


def test_a_page_stays_light(visit: Any) -> None:
    for page in PAGES:
        assert len(visit().get(page).content) < 150_000


def test_an_agency_without_a_figure_has_pages(visit: Any) -> None:
    html = visit().get("/sv/org/%C3%84%C3%84").text
    assert html.count("Om detta har inga tal publicerats ännu.") == 3
    assert html.count('<strong class="words">uppgift saknas</strong>') == 5
    assert '<span lang="fi">Äänimaisemavirasto</span>' in html
    assert "Om detta har inga tal publicerats ännu." in visit().get("/sv/org/%C3%84%C3%84/LC04").text


def test_the_release_may_be_empty(visit: Any, published: Any) -> None:
    empty = type(published)([], [])
    empty.cards = {k: msgspec.structs.replace(c) for k, c in published.cards.items()}
    assert visit(empty).get("/fi").status_code == 200


def test_what_was_corrected_says_so_and_why(visit: Any, published: Any) -> None:
    """Beside the figures of that release, in the table and where they are explained; the reason is anybody's words."""
    reason = "The sessions of <b>week 37</b> were missing."
    published.release["corrections"] = [{"release": "2026-11-25-1", "made": "2026-11-25", "reason": reason}]
    at = next(i for i, c in enumerate(published._cells) if c.node == "KLV" and c.indicator == "LC01" and c.value)
    published._cells = [*published._cells]
    published._cells[at] = msgspec.structs.replace(published._cells[at], release="2026-11-25-1")
    for lang, said in (("fi", "(korjattu)"), ("sv", "(rättad)"), ("en", "(corrected)")):
        html = visit(published).get(f"/{lang}/org/KLV/LC01").text
        assert html.count(said) == 1
        assert "The sessions of &lt;b&gt;week 37&lt;/b&gt; were missing." in html
    assert "25 November 2026" in html
    assert "(korjattu)" not in visit(published).get("/fi/org/RTT/LC01").text
