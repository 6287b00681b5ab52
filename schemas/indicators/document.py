"""The cards as a document for readers of the code and of SQL: docs/indicators.md.

python -m schemas.indicators.document > docs/indicators.md
"""

from collections.abc import Iterator

from schemas.indicators.card import Card, cards

WINDOWS = {
    "M": "one month",
    "R3M": "3 whole months",
    "R6M": "6 whole months",
    "R12M": "12 whole months",
    "wave": "one wave of a pulse",
}
BELOW = {
    "agency": "agencies only",
    "department": "agencies and departments",
    "unit": "agencies, departments and units",
}
SUMS = {"den": "cases", "counted": "persons with a part in them", "known": "events of which the coded field is known"}
"""What else there must be enough of, by the name of the sum."""

HEAD = """\
# Indicators

Written by `make docs` from the cards in `schemas/indicators/`, one a file, which are also what the pages show in
Finnish, Swedish and English. To change a word here, change the card. Each indicator's SQL stands in
`warehouse/indicators/` under the card's name; what all share (who is eligible, windows, coverage) is in
`warehouse/sql/figures/`.

Rules that hold for all: at least 5 persons behind a figure, 10 where it is sensitive; no one or two of them may
make up most of it; what would tell of fewer by subtraction is hidden too; the fewer the persons, the coarser the
rounding. Of fewer than 100 persons there is a figure only for the longest window, at the end of a calendar quarter,
half-year or year. A figure is *not available* where less than 70 % of the staff belongs to units whose sources are
connected.
"""


def text() -> str:
    """As the file holds it."""
    return "\n".join([HEAD, *_overview(), "", *(line for card in cards().values() for line in _section(card))])


def _overview() -> Iterator[str]:
    yield "| id | indicator | window | persons at least | down to | read with |"
    yield "|---|---|---|---|---|---|"
    for c in cards().values():
        least = c.min_n if c.persons else "–"
        yield f"| [{c.id}](#{_anchor(c)}) | {c.name['en']} | {c.window} | {least} | {c.deepest} | {c.pair or '–'} |"


def _section(card: Card) -> Iterator[str]:
    yield f"## {card.id} {card.name['en']}"
    yield f"\n{card.name['fi']} · {card.name['sv']}\n"
    for name, told in _rows(card):
        yield f"- **{name}**: {told}"
    yield ""


def _rows(card: Card) -> Iterator[tuple[str, str]]:
    yield "Question", card.question["en"]
    yield "Formula", card.formula["en"]
    yield "Who counts", card.counts["en"]
    yield "Does not tell", card.does_not_tell["en"]
    yield "Must not be used", card.must_not_use["en"]
    yield "Unit", _unit(card)
    yield "Window", _window(card)
    yield "Least", _least(card)
    yield "Breakdown", _breakdown(card)
    yield "Published for", BELOW[card.deepest]
    yield "Read with", f"[{card.pair}](#{_anchor(cards()[card.pair])})" if card.pair else "nothing in particular"
    yield "Sources", ", ".join(card.sources) or "none has to be connected"
    yield "Owner", card.owner
    yield "Version", f"{card.version}, valid from {card.valid_from}"
    yield "Files", f"`schemas/indicators/{card.id.lower()}.toml`, `warehouse/indicators/{card.id.lower()}.sql`"


def _unit(card: Card) -> str:
    least, *greatest = (f"{end:g}" for end in card.scale)
    return f"{card.unit}, from {least}" + (f" to {greatest[0]}" if greatest else " on")


def _window(card: Card) -> str:
    shorter = "".join(f"; of 100 persons and more also {WINDOWS[_code(m)]}" for m in card.shorter)
    return f"{WINDOWS[card.window]} ({card.window}){shorter}"


def _code(months: int) -> str:
    return "M" if months == 1 else f"R{months}M"


def _least(card: Card) -> str:
    if not card.persons:
        return "no persons stand behind it"
    more = "".join(f", {least} {SUMS[name]}" for name, least in card.fewest.items())
    return f"{card.min_n} persons{more}{' (sensitive)' if card.sensitive else ''}"


def _breakdown(card: Card) -> str:
    return f"by {card.by}: {', '.join(card.breakdown)}" if card.by else "none"


def _anchor(card: Card) -> str:
    """As forges make it of a heading."""
    heading = f"{card.id} {card.name['en']}".lower()
    return "".join("-" if c == " " else c for c in heading if c.isalnum() or c in " -_")


if __name__ == "__main__":
    print(text(), end="")
