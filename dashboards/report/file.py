"""The report as a file, and which months there can be one of."""

import re

import msgspec

from dashboards.kept import Body
from dashboards.page import file_name
from dashboards.reading.release import Reading
from dashboards.report.contents import contents
from dashboards.report.typeset import typeset
from warehouse.published import Node, Published


def months(published: Published) -> list[str]:
    """Those that figures are published of, oldest first; in between there may be months without any."""
    known = {node.id for node in published.nodes()}
    tops = [node for node in published.nodes() if node.parent not in known]  # who may see a department sees no agency
    return sorted({cell.period_end[:7] for top in tops for cell in published.cells(top.id)})


def report(reading: Reading, node: Node) -> Body | None:
    """Of the month `reading` is of, or of the newest; None where there are no figures of it."""
    known = months(reading.published)
    at = reading.at or "".join(known[-1:])
    if not known or not known[0] <= at <= known[-1]:
        return None
    told = contents(msgspec.structs.replace(reading, at=at), node)
    return Body(typeset(told), "application/pdf", _name(reading, node, at))


def _name(reading: Reading, node: Node, at: str) -> str:
    """A unit's id may hold what no file name should."""
    safe = re.sub(r"[^\w.-]", "_", node.id)
    return f"{file_name(safe, at, reading.lang, demo=bool(reading.published.release['demo']))}.pdf"
