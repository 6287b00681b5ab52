"""From what a report says to the bytes of its PDF. The only place that knows the typesetter."""

from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources

import msgspec
import typst

from dashboards.report.contents import Report
from dashboards.report.letters import printable

TEMPLATE = "report.typ"


def typeset(report: Report) -> bytes:
    """The PDF (PDF/UA-1). The same report gives the same bytes, on any machine: fonts come with the typesetter."""
    # Data stay data: the template reads them as JSON, so that no name can be a command.
    told = msgspec.json.encode(printable(msgspec.to_builtins(report))).decode()
    made = datetime.combine(date.fromisoformat(report.as_of), time(12), UTC)
    return typst.compile(
        _template(),
        sys_inputs={"report": told},
        format="pdf",
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=made,
    )


@cache
def _template() -> bytes:
    return resources.files("dashboards.report").joinpath(TEMPLATE).read_bytes()
