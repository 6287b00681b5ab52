"""Pages from what is published: the list of agencies and one agency's page."""

from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from dashboards import goals, words
from dashboards.charts import Point, Words, bars, line, sparkline, stacked
from dashboards.charts.line import NARROW as NARROW_LINE
from dashboards.charts.line import WIDE as WIDE_LINE
from dashboards.charts.stacked import NARROW, WIDE
from dashboards.charts.svg import Size
from dashboards.figures import Figure, figure
from dashboards.reading import agencies, as_of, figures, name_of, other_name
from look import LANGUAGES, message, renderer
from look.dates import day, months
from look.numbers import NBSP, number
from schemas.indicators.card import Card
from warehouse.published import Node, Published, Report

HERE = Path(__file__).parent
GLANCES = ("LC05", "LC11a")
"""Shown per agency in the list: learning in work beside learning load, never reach alone."""

SIZES = (WIDE, NARROW)

STACKED = ("mode", "initiative")
"""Breakdowns whose parts are drawn as one bar."""

UNPUBLISHED = {
    "nothing": "unpublished.nothing",
    "incomplete": "unpublished.incomplete",
    "newer": "unpublished.newer",
}

render = renderer(HERE / "templates")


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A figure with its drawings."""

    figure: Figure
    charts: list[Markup]
    bars: list[Markup]
    stacked: bool
    """Parts drawn as one bar need a legend; ranked ones are labelled where they stand."""
    goals: list[goals.Row]
    """Only of the figure that is never shown without them."""


def index_page(published: Published, lang: str) -> str:
    listed = [(node, _glances(published, node, lang)) for node in agencies(published, lang)]
    return render("index.html", lang, agencies=listed, **_frame(published, lang, "", message(lang, "index.title")))


def agency_page(published: Published, node: Node, lang: str) -> str:
    grouped = figures(published, node, lang)
    months = _span([f for group in grouped for f in group])
    listed = goals.rows(published, node.id, lang)
    return render(
        "agency.html",
        lang,
        node=node,
        groups=[[_view(f, months, listed) for f in group] for group in grouped],
        **_frame(published, lang, f"/{quote(node.id, safe='')}", name_of(node, lang)[0]),
    )


def audit_page(report: Report | None, lang: str, *, demo: bool) -> str:
    """What was looked at before the last release, and what did not hold."""
    when = day(date.fromisoformat(report.as_of), lang) if report else ""
    frame = _bare(lang, "audit.title", demo=demo) | {"here": {language: f"/{language}/audit" for language in LANGUAGES}}
    return render(
        "audit.html",
        lang,
        report=report,
        when=when,
        number=partial(number, lang=lang),
        month=partial(_month, lang),
        **frame,
    )


def dictionary_page(published: Published, lang: str) -> str:
    """What the published file holds, for those who ask it in SQL."""
    frame = _frame(published, lang, "/dictionary", message(lang, "dictionary.title"))
    return render("dictionary.html", lang, tables=published.dictionary(), **frame)


def _month(lang: str, text: str) -> str:
    """`2026-03` in words."""
    first = date.fromisoformat(f"{text}-01")
    return months(first, first, lang)


def missing_page(lang: str, *, demo: bool) -> str:
    return render("missing.html", lang, **_bare(lang, "missing.title", demo=demo))


def unpublished_page(reason: str, lang: str, *, demo: bool) -> str:
    """`reason` as `Unpublished` gives it."""
    text = message(lang, UNPUBLISHED.get(reason, "unpublished.nothing"))
    return render("unpublished.html", lang, text=text, **_bare(lang, "unpublished.title", demo=demo))


def _frame(published: Published, lang: str, path: str, title: str) -> dict[str, object]:
    """What base.html wants to know, and the words that both pages use."""
    release = published.release
    told = message(lang, "foot.release", id=release["id"], k=release["k"], sensitive=release["k_sensitive"])
    return {
        "title": title,
        "here": {language: f"/{language}{path}" for language in LANGUAGES},
        "home": f"/{lang}",
        "demo": bool(release["demo"]),
        "release": told,
        "as_of": day(as_of(published), lang),
        "words": words,
        "name_of": name_of,
        "other_name": other_name,
        "quote": lambda text: quote(text, safe=""),
        "corrections": {
            c["release"]: {"day": day(date.fromisoformat(c["made"]), lang), "reason": c["reason"]}
            for c in release.get("corrections", [])
        },
    }


def _bare(lang: str, title: str, *, demo: bool) -> dict[str, object]:
    here = {language: f"/{language}" for language in LANGUAGES}
    return {"title": message(lang, title), "here": here, "home": f"/{lang}", "demo": demo, "release": ""}


def _span(figures: list[Figure]) -> tuple[int, int]:
    """One time axis for all charts of a page, so that the eye can go from one to the next."""
    months = [p.month for f in figures for p in f.points] or [0]
    return min(months), max(months)


def _view(shown: Figure, months: tuple[int, int], listed: list[goals.Row]) -> View:
    return View(
        figure=shown,
        charts=_charts(shown, months),
        bars=_bars(shown),
        stacked=shown.card.by in STACKED,
        goals=listed if shown.card.id == goals.LISTED_WITH else [],
    )


def _charts(shown: Figure, months: tuple[int, int]) -> list[Markup]:
    """The same trend for a wide and for a narrow place; the stylesheet shows the one that fits."""
    if not shown.points or shown.parts_first:
        return []
    return [
        line(
            shown.points,
            _told(shown, f"{shown.card.id}-{size.width:.0f}"),
            _last(shown),
            shown.lang,
            axis=shown.axis,
            months=months,
            size=size,
        )
        for size in (WIDE_LINE, NARROW_LINE)
    ]


def _bars(shown: Figure) -> list[Markup]:
    """The parts: of a whole that few of them make up as one stacked bar, of many ranked beside each other."""
    rows, beside = shown.rows(), shown.bars()
    if shown.card.by in STACKED:
        told = "; ".join(f"{row.label}: {', '.join(part.label for part in row.parts)}" for row in rows)
        return [stacked(rows, _parts_told(shown, size, told), size=size) for size in SIZES if rows]
    told = "; ".join(f"{bar.name}: {bar.label}" for bar in beside)
    return [bars(beside, _parts_told(shown, size, told), size=size) for size in SIZES if beside]


def _told(shown: Figure, chart_id: str) -> Words:
    return Words(id=chart_id, title=shown.name, desc=shown.described())


def _parts_told(shown: Figure, size: Size, told: str) -> Words:
    chart_id = f"{shown.card.id}-parts-{size.width:.0f}"
    return Words(id=chart_id, title=message(shown.lang, f"parts.{shown.card.by}"), desc=told)


def _last(shown: Figure) -> str:
    return next((shown.shown(c) for c in reversed(shown.trend) if c.value is not None), "").replace(" ", NBSP)


def _glances(published: Published, node: Node, lang: str) -> list[tuple[Figure, Markup]]:
    cards: dict[str, Card] = published.cards
    shown = [figure(cards[i], published.cells(node.id, i), node.id, lang) for i in GLANCES if i in cards]
    months = _span(shown)
    return [(f, _spark(f.points, f, months)) for f in shown]


def _spark(points: list[Point], shown: Figure, months: tuple[int, int]) -> Markup:
    told = Words(id=f"{shown.agency}-{shown.card.id}", title=shown.name, desc=shown.described())
    return sparkline(points, told, months=months)
