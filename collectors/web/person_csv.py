"""What is kept about a person as a table that a spreadsheet opens: one row for each statement."""

import csv
import io

import msgspec

from collectors.ledger.stamps import iso
from collectors.person_file import statement
from collectors.web.told import Told
from look import message

STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes what begins so for a formula."""
COLUMNS = ("day", "event", "said", "feeds", "state", "part", "source", "stored", "id", "statement")


def table(events: list[Told], lang: str) -> bytes:
    """UTF-8 with a byte order mark, semicolons, as spreadsheets in Finland read it; the last column is the whole."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([message(lang, f"csv.{column}") for column in COLUMNS])
    writer.writerows([safe(cell) for cell in _row(event, lang)] for event in events)
    return text.getvalue().encode("utf-8-sig")


def _row(event: Told, lang: str) -> list[str]:
    kept = statement(event.kept)
    return [
        event.on,
        event.title,
        ", ".join(f"{label}: {value}" for label, value in event.facts),
        ", ".join(event.feeds),
        message(lang, f"state.{kept.state}"),
        message(lang, f"yours.{kept.your_part}"),
        kept.source,
        iso(event.kept.stored),
        kept.id,
        msgspec.json.encode(kept.statement).decode(),
    ]


def safe(cell: str) -> str:
    """The cell as text, whatever a spreadsheet would make of it."""
    return f"'{cell}" if cell.startswith(STARTS) else cell
