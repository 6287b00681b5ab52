"""/fi/trust: whether one may believe all this: sources and approvals, what is hidden, the audit, the promises."""

from datetime import date
from typing import Any

import msgspec

from dashboards.contents.promises import promises
from dashboards.page import Page
from dashboards.reading.approvals import Declared, declared
from dashboards.reading.hidden import Hidden, hidden
from dashboards.reading.hidden import table as counted
from dashboards.reading.release import Reading, agencies, quoted
from look.dates import day
from look.messages import message
from look.numbers import number
from warehouse.published import Report

HEAD = (
    "trust.column.name", "about.agency", "about.brings", "about.since", "about.purpose", "about.dpia",
    "about.cooperation",
)  # fmt: skip


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A question that is not answered (domain.md 1), and an address to see that for oneself."""

    question: str
    answer: str
    address: str


def trust(reading: Reading) -> Page:
    lang, report = reading.lang, reading.published.audit
    sources, found = declared(reading.published.sources(), lang), hidden(reading.published.shown(), lang)
    return Page(
        template="trust.html",
        title=message(lang, "trust.title"),
        path="/trust",
        data=lambda: {
            "sources": [msgspec.to_builtins(s.source) for s in sources],
            "figures": msgspec.to_builtins(found.rows),
            "audit": _audit(report),
            "promises": msgspec.to_builtins(promises(lang)),
            "refused": msgspec.to_builtins(refused(reading)),
        },
        table=lambda: _table(sources, lang),
        context=lambda: {
            "sources": sources,
            "head": [message(lang, key) for key in HEAD],
            "agencies": agencies(reading.published, lang),
            "counted": counted(found, lang),
            "sum": _sum(found, lang),
            "audited": _audited(report, lang),
            "promises": promises(lang),
            "refused": refused(reading),
        },
    )


def refused(reading: Reading) -> list[Refused]:
    """Each can be tried: the address leads to what one gets instead."""
    lang, tops = reading.lang, agencies(reading.published, reading.lang)
    inside = f"/org/{quoted(tops[0].id)}" if tops else "/org/-"
    tries = (
        ("index.refused.least", "trust.refused.least", f"{inside}/people"),
        ("index.refused.supervisor", "trust.refused.supervisor", f"{inside}/supervisors"),
        ("index.refused.rank", "trust.refused.rank", "?sort=value"),
        ("index.refused.author", "trust.refused.author", f"{inside}/authors"),
        ("index.refused.rows", "trust.refused.rows", f"{inside}/rows.csv"),
    )
    return [
        Refused(question=message(lang, question), answer=message(lang, answer), address=f"/{lang}{address}")
        for question, answer, address in tries
    ]


def _table(sources: list[Declared], lang: str) -> list[list[str]]:
    return [[message(lang, key) for key in HEAD], *(source.row for source in sources)]


def _sum(found: Hidden, lang: str) -> str:
    counts = {name: number(found.count(name), lang) for name in ("shown", "suppressed", "not_available")}
    return message(lang, "trust.sum", cells=number(found.count(), lang), **counts)


def _audit(report: Report | None) -> dict[str, Any] | None:
    if report is None:
        return None
    held = {"expectations": len(report.findings), "stopping": len(report.stopping), "warning": len(report.warning)}
    return {"as_of": report.as_of, **held}


def _audited(report: Report | None, lang: str) -> str:
    if report is None:
        return message(lang, "trust.unaudited")
    when, count = day(date.fromisoformat(report.as_of), lang), number(len(report.findings), lang)
    key = "trust.audited.warning" if report.warning else "trust.audited"
    return message(lang, key, when=when, count=count, warnings=number(len(report.warning), lang))
