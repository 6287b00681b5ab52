"""What a page is: the words and figures of one address, from which its three forms are made."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from dashboards.access import Sight
from dashboards.kept import Body
from dashboards.reading import words
from dashboards.reading.release import Reading, as_of, name_of, other_name, quoted
from look import LANGUAGES, message, renderer
from look.dates import day, month_of
from look.spreadsheet import sheet

HERE = Path(__file__).parent
EVERYONES = Sight()

render = renderer(HERE / "templates")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One address. Adding a page: a module in pages/ that makes one, its template, its words, a line in app.py."""

    template: str
    title: str
    path: str
    """The address without language, suffix and state: `/org/KLV`."""
    data: Callable[[], dict[str, Any]]
    """For programs: the page with `.json` at its end. Like the two below, made only for the form that shows it."""
    table: Callable[[], list[list[str]]]
    """For spreadsheets: the page with `.csv` at its end. A head and rows, in the page's language."""
    context: Callable[[], dict[str, Any]] = dict
    """What the template wants to know besides what base.html does."""


def _html(page: Page, frame: dict[str, Any]) -> Body:
    return Body(render(page.template, **(frame | page.context())).encode(), "text/html; charset=utf-8")


def _json(page: Page, frame: dict[str, Any]) -> Body:
    body = msgspec.json.encode(frame["told"] | page.data())
    return Body(msgspec.json.format(body, indent=2), "application/json")


def _csv(page: Page, frame: dict[str, Any]) -> Body:
    """For a Finnish spreadsheet: UTF-8 with BOM, semicolons, decimal commas, words in the page's language."""
    places = [part for part in unquote(page.path).split("/") if part not in ("", "org")]
    name = file_name(*places, frame["lang"], demo=frame["demo"])
    return Body(sheet(page.table()), "text/csv; charset=utf-8", f"{name}.csv")


FORMS = {".json": _json, ".csv": _csv, "": _html}
"""What follows a page's address → the page in that form. Suffixes first: a name in an address would take them in."""


def file_name(*places: str, demo: bool) -> str:
    """Says whether the data are invented, and what they are."""
    return "-".join(("lahde-demo" if demo else "lahde", *places))


def bare(page: Page, lang: str, *, demo: bool, sight: Sight = EVERYONES) -> dict[str, Any]:
    """What a page is set in where no release need be there."""
    return {
        "lang": lang,
        "title": page.title,
        "here": {language: f"/{language}{page.path}" for language in LANGUAGES},
        "home": f"/{lang}",
        "section": _section(page.path),
        "state": "",
        "sight": sight,
        "demo": demo,
        "release": "",
        "twins": {form: f"/{lang}{page.path}.{form}" for form in ("csv", "json")},
        "told": {"notice": message(lang, "demo.notice") if demo else "", "language": lang},
    }


def frame(page: Page, reading: Reading) -> dict[str, Any]:
    """What a page of a release is set in, and what all of them say."""
    lang, release = reading.lang, reading.published.release
    around = bare(page, lang, demo=bool(release["demo"]), sight=reading.sight)
    return around | {
        "told": around["told"] | {"release": release, "at": reading.at},
        "here": {language: reading.address(page.path, lang=language) for language in LANGUAGES},
        "home": reading.address(""),
        "state": f"?at={reading.at}" if reading.at else "",
        "release": message(lang, "foot.release", id=release["id"], k=release["k"], sensitive=release["k_sensitive"]),
        "twins": {form: reading.address(page.path, f".{form}") for form in ("csv", "json")},
        "at": reading.at,
        "when": when(reading),
        "address": reading.address,
        "words": words,
        "name_of": name_of,
        "other_name": other_name,
        "quoted": quoted,
        "corrections": {c["release"]: _correction(c, lang) for c in release.get("corrections", [])},
    }


def _section(path: str) -> str:
    """The place of the navigation a page belongs to: its first part; an organisation's pages belong to the first."""
    first = path.split("/")[1] if path else ""
    return f"/{first}" if first and first != "org" else ""


def when(reading: Reading) -> str:
    """Up to when the data go, or at which month's end they are looked at."""
    if reading.at:
        return message(reading.lang, "page.at", month=month_of(reading.at, reading.lang))
    return message(reading.lang, "page.as_of", date=day(as_of(reading.published), reading.lang))


def _correction(told: dict[str, str], lang: str) -> dict[str, str]:
    return {"day": day(date.fromisoformat(told["made"]), lang), "reason": told["reason"]}
