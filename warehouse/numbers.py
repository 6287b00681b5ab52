"""Numbers that formulas share. Logarithms are taken in decimals, so that they have the same digits everywhere."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

PRECISION = 40


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def effective(weights: Sequence[Fraction | int]) -> Fraction:
    """exp of the entropy of the weights' shares: 1 where one has all, their number where all are equal; 0 of none."""
    total = sum(map(Fraction, weights), Fraction(0))
    if not total:
        return Fraction(0)
    with localcontext(prec=PRECISION):
        shares = [decimal(weight / total) for weight in weights if weight]
        entropy = sum((-p * p.ln() for p in shares), Decimal(0))
        return max(Fraction(entropy.exp()), Fraction(1))
