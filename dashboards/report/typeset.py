"""From what a report says to the bytes of its PDF. The only place that knows the typesetter."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import msgspec
import typst

from dashboards.report.contents import Report
from dashboards.report.letters import printable

HERE = Path(__file__).parent


def typeset(report: Report) -> bytes:
    """The PDF (PDF/UA-1). The same report gives the same bytes, on any machine: fonts come with the typesetter."""
    # Data stay data: the template reads them as JSON, so that no name can be a command.
    told = msgspec.json.encode(printable(msgspec.to_builtins(report))).decode()
    made = datetime.combine(date.fromisoformat(report.as_of), time(12), UTC)
    return typst.compile(
        HERE / "report.typ",
        root=HERE,  # it reads no other file, and could read none elsewhere
        sys_inputs={"report": told},
        format="pdf",
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=made,
    )
