"""Every reason and caution that the warehouse can give has words in all three languages."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

import msgspec
import pytest

from dashboards.reading import words
from look import LANGUAGES
from look.messages import message, texts
from schemas.cell import Cell
from schemas.indicators.card import cards
from warehouse.cells import cells
from warehouse.disclosure.cadence import MANY
from warehouse.figures import Figure, Sums


def situations() -> Iterator[Figure]:
    """All combinations of few and many, covered and not, known and not, asked and not, even and dominated."""
    for window, persons, covered, unknown, invited, largest in product(
        ("R3M", "wave"), (0, 3, 60), (0, 80), (0, 9), (None, 60, 150, 900), (0.01, 0.9)
    ):
        den = persons * 3
        yield Figure(
            indicator="LC04", window=window, period="2026-09", period_start=date(2026, 7, 1),
            period_end=date(2026, 9, 30), agency="KLV", node="KLV", parent=None,
            depth=0, seated=False, persons=persons, counted=persons,
            spread=[], num=Decimal(den) / 2, den=den, squares=None, largest_num=[Decimal(0), Decimal(0)],
            largest_den=[int(den * largest) or 2, 0], coded=10, unknown=unknown, eligible=80, covered=covered,
            invited=invited, respondents=60,
        )  # fmt: skip


def formulas() -> Iterator[Figure]:
    """What a formula makes of people who cannot meet anybody elsewhere, and of answers as far apart as they can be."""
    even = next(f for f in situations() if f.window == "wave" and f.persons == f.invited == 60)
    few = Sums(**{name: getattr(even, name) for name in Sums.__struct_fields__})
    elsewhere = msgspec.structs.replace(few, num=Decimal(0))
    apart = msgspec.structs.replace(few, num=Decimal(240), squares=Decimal(30 * (1 + 49)))
    yield msgspec.structs.replace(
        even,
        indicator="LC07",
        window="R12M",
        period_end=date(2025, 12, 31),
        covered=80,
        unknown=0,
        aside={"expected": elsewhere},
    )
    yield msgspec.structs.replace(even, indicator="LC09", aside={"ps-01": apart})
    waiting = msgspec.structs.replace(few, spread=[3, 4, 5])
    year = {"window": "R12M", "period_end": date(2025, 12, 31), "covered": 80, "unknown": 0}
    yield msgspec.structs.replace(even, indicator="S1", aside={"open": waiting}, **year)


def noted() -> list[Cell]:
    strict = msgspec.structs.replace(cards()["LC04"], fewest={"known": 11})
    made = [cells(figure, card, "r") for figure in situations() for card in (cards()["LC04"], strict)]
    made += [cells(figure, cards()[figure.indicator], "r") for figure in formulas()]
    made += [cells(figure, cards()["LC04"], "r", beside=True) for figure in situations()]
    return [c for found in made for c in found if c.note]


def test_every_note_has_words() -> None:
    wordless = {c.note for c in noted() for lang in LANGUAGES if words.reason(c, lang) == message(lang, "note.other")}
    assert wordless == set()


def test_every_word_has_its_note() -> None:
    known = {key.removeprefix("note.").removesuffix("_share") for key in texts("fi") if key.startswith("note.")}
    assert known - {"other"} == {c.note.partition(":")[0] for c in noted()}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", ["index.cadence", "chart.sparse_3", "chart.sparse_6", "chart.sparse_12"])
def test_the_number_in_the_words_is_the_rule_s(key: str, lang: str) -> None:
    assert f" {MANY} " in message(lang, key)
