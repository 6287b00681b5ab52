"""From an exact figure to the cell that is published of it, or to none."""

from fractions import Fraction
from typing import Literal, NamedTuple

from schemas.cell import Cell
from schemas.indicators.card import Card
from warehouse.disclosure.cadence import due
from warehouse.disclosure.dominance import dominated
from warehouse.disclosure.floors import fewest
from warehouse.disclosure.intervals import Interval, of_mean, wilson
from warehouse.disclosure.shares import band, rounded, shown
from warehouse.figures import Figure

ENOUGH_COVERED = Fraction(7, 10)
TOO_MUCH_UNKNOWN = Fraction(3, 10)
FULL_RESPONSE = Fraction(5, 10)
LOW_RESPONSE = Fraction(3, 10)
LOW_RESPONSE_FEWEST = 50
NOBODY_OF_MANY = 20
"""That nobody did a thing may be told of at least so many persons."""


class Hidden(NamedTuple):
    state: Literal["suppressed", "not_available"]
    note: str


def cell(figure: Figure, card: Card, release: str) -> Cell | None:
    """The figure's cell without its change; None where so few persons are not published this often."""
    if not due(figure.persons, _months(figure), figure.period_end, card.months):
        return None
    hidden = hiding(figure, card)
    content = {"state": hidden.state, "note": hidden.note} if hidden else _content(figure, card)
    return Cell(
        indicator=card.id,
        formula_version=card.version,
        node=figure.node,
        period=figure.period,
        window=figure.window,
        period_start=figure.period_start.isoformat(),
        period_end=figure.period_end.isoformat(),
        breakdown=figure.breakdown,
        category=figure.category,
        release=release,
        **content,
    )


def hiding(figure: Figure, card: Card) -> Hidden | None:
    """Why the figure may not be shown; what is uncertain comes before what is few, and tells nothing of persons."""
    if uncertain := _uncertain(figure):
        return Hidden("not_available", uncertain)
    if figure.persons == 0 and figure.eligible >= NOBODY_OF_MANY:
        return Hidden("not_available", "no_events")
    if figure.persons < fewest(sensitive=card.sensitive, asked=card.min_n):
        return Hidden("suppressed", "few_persons")
    return Hidden("suppressed", "dominance") if _dominated(figure) else None


def _uncertain(figure: Figure) -> str:
    if figure.window == "wave":
        return _no_response(figure)
    if figure.covered < ENOUGH_COVERED * figure.eligible:
        return "coverage"
    return "unknown" if figure.unknown > TOO_MUCH_UNKNOWN * figure.coded else ""


def _no_response(figure: Figure) -> str:
    """The response rule at agency level: 50 % is enough; 30 % is, with a caution, from 50 respondents on."""
    if figure.invited is None:
        return "invited"
    if figure.respondents >= FULL_RESPONSE * figure.invited > 0:
        return ""
    shown_low = figure.respondents >= LOW_RESPONSE * figure.invited > 0 and figure.respondents >= LOW_RESPONSE_FEWEST
    return "" if shown_low else "low_response"


def _dominated(figure: Figure) -> bool:
    """Of the sums behind the figure. Where everybody counts at most once they are head counts: no head dominates."""
    weighted = figure.largest_den[0] > 1
    return dominated(figure.den, figure.largest_den) or (weighted and dominated(figure.num, figure.largest_num))


def _content(figure: Figure, card: Card) -> dict[str, object]:
    share, n = Fraction(figure.num) / figure.den, figure.persons
    seen = shown(share, n, sensitive=card.sensitive)
    content: dict[str, object] = {**seen._asdict(), "n": band(n), "note": _caution(figure)}
    if not seen.bound:  # an interval would tell more closely what the bound does not
        low, high = _interval(figure, share)
        content |= {"low": rounded(low, n), "high": rounded(high, n)}
    return content


def _interval(figure: Figure, share: Fraction) -> Interval:
    if figure.squares is None:
        return wilson(share, figure.den)
    return of_mean(share, figure.squares, figure.den)


def _caution(figure: Figure) -> str:
    """`low_response:42`: shown all the same, at agency level, with the rate in whole percent."""
    if figure.invited is None or figure.respondents >= FULL_RESPONSE * figure.invited:
        return ""
    return f"low_response:{int(Fraction(figure.respondents, figure.invited) * 100 + Fraction(1, 2))}"


def _months(figure: Figure) -> int:
    return 0 if figure.window == "wave" else int(figure.window.strip("RM") or 1)
