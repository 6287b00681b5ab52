"""/fi/connect: how to read the published folder with one's own tools. Only what was tried."""

import msgspec

from dashboards.contents.tools import TOOLS, TRIED, UNTRIED, Tool
from dashboards.page import Page
from dashboards.reading.release import Reading
from dashboards.reading.words import day_of
from look.messages import message

COLUMNS = ("connect.column.tool", "connect.column.version", "connect.column.reads", "connect.column.how")


def connect(reading: Reading) -> Page:
    lang = reading.lang
    told = [(tool, message(lang, f"tool.{tool.id}")) for tool in TOOLS]
    return Page(
        template="connect.html",
        title=message(lang, "connect.title"),
        path="/connect",
        data=lambda: {
            "tried_on": TRIED,
            "tools": [msgspec.to_builtins(tool) | {"says": says} for tool, says in told],
            "untried": list(UNTRIED),
        },
        table=lambda: [[message(lang, key) for key in COLUMNS], *(_row(tool, says) for tool, says in told)],
        context=lambda: {"tools": told, "untried": ", ".join(UNTRIED), "tried_on": day_of(TRIED, lang)},
    )


def _row(tool: Tool, says: str) -> list[str]:
    return [tool.name, tool.version, tool.reads, says]
