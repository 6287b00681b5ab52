"""What subtraction leaves to guess: the audit of a pattern of shown figures (domain 5.6, step 3).

On a hierarchy every person is left over by exactly one shown figure: the lowest above them. So it is enough to look at
each shown figure with those shown right below it, and with what is left of it. The reader knows who is where, and how
much each person weighs.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

ALIKE = 2
"""None and so many persons look alike where it is not told of few that all or none did (`shares.near`)."""


class Known(NamedTuple):
    """What a reader knows of a sum of persons' values, each from nothing to the person's weight: it lies between."""

    den: int
    """What it would be if all did."""
    low: Fraction
    high: Fraction
    room: int
    """It must be possible that so much was done, and that so much was not."""

    @property
    def mirrored(self) -> "Known":
        return self._replace(low=self.den - self.high, high=self.den - self.low)

    def closer(self, other: "Known") -> "Known":
        """By what else is known of it."""
        return self._replace(low=max(self.low, other.low), high=min(self.high, other.high))

    def sharpened(self, below: Sequence["Known"]) -> "Known":
        """By what is known of those in it."""
        low = sum((b.low for b in below), Fraction(0))
        not_in = sum((b.den - b.high for b in below), Fraction(0))
        return self._replace(low=max(self.low, low), high=min(self.high, self.den - not_in))


def narrow(whole: Known, inside: Sequence[Known]) -> bool:
    """Whether the whole and all that is in it say of one of these together that too few did it, or did not."""
    return _few_did(whole, inside) or _few_did(whole.mirrored, [each.mirrored for each in inside])


def _few_did(whole: Known, inside: Sequence[Known]) -> bool:
    """What the whole says by itself does not count: it may be told."""
    least = sum((each.low for each in inside), Fraction(0))
    return any(whole.high - (least - each.low) < min(Fraction(each.room), whole.high) for each in inside)
