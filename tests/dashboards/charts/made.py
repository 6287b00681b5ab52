"""Random things to draw."""

from datetime import date

from hypothesis import strategies as st

from dashboards.charts import Axis, Point, Words, index

WORDS = Words(id="c", title="Nimi", desc="Alussa 1, lopussa 2.")
SHARES = Axis(top=1, ticks=[(part / 4, f"{part * 25}\u00a0%") for part in range(5)])
START = index(date(2024, 8, 1))
LANGUAGES = st.sampled_from(["fi", "sv", "en"])
FIGURES = st.sampled_from(["5\u00a0%", "100\u00a0%", "<\u00a010\u00a0%", "1\u00a0234,5", "0", "67"])
REASONS = st.sampled_from(["peitetty tietosuojan vuoksi", "dold av integritetsskäl", "not available"])
NAMES = st.text(st.characters(codec="utf-8"), max_size=90) | st.sampled_from(
    [
        "Työ",
        "Jäsentämättömänäkökulmattomuudestammekin",
        "Kunskapsdelning utanför ämbetsverket",
        "<b>&\"'</b>",
        "\x00\x08",
    ]
)


def point(month: int, value: float | None, state: str = "value", **more: object) -> Point:
    return Point(month=month, state=state, value=value, **more)  # type: ignore[arg-type]  # of many types, as each wants


@st.composite
def trends(draw: st.DrawFn) -> list[Point]:
    """Monthly, by quarters or half-years, up to 20 years; every state, bounds at both ends."""
    step = draw(st.sampled_from([1, 3, 6]))
    start = START + draw(st.integers(0, 30))
    states = st.sampled_from(["value"] * 4 + ["zero", "suppressed", "not_available", "bound"])
    return [
        _point(start + place * step, draw(states), draw(st.integers(0, 100)) / 100)
        for place in range(draw(st.integers(1, 80)))
    ]


def _point(month: int, state: str, value: float) -> Point:
    match state:
        case "value":
            return point(month, value, low=max(0, value - 0.1), high=min(1, value + 0.1))
        case "zero":
            return point(month, 0.0, "zero")
        case "bound":
            return point(month, 0.1 if value < 0.5 else 0.9, bounded=True)
    return point(month, None, state)


def months(points: list[Point]) -> tuple[int, int]:
    return points[0].month, points[-1].month
