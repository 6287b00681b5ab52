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
from warehouse.figures import UNIT, Figure, Sums
from warehouse.measures import Hidden, Measure, measured, scale, share

ENOUGH_COVERED = Fraction(7, 10)
TOO_MUCH_UNKNOWN = Fraction(3, 10)
FULL_RESPONSE = Fraction(5, 10)
LOW_RESPONSE = Fraction(3, 10)
LOW_RESPONSE_FEWEST = 50
NOBODY_OF_MANY = 20
"""That nobody did a thing may be told of at least so many persons."""


def cells(figure: Figure, card: Card, release: str, *, beside: bool = False, parts_beside: bool = False) -> list[Cell]:
    """The figure's cell and its parts', without their change; none where so few are not published this often.

    `beside`: it is hidden because others are, of whom it would tell; its parts go with it, or may be by themselves.
    """
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
    hidden = Hidden("suppressed", "beside")
    return [
        *_itself(frame, figure, card, hidden if beside else None),
        *_parts(frame, figure, card, hidden if beside or parts_beside else None),
    ]


def _itself(frame: Cell, figure: Figure, card: Card, other: Hidden | None) -> Iterator[Cell]:
    if told_here(figure, card) and due_now(figure, figure, card):
        found = hiding(figure, card) or other or measured(figure, card)
        yield _filled(frame, found, figure, figure, card, scale(card))


def _parts(frame: Cell, figure: Figure, card: Card, other: Hidden | None) -> list[Cell]:
    """Hidden together: one of them alone would tell of the others (domain 5.6). Parts are shares.

    They make one: where one is a bound, intervals around the others would draw it closer.
    """
    hidden = (
        hiding(figure, card)
        or other
        or next(filter(None, (hiding(figure, card, p) for p in figure.parts.values())), None)
    )
    made = []
    for category, part in figure.parts.items():
        if told_here(figure, card) and due_now(figure, part, card):
            named = msgspec.structs.replace(frame, breakdown=card.by, category=category, unit="share")
            made.append(_filled(named, hidden or share(part), figure, part, card, SHARE))
    vague = any(cell.bound for cell in made)
    return [msgspec.structs.replace(cell, low=None, high=None) if vague else cell for cell in made]


def due_now(figure: Figure, sums: Sums, card: Card) -> bool:
    """Whether a figure of so many persons is published for this window."""
    if not card.persons:
        return True
    return due(sums.persons, months_of(figure), figure.period_end, longest(figure, card))


def longest(figure: Figure, card: Card) -> int:
    """The months of the window that few have, too."""
    return card.below if months_of(figure) == card.below else card.months


def told_here(figure: Figure, card: Card) -> bool:
    """Whether it is the window of this level. An agency's longer one is not told: its quarters add up to it.

    And a pulse that was not sent by units says nothing of them, not even that nothing is known.
    """
    if figure.window == "wave":
        return figure.depth < UNIT or figure.invited is not None or figure.respondents > 0
    return not card.below or (figure.depth > 0) == (months_of(figure) == card.below)


def months_of(figure: Figure) -> int:
    """The window's length; 0 of a pulse wave."""
    return 0 if figure.window == "wave" else int(figure.window.strip("RM") or 1)


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
    return _few_persons(sums, card) or (None if part else _few_events(figure, card)) or _dominance(sums)


def confidential(sums: Sums, card: Card) -> Hidden | None:
    """Why sums over somebody may not be known: too few stand behind them, or one or two make most of them up."""
    return _few_persons(sums, card) or _dominance(sums)


def _few_persons(sums: Sums, card: Card) -> Hidden | None:
    enough = sums.persons >= fewest(sensitive=card.sensitive, asked=card.min_n)
    return None if enough else Hidden("suppressed", "few_persons")


def _few_events(figure: Figure, card: Card) -> Hidden | None:
    enough = all(getattr(figure, name) >= least for name, least in card.fewest.items())
    return None if enough else Hidden("suppressed", "few_events")


def _dominance(sums: Sums) -> Hidden | None:
    return Hidden("suppressed", "dominance") if _dominated(sums) else None


def _uncertain(figure: Figure, sums: Sums, card: Card) -> str:
    if figure.window == "wave":
        return _no_response(figure, card)
    if figure.covered < ENOUGH_COVERED * figure.eligible:
        return "coverage"
    return "unknown" if sums.unknown > TOO_MUCH_UNKNOWN * sums.coded else ""


def _no_response(figure: Figure, card: Card) -> str:
    """50 % is enough; for a whole agency 30 % is, with a caution, from 50 respondents on."""
    if figure.invited is None:
        return "invited"
    if not card.response or figure.respondents >= FULL_RESPONSE * figure.invited > 0:
        return ""
    low = figure.depth == 0 and figure.respondents >= LOW_RESPONSE_FEWEST
    shown_low = low and figure.respondents >= LOW_RESPONSE * figure.invited > 0
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
