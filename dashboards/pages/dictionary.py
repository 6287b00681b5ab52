"""/fi/dictionary: what the published file holds, for those who ask it in SQL."""

import msgspec

from dashboards.page import Page
from dashboards.reading.release import Reading
from look.messages import message

COLUMNS = ("dictionary.table", "dictionary.column", "dictionary.type", "dictionary.says")


def dictionary(reading: Reading) -> Page:
    tables, lang = reading.published.dictionary(), reading.lang
    head = [message(lang, key) for key in COLUMNS]
    return Page(
        template="dictionary.html",
        title=message(lang, "dictionary.title"),
        path="/dictionary",
        data=lambda: {"tables": msgspec.to_builtins(tables)},
        table=lambda: [head, *([table.name, c.name, c.type, c.says] for table in tables for c in table.columns)],
        context=lambda: {"tables": tables},
    )
