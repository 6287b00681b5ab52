"""From an exact figure to the cells that are published of it, or to none."""

from collections.abc import Iterator
from fractions import Fraction

import msgspec

from schemas.cell import Cell
from schemas.indicators.card import Card
from warehouse.disclosure.cadence import MANY, due
from warehouse.disclosure.dominance import dominated
from warehouse.disclosure.floors import fewest
from warehouse.disclosure.shares import SHARE, Scale, band, rounded, shown
from warehouse.figures import Figure, Sums
from warehouse.measures import Hidden, Measure, measured, scale, share

ENOUGH_COVERED = Fraction(7, 10)
TOO_MUCH_UNKNOWN = Fraction(3, 10)
FULL_RESPONSE = Fraction(5, 10)
LOW_RESPONSE = Fraction(3, 10)
LOW_RESPONSE_FEWEST = 50
NOBODY_OF_MANY = 20
"""That nobody did a thing may be told of at least so many persons."""


def cells(figure: Figure, card: Card, release: str) -> list[Cell]:
    """The figure's cell and its parts', without their change; none where so few are not published this often."""
    frame = Cell(
        indicator=card.id,
        formula_version=card.version,
        node=figure.node,
        period=figure.period,
        window=figure.window,
        period_start=figure.period_start.isoformat(),
        period_end=figure.period_end.isoformat(),
        unit=card.unit,
        state="value",
        release=release,
    )
    return [*_itself(frame, figure, card), *_parts(frame, figure, card)]


def _itself(frame: Cell, figure: Figure, card: Card) -> Iterator[Cell]:
    if _due(figure, figure, card):
        found = hiding(figure, card) or measured(figure, card)
        yield _filled(frame, found, figure, figure, card, scale(card))


def _parts(frame: Cell, figure: Figure, card: Card) -> Iterator[Cell]:
    """Hidden together: one of them alone would tell of the others (domain 5.6). Parts are shares."""
    hidden = hiding(figure, card) or next(filter(None, (hiding(figure, card, p) for p in figure.parts.values())), None)
    for category, part in figure.parts.items():
        if _due(figure, part, card):
            named = msgspec.structs.replace(frame, breakdown=card.by, category=category, unit="share")
            yield _filled(named, hidden or share(part), figure, part, card, SHARE)


def _due(figure: Figure, sums: Sums, card: Card) -> bool:
    if not card.persons:
        return True
    months = 0 if figure.window == "wave" else int(figure.window.strip("RM") or 1)
    return due(sums.persons, months, figure.period_end, card.months)


def hiding(figure: Figure, card: Card, part: Sums | None = None) -> Hidden | None:
    """Why the figure (or a part of it) may not be shown.

    What is uncertain comes before what is few, and tells nothing of persons.
    """
    sums = part or figure
    if uncertain := _uncertain(figure, sums, card):
        return Hidden("not_available", uncertain)
    if sums.persons == 0 and (figure.eligible >= NOBODY_OF_MANY or not card.persons):
        return Hidden("not_available", "no_events")
    if not card.persons:
        return None
    if sums.persons < fewest(sensitive=card.sensitive, asked=card.min_n):
        return Hidden("suppressed", "few_persons")
    if part is None and any(getattr(figure, name) < least for name, least in card.fewest.items()):
        return Hidden("suppressed", "few_events")
    return Hidden("suppressed", "dominance") if _dominated(sums) else None


def _uncertain(figure: Figure, sums: Sums, card: Card) -> str:
    if figure.window == "wave":
        return _no_response(figure, card)
    if figure.covered < ENOUGH_COVERED * figure.eligible:
        return "coverage"
    return "unknown" if sums.unknown > TOO_MUCH_UNKNOWN * sums.coded else ""


def _no_response(figure: Figure, card: Card) -> str:
    """The response rule at agency level: 50 % is enough; 30 % is, with a caution, from 50 respondents on."""
    if figure.invited is None:
        return "invited"
    if not card.response or figure.respondents >= FULL_RESPONSE * figure.invited > 0:
        return ""
    shown_low = figure.respondents >= LOW_RESPONSE * figure.invited > 0 and figure.respondents >= LOW_RESPONSE_FEWEST
    return "" if shown_low else "low_response"


def _dominated(sums: Sums) -> bool:
    """Of the sums behind the figure. Where everybody counts at most once they are head counts: no head dominates."""
    weighted = sums.largest_den[0] > 1
    return dominated(sums.den, sums.largest_den) or (weighted and dominated(sums.num, sums.largest_num))


def _filled(frame: Cell, found: Hidden | Measure, figure: Figure, sums: Sums, card: Card, scale: Scale) -> Cell:
    if isinstance(found, Hidden):
        return msgspec.structs.replace(frame, state=found.state, note=found.note)
    n = sums.persons if card.persons else MANY
    seen = shown(found.value, n, sensitive=card.sensitive, scale=scale)
    low, high = (None, None) if seen.bound else (found.low, found.high)  # an interval would tell more than the bound
    return msgspec.structs.replace(
        frame,
        **seen._asdict(),
        low=None if low is None else rounded(low, n, scale),
        high=None if high is None else rounded(high, n, scale),
        n=band(n) if card.persons else "",
        note=_caution(figure, card),
    )


def _caution(figure: Figure, card: Card) -> str:
    """`low_response:42`: shown all the same, at agency level, with the rate in whole percent."""
    if figure.invited is None or not card.response or figure.respondents >= FULL_RESPONSE * figure.invited:
        return ""
    return f"low_response:{int(Fraction(figure.respondents, figure.invited) * 100 + Fraction(1, 2))}"
