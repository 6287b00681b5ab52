"""/fi/audit: what was looked at before the last release, and what did not hold. Also where nothing is published."""

from datetime import date
from functools import partial

import msgspec

from dashboards.page import Page
from look.dates import day, month_of
from look.messages import message
from look.numbers import number
from warehouse.published import Report

COLUMNS = (
    "audit.column.suite", "audit.column.expected", "audit.column.rows", "audit.column.unexpected", "audit.column.month",
)  # fmt: skip


def audit(report: Report | None, lang: str) -> Page:
    return Page(
        template="audit.html",
        title=message(lang, "audit.title"),
        path="/audit",
        data=lambda: {"audit": msgspec.to_builtins(report)},
        table=lambda: _table(report, lang),
        context=lambda: {
            "report": report,
            "told_when": day(date.fromisoformat(report.as_of), lang) if report else "",
            "number": partial(number, lang=lang),
            "month": partial(month_of, lang=lang),
        },
    )


def _table(report: Report | None, lang: str) -> list[list[str]]:
    head = [message(lang, key) for key in COLUMNS]
    found = report.findings if report else []
    return [
        head,
        *([f.suite, f.says[lang], number(f.looked_at, lang), number(f.unexpected, lang), f.where] for f in found),
    ]
