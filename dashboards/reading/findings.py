"""What an agency found when it analysed its learning culture, and what became of it: in the agency's own words."""

from datetime import date

import msgspec

from dashboards.reading import goals
from dashboards.reading.release import Reading
from look.dates import day
from schemas.indicators.card import Card
from warehouse.published import Finding, Node


class Found(msgspec.Struct, frozen=True, kw_only=True):
    finding: Finding
    when: str
    text: str
    language: str
    """Of the text: Finnish where none was given in the page's language."""
    about: Card | None
    """The indicator it speaks of, where it does."""
    goal: goals.Row | None
    """What was set because of it, if that is still going on."""
    place: int
    """Of the goal among the agency's, from 1; 0 for none."""


def found(reading: Reading, agency: Node) -> list[Found]:
    """Oldest first: how the agency came to its goals. Those that were made by then."""
    rows = {row.id: (n, row) for n, row in enumerate(going_on(reading, agency), 1)}
    made = [f for f in reading.published.findings(agency.id) if not reading.at or f.date[:7] <= reading.at]
    return [_found(reading, finding, rows) for finding in made]


def going_on(reading: Reading, agency: Node) -> list[goals.Row]:
    """Those of the newest closed month. What goals were at an earlier time is not published: none are told then."""
    told = reading.published.goals(agency.id)
    known = not reading.at or all(goal.period <= reading.at for goal in told)
    return goals.rows(reading.published, agency.id, reading.lang) if known else []


def _found(reading: Reading, finding: Finding, rows: dict[str, tuple[int, goals.Row]]) -> Found:
    place, goal = rows.get(finding.goal or "", (0, None))
    swedish = reading.lang == "sv" and finding.finding_sv
    return Found(
        finding=finding,
        when=day(date.fromisoformat(finding.date), reading.lang),
        text=finding.finding_sv if swedish else finding.finding_fi,
        language="sv" if swedish else "fi",
        about=_about(finding.theme, reading.published.cards),
        goal=goal,
        place=place,
    )


def _about(theme: str, cards: dict[str, Card]) -> Card | None:
    """LC11 speaks of LC11a, the first of its figures."""
    return cards.get(theme) or next((cards[name] for name in sorted(cards) if name[:-1] == theme), None)
