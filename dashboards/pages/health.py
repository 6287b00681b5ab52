"""/fi/health: what came in, what was set aside, how far behind the figures are, what runs when. For operators.

What is told moves with no one person: no position of the journal, no hour of a delivery (domain.md 5.7, promise 8).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from dashboards.doors import Status
from dashboards.page import Page
from look.dates import day
from look.messages import message
from look.numbers import number
from look.rules import worded
from warehouse.published import Report

HEAD = ("trust.column.name", "about.agency", "about.kept", "health.last", "health.without", "health.rows")
JOBS = {
    "pulse": "health.job.pulse",
    "snapshots": "health.job.snapshots",
    "calendars": "health.job.calendars",
    "pull": "health.job.pull",
    "retention": "health.job.retention",
    "release": "health.job.release",
    "backup": "health.job.backup",
}
REASONS = {
    "no template": "health.reason.template",
    "no person": "health.reason.person",
    "no usable time": "health.reason.time",
}


def health(status: Status | None, report: Report | None, release: dict[str, Any] | None, lang: str) -> Page:
    """`status` is None where this process knows the published folder alone."""
    stopped = report.stopping if report else []
    return Page(
        template="health.html",
        title=message(lang, "health.title"),
        path="/health",
        data=lambda: {
            "alone": status is None,
            "release": release,
            "stopping": msgspec.to_builtins(stopped),
            "lag": lag(status),
            "sources": status["sources"] if status else [],
            "set_aside": status["set_aside"] if status else [],
            "quarantine": status["quarantine"] if status else [],
            "inbox": status["inbox"] if status else [],
            "watched": status["watched"] if status else [],
            "schedule": status["schedule"] if status else {},
        },
        table=lambda: _table(status, lang),
        context=lambda: {
            "alone": status is None,
            "now": list(_now(status, report, release, lang)),
            "stopped": stopped,
            "warned": report.warning if report else [],
            "sources": _table(status, lang)[1:],
            "head": [message(lang, key) for key in HEAD],
            "set_aside": _set_aside(status, lang),
            "quarantine": _quarantine(status, lang),
            "inbox": [_file(row, lang) for row in status["inbox"]] if status else [],
            "watched": [_watched(row, lang) for row in status["watched"]] if status else [],
            "schedule": [
                (message(lang, JOBS.get(job, "health.job.other")), when.removeprefix("daily "))
                for job, when in (status["schedule"] if status else {}).items()
            ],
        },
    )


def lag(status: Status | None) -> int | None:
    """Journal entries that are not in the warehouse yet; None where nobody can say."""
    if status is None or status["warehouse"] is None:
        return None
    behind: int = status["journal"] - status["warehouse"]["position"]
    return behind


def _now(status: Status | None, report: Report | None, release: dict[str, Any] | None, lang: str) -> Iterable[str]:
    """Sentences: the figures, what keeps the next from coming, and how far behind they are."""
    if release is None:
        yield message(lang, "health.no_release")
    else:
        yield message(lang, "health.release", id=release["id"], when=_day(release["as_of"], lang))
    if report and report.stopping:
        yield message(lang, "health.stopped", when=_day(report.as_of, lang))
    if status is not None:
        behind = lag(status)
        if behind is None:
            yield message(lang, "health.no_pipeline")
        elif behind:
            yield message(lang, "health.behind", count=number(behind, lang))
        else:
            yield message(lang, "health.up_to_date")


def _table(status: Status | None, lang: str) -> list[list[str]]:
    return [[message(lang, key) for key in HEAD], *(_source(row, lang) for row in (status or {}).get("sources", []))]


def _source(row: dict[str, Any], lang: str) -> list[str]:
    counts = [number(row[name], lang) for name in ("without_person", "quarantined")]
    last = _day(row["last"], lang) if row["last"] else message(lang, "health.nothing_yet")
    agency = row["agency"] or message(lang, "trust.several")
    return [row["source"], agency, number(row["statements"], lang), last, *counts]


def _set_aside(status: Status | None, lang: str) -> list[list[str]]:
    """Verb, type, reason, count; summed over the sources, the most frequent first."""
    total = Counter[tuple[str, str, str]]()
    for row in (status or {}).get("set_aside", []):
        total[str(row["verb"] or ""), str(row["type"] or ""), str(row["reason"] or "")] += row["count"]
    return [
        [verb, kind, message(lang, REASONS[why]) if why in REASONS else why, number(count, lang)]
        for (verb, kind, why), count in total.most_common()
    ]


def _quarantine(status: Status | None, lang: str) -> list[tuple[list[str], str]]:
    """Source, kind, column, rule and count, with the rule's language."""
    rows = (status or {}).get("quarantine", [])
    told = ((row, worded(row["rule"], lang)) for row in rows)
    return [
        ([row["source"], row["kind"], _field(row["field"], lang), rule.rule, number(row["count"], lang)], rule.lang)
        for row, rule in told
    ]


def _field(name: str, lang: str) -> str:
    return message(lang, "health.whole_row") if name == "(row)" else name


def _file(row: dict[str, Any], lang: str) -> list[str]:
    last = _day(row["last_done"][:10], lang) if row["last_done"] else message(lang, "health.nothing_yet")
    return [row["kind"], *(number(row[name], lang) for name in ("waiting", "done", "failed")), last]


def _watched(row: dict[str, Any], lang: str) -> list[str]:
    ran = _day(row["ran"][:10], lang) if row["ran"] else message(lang, "health.nothing_yet")
    result = row["fault"] or message(lang, "health.fine") if row["ran"] else "–"
    return [row["kind"], row["name"], ran, *(number(row[name], lang) for name in ("added", "set_aside")), result]


def _day(text: str, lang: str) -> str:
    return day(date.fromisoformat(text), lang)
