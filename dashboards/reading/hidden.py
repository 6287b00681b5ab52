"""How many figures are shown, how many hidden, and why: what disclosure control did, in words."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from look.messages import message, texts
from look.numbers import number

SHOWN = ("value", "zero")
STATES = {"shown": "trust.shown", "suppressed": "state.suppressed", "not_available": "state.not_available"}
LEVELS = ("agency", "department", "unit")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One reason; of shown figures the reason is empty."""

    state: str
    said: str
    reason: str
    counts: list[int]
    """At each of LEVELS."""


class Hidden(msgspec.Struct, frozen=True, kw_only=True):
    rows: list[Row]

    def count(self, state: str = "") -> int:
        return sum(sum(row.counts) for row in self.rows if state in ("", row.state))


def hidden(counted: Iterable[dict[str, Any]], lang: str, agency: str = "") -> Hidden:
    """Of the rows of `mart_shown`; of one agency, or of all."""
    count = Counter[tuple[str, str, str]]()
    for row in counted:
        if agency in ("", row["agency"]):
            shown = row["state"] in SHOWN
            state, note = ("shown", "") if shown else (row["state"], row["note"].partition(":")[0])
            count[state, note, row["level"]] += row["cells"]
    reasons = sorted({(list(STATES).index(state), note) for state, note, _ in count})
    return Hidden(rows=[_row(list(STATES)[place], note, count, lang) for place, note in reasons])


def _row(state: str, note: str, count: Counter[tuple[str, str, str]], lang: str) -> Row:
    key = f"note.{note}"
    reason = message(lang, key if key in texts(lang) else "note.other") if note else ""
    counts = [count[state, note, level] for level in LEVELS]
    return Row(state=state, said=message(lang, STATES[state]), reason=reason, counts=counts)


def table(found: Hidden, lang: str) -> list[list[str]]:
    return [[row.said, row.reason, *(number(count, lang) for count in row.counts)] for row in found.rows]
