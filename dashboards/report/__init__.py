"""The monthly report that a manager takes to a meeting: two to four pages, as a tagged PDF."""

from dashboards.report.contents import contents
from dashboards.report.file import months, report
from dashboards.report.typeset import typeset

__all__ = ["contents", "months", "report", "typeset"]
