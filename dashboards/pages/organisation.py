"""/fi/org/KLV: the five questions of an agency, a department or a unit, and all its figures small."""

from typing import Any

from markupsafe import Markup

from dashboards.drawing.marks import small, span, spark
from dashboards.forms.tables import latest
from dashboards.forms.told import cell_told, node_told
from dashboards.page import Page
from dashboards.reading.answers import Answer, answers
from dashboards.reading.figures import Figure
from dashboards.reading.release import Reading, above, children, name_of, quoted
from schemas.cell import Cell
from warehouse.published import Node


def organisation(reading: Reading, node: Node) -> Page:
    groups, asked = reading.figures(node), answers(reading, node)
    flat = [figure for group in groups for figure in group]
    return Page(
        template="organisation.html",
        title=name_of(node, reading.lang)[0],
        path=f"/org/{quoted(node.id)}",
        data=lambda: {
            "node": node_told(node, reading.lang),
            "answers": [_told(answer) for answer in asked],
            "indicators": [_latest(figure) for figure in flat],
        },
        table=lambda: latest(flat, reading.lang),
        context=lambda: {
            "node": node,
            "above": above(reading.published, node),
            "below": children(reading.published, node.id, reading.lang),
            "answers": _drawn(asked),
            "groups": _small(groups),
            "months": months(reading, node),
        },
    )


def months(reading: Reading, node: Node) -> list[str]:
    """The months at whose end the page can be looked at, newest first."""
    return sorted({c.period_end[:7] for c in reading.published.cells(node.id)}, reverse=True)


def _drawn(asked: list[Answer]) -> list[tuple[Answer, Markup]]:
    """Each with its trend the size of a word, all on one time axis."""
    whole = span([answer.standing.figure for answer in asked])
    return [(answer, spark(answer.standing.figure, whole, "answer")) for answer in asked]


def _small(groups: list[list[Figure]]) -> list[list[tuple[Figure, Markup]]]:
    """All on one time axis."""
    whole = span([figure for group in groups for figure in group])
    return [small(group, whole) for group in groups]


def _latest(figure: Figure) -> dict[str, Any]:
    told = {"id": figure.card.id, "name": figure.name, "read_with": figure.card.pair}
    return told | {"cell": _cell(figure.latest, figure.lang)}


def _told(answer: Answer) -> dict[str, Any]:
    standing, beside = answer.standing, answer.counterweight
    lang = standing.figure.lang
    return {
        "question": answer.question,
        "indicator": standing.figure.card.id,
        "node": standing.figure.node.id,
        "sentence": standing.sentence,
        "cell": _cell(standing.cell, lang),
        "year_before": _cell(standing.year.cell if standing.year else None, lang),
        "baseline": _cell(standing.baseline.cell if standing.baseline else None, lang),
        "since_baseline": standing.baseline.change if standing.baseline else "",
        "reason": standing.reason,
        "may_appear": standing.may_appear,
        "read_with": beside.card.id if beside else "",
        "read_with_cell": _cell(beside.latest if beside else None, lang),
    }


def _cell(cell: Cell | None, lang: str) -> dict[str, Any] | None:
    return cell_told(cell, lang) if cell else None
