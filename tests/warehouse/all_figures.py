"""The figures of all indicators at once; a release makes them one indicator at a time."""

from collections.abc import Iterator
from datetime import date

from schemas.indicators.card import Card, cards
from warehouse.figures import Con, Figure, begin, figures_of


def figures(con: Con, as_of: date, chosen: dict[str, Card] | None = None) -> Iterator[Figure]:
    """Of the windows that end before the cut-off, closed or not, and of all waves."""
    chosen = cards() if chosen is None else chosen
    begin(con, as_of, chosen)
    for indicator in chosen:
        yield from figures_of(con, indicator)
