"""The report as a file, and which months there can be one of."""

import re
import threading

from dashboards.kept import Body
from dashboards.page import file_name
from dashboards.reading import Reading, agencies
from dashboards.report.contents import contents
from dashboards.report.typeset import typeset
from warehouse.published import Node, Published

_turn = threading.Lock()


def months(published: Published) -> list[str]:
    """Those that figures of any agency are published of, oldest first; in between there may be months without any."""
    ends = {cell.period_end[:7] for agency in agencies(published, "fi") for cell in published.cells(agency.id)}
    return sorted(ends)


def report(reading: Reading, node: Node) -> Body | None:
    """Of the month `reading` is of, or of the newest; None where there are no figures of it."""
    known = months(reading.published)
    at = reading.at or "".join(known[-1:])
    if not known or not known[0] <= at <= known[-1]:
        return None
    told = contents(Reading(published=reading.published, lang=reading.lang, at=at), node)
    with _turn:  # visitors wait for each other here, and not everybody for them: a core is busy while it sets
        pdf = typeset(told)
    return Body(pdf, "application/pdf", _name(reading, node, at))


def _name(reading: Reading, node: Node, at: str) -> str:
    """A unit's id may hold what no file name should."""
    safe = re.sub(r"[^\w.-]", "_", node.id)
    return f"{file_name(safe, at, reading.lang, demo=bool(reading.published.release['demo']))}.pdf"
