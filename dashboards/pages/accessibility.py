"""/fi/accessibility: the accessibility statement, and where to give feedback. Also where nothing is published."""

from typing import Any

import msgspec

from dashboards.contents.statement import Statement
from dashboards.page import Page
from look.dates import day
from look.messages import message, reviewed

STATUS = {
    "": "statement.status.none",
    "full": "statement.status.full",
    "partial": "statement.status.partial",
    "low": "statement.status.low",
}
ASSESSOR = {"self": "statement.assessed.self", "expert": "statement.assessed.expert"}
KNOWN = (
    "statement.known.points", "statement.known.dictionary", "statement.known.pdf", "statement.known.readers",
)  # fmt: skip
"""What falls short in every installation."""


def accessibility(statement: Statement, lang: str) -> Page:
    parts = _parts(statement, lang)
    return Page(
        template="accessibility.html",
        title=message(lang, "statement.title"),
        path="/accessibility",
        data=lambda: {"statement": msgspec.to_builtins(statement), "parts": parts},
        table=lambda: [
            [message(lang, "statement.column.part"), message(lang, "statement.column.says")],
            *([part["title"], said] for part in parts for said in (*part["says"], *part["list"])),
        ],
        context=lambda: {"parts": parts},
    )


def _parts(statement: Statement, lang: str) -> list[dict[str, Any]]:
    found, language = statement.found(lang)
    return [
        _part(lang, "statement.whose", [_whose(statement, lang)]),
        _part(lang, "statement.status", _status(statement, lang)),
        _part(lang, "statement.short", [message(lang, "statement.short.says")], list=_known(lang)),
        *([_part(lang, "statement.found", [], list=found, language=language)] if found else []),
        _part(lang, "statement.tested", [message(lang, "statement.tested.says")]),
        _part(lang, "statement.feedback", [_feedback(statement, lang)], link=statement.feedback),
        _part(lang, "statement.authority", [_authority(statement, lang)], link=statement.authority_address),
        _part(lang, "statement.law", [message(lang, "statement.law.says")]),
    ]


def _part(lang: str, title: str, says: list[str], **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"list": [], "language": lang, "link": ""}
    return empty | {"id": title.partition(".")[2], "title": message(lang, title), "says": says} | more


def _whose(statement: Statement, lang: str) -> str:
    if not statement.organisation:
        return message(lang, "statement.whose.missing")
    return message(lang, "statement.whose.says", organisation=statement.organisation)


def _status(statement: Statement, lang: str) -> list[str]:
    status = message(lang, STATUS[statement.status])
    if not statement.status:
        return [status]
    when = day(statement.assessed, lang) if statement.assessed else message(lang, "statement.assessed.missing")
    return [status, message(lang, ASSESSOR[statement.assessor], day=when)]


def _known(lang: str) -> list[str]:
    unread = [] if reviewed(lang) else [message(lang, "statement.known.translation")]
    return [*unread, *(message(lang, key) for key in KNOWN)]


def _feedback(statement: Statement, lang: str) -> str:
    return message(lang, "statement.feedback.says" if statement.feedback else "statement.feedback.missing")


def _authority(statement: Statement, lang: str) -> str:
    name = statement.authority or message(lang, "statement.authority.traficom")
    return message(lang, "statement.authority.says", authority=name)
