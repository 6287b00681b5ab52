"""How a parameter moves over the months."""

from dataclasses import dataclass
from math import exp


@dataclass(frozen=True)
class Line:
    """Straight from `start` at month `since` to `end` at month `until`, level outside."""

    start: float
    end: float
    since: int = 6
    until: int = 27

    def at(self, month: int) -> float:
        part = (month - self.since) / (self.until - self.since)
        return self.start + (self.end - self.start) * min(1.0, max(0.0, part))


@dataclass(frozen=True)
class Logistic:
    """From about `low` to `high`, half of the way at month `middle`; `pace` is the scale in months."""

    low: float
    high: float
    middle: float
    pace: float = 2.5

    def at(self, month: int) -> float:
        return self.low + (self.high - self.low) / (1 + exp((self.middle - month) / self.pace))


@dataclass(frozen=True)
class Steps:
    """Level from each month on, by month; 0 before the first."""

    levels: tuple[tuple[int, float], ...]

    def at(self, month: int) -> float:
        return next((level for since, level in reversed(self.levels) if month >= since), 0.0)


Curve = Line | Logistic | Steps


def level(value: float) -> Line:
    return Line(value, value)
