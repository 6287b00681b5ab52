"""90 % intervals: Wilson's for proportions, Student's t over persons for means. In decimals: same digits everywhere."""

from decimal import Decimal, localcontext
from fractions import Fraction

from warehouse.numbers import PRECISION, decimal

Z = Decimal("1.6448536269514722")
"""The normal distribution's 95 % point: 5 % lie outside on either side."""

Interval = tuple[Fraction, Fraction]


def wilson(share: Fraction, n: int) -> Interval:
    """Wilson's score interval of a proportion of `n`."""
    with localcontext(prec=PRECISION):
        p, z2 = decimal(share), Z * Z
        centre = p + z2 / (2 * n)
        half = Z * (p * (1 - p) / n + z2 / (4 * n * n)).sqrt()
        return _around(share, (centre - half) / (1 + z2 / n), (centre + half) / (1 + z2 / n))


def of_mean(mean: Fraction, squares: Decimal, n: int) -> Interval:
    """The t-interval of the mean of `n` values in 0-1 whose squares sum to `squares`; 0-1 if n is 1."""
    if n < 2:
        return Fraction(0), Fraction(1)
    with localcontext(prec=PRECISION):
        m = decimal(mean)
        variance = max(squares - n * m * m, Decimal(0)) / (n - 1)
        half = t95(n - 1) * (variance / n).sqrt()
        return _around(mean, m - half, m + half)


def t95(df: int) -> Decimal:
    """Student's 95 % point by the expansion around the normal one; within 0.005 from 4 degrees of freedom on.

    Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.5.
    """
    z, v = Z, Decimal(df)
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def _around(value: Fraction, low: Decimal, high: Decimal) -> Interval:
    """Within 0-1, and holding the value even where the last digit of a root would not."""
    return min(max(Fraction(low), Fraction(0)), value), max(min(Fraction(high), Fraction(1)), value)
