"""Where the SQL's figures and plain Python's differ, and what they come to: nothing, if both are right."""

from fractions import Fraction

from schemas.indicators.card import cards
from tests.warehouse import plain_waves
from tests.warehouse.plain import LABELS
from tests.warehouse.plain_formulas import FORMULAS, MONTHS
from tests.warehouse.plain_values import VALUES
from warehouse.measures import Hidden, measured

CLOSE = Fraction(1, 1_000_000)
"""The SQL's shares have nine decimals, and a sum has many of them."""
INDICATORS = (*FORMULAS, *plain_waves.OF_WAVES, *plain_waves.OF_AGENCIES)


def differences(raw, figures):
    """Of the agencies' figures of INDICATORS: what plain Python has otherwise, as (key, by Python, by SQL)."""
    told = [f for f in figures if f.indicator in INDICATORS]
    yield from _sums(_expected(raw), told)
    scores = {
        ("LC09", "wave", wave, code): plain_waves.safety_score(raw, wave, code)
        for wave, code in plain_waves.waves(raw)
        if plain_waves.safety(raw, wave, code)
    }
    plain = _values(raw) | scores
    for f in told:
        key = f.indicator, f.window, f.period, f.node
        if key in plain and not _alike(plain[key], value(f)):
            yield key, plain[key], value(f)


def value(figure):
    """None where the formula has none."""
    found = measured(figure, cards()[figure.indicator])
    return None if isinstance(found, Hidden) else found.value


def _alike(one, other):
    return one is other if None in (one, other) else abs(Fraction(one) - Fraction(other)) < CLOSE


def _views(raw, indicators):
    for indicator in indicators:
        for months in MONTHS[indicator]:
            for view in raw.views(months):
                yield (indicator, LABELS[months], f"{view.last:%Y-%m}", view.agency), view


def _values(raw):
    return {key: VALUES[key[0]](view) for key, view in _views(raw, VALUES) if FORMULAS[key[0]](view)[""][1]}


def _expected(raw):
    """(indicator, window, period, node, category) → numerator, denominator, persons."""
    found = {
        (*key, category): sums
        for key, view in _views(raw, FORMULAS)
        for category, sums in FORMULAS[key[0]](view).items()
    }
    for (indicator, period, node), sums in plain_waves.expected(raw).items():
        found[indicator, "wave" if indicator in plain_waves.OF_WAVES else "M", period, node, ""] = sums
    return found


def _sums(plain, figures):
    """A part that nobody has may be missing on one side; on the other it is 0."""
    told = {
        (f.indicator, f.window, f.period, f.node, category): sums
        for f in figures
        for category, sums in {"": f, **f.parts}.items()
    }
    for key in sorted(told.keys() | plain.keys()):
        if key not in told:
            yield key, plain[key], None
            continue
        sums = told[key]
        if key not in plain and not sums.den:
            continue
        num, den, persons = plain.get(key, (0, sums.den, sums.persons))
        if abs(Fraction(num) - Fraction(sums.num)) > CLOSE or (den, persons) != (sums.den, sums.persons):
            yield key, (float(num), den, persons), (float(sums.num), sums.den, sums.persons)
