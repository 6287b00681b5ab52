"""Dashboards' pages found by following links, and as few of them as show everything there is to see."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboards.app import app
from dashboards.doors import Doors
from schemas.viewer import ROLES, Viewer
from tests.dashboards.pages.test_health import STATUS
from tests.dashboards.pages.test_trust import GUARDED

MISSING = "/nothing"
"""Where there is no page."""


def dashboards(published: Path) -> Starlette:
    """As somebody of KLV sees them who has every role, with a server behind them that has something to tell."""
    viewer = Viewer(agency="KLV", person_id="p0", roles=frozenset(ROLES))
    return app(published, doors=Doors(viewer_of=lambda _: viewer, status=lambda: STATUS, guarded=lambda _: GUARDED))


@cache
def walk(served: Starlette, lang: str) -> dict[str, str]:
    """Path → page, of all pages of a language: those whose address has no parameter, and where their links lead."""
    found: dict[str, str] = {}
    browser, waiting = TestClient(served), list(_starts(served, lang))
    while waiting:
        path = waiting.pop()
        if path not in found:
            answer = browser.get(path)
            assert answer.status_code == 200, path
            found[path] = answer.text
            waiting += [link for link in _links(path, answer.text) if link.startswith(f"/{lang}")]
    return found


@cache
def telling(served: Starlette, lang: str) -> list[str]:
    """Pages that together show every kind of page, and every element of every class that any has; and none."""
    chosen, seen, pages = [f"/{lang}{MISSING}"], set[str](), walk(served, lang)
    for path, html in sorted(pages.items(), key=lambda page: (-len(_shown(*page)), page)):
        if new := _shown(path, html) - seen:
            chosen.append(path)
            seen |= new
    return chosen


def _starts(served: Starlette, lang: str) -> Iterator[str]:
    paths = (getattr(route, "path", "") for route in served.routes)
    return (path for path in paths if path.startswith(f"/{lang}") and "{" not in path and "." not in path)


def _links(path: str, html: str) -> list[str]:
    """To other pages, and the same page as it was. Not to files, nor to what is refused; what was leads nowhere new."""
    if "?" in path:
        return []
    linked = re.findall(r'<a href="([^"#]+)[^"]*"(?! rel="nofollow")', html)
    as_it_was = re.findall(r'<option value="(\d{4}-\d\d)"', html)[-1:]
    return [link for link in linked if not re.search(r"\.\w+(\?|$)", link)] + [f"{path}?at={at}" for at in as_it_was]


def _shown(path: str, html: str) -> set[str]:
    """The kind of page, its elements with their classes, and the marks of its drawings."""
    places = path.split("/")
    told = re.sub(r"<svg.*?</svg>", lambda svg: "".join(re.findall(r'class="[^"]*"', svg[0])), html)
    elements = re.findall(r'<\w+|(?:class|role|aria-labelledby)="[^"]*"', told)
    return {f"{'/'.join(places[:3])} {len(places)} {'?' in path}", *elements}
