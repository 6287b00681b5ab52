"""A person's month: how often they learned, in which ways. Courses are counted by `completion`."""

from collections import Counter

from schemas.fact import Month
from schemas.participation import Participation
from streams.steps import first_known, in_order

NAME = "month"
CLASSES = frozenset({"MS", "LM", "SC", "NE", "WS"})
BULK = 5
"""More moments than this on one day were entered in bulk, and count as one (domain.md 2.1, gaming)."""

Event = list[Participation]
"""All that was delivered of one activity, in order: one event, whatever number of statements tell of it."""


def keys(p: Participation) -> list[str]:
    return [f"{NAME}:{p.day:%Y-%m}"] if p.class_ in CLASSES else []


def fold(person: str, key: str, contributions: list[Participation]) -> Month | None:
    if not contributions:
        return None
    events = {class_: _events(contributions, class_) for class_ in CLASSES}
    return Month(
        person=person,
        key=key,
        month=contributions[0].day.replace(day=1),
        sessions=len({_occasion(event) for event in events["MS"]}),
        moments=_moments(events["LM"]),
        stories=len(events["SC"]),
        network=len(events["NE"]),
        workshops=len(events["WS"]),
        mentor_s=sum(_mentoring(event) for event in events["MS"]),
    )


def _events(contributions: list[Participation], class_: str) -> list[Event]:
    events: dict[str, Event] = {}
    for p in in_order(p for p in contributions if p.class_ == class_):
        events.setdefault(p.activity, []).append(p)
    return list(events.values())


def _occasion(event: Event) -> tuple[str, ...]:
    """Sessions of one series on one day are one meeting split up; without a series each stands alone."""
    series = first_known(p.series for p in event)
    return (series, event[0].day.isoformat()) if series else (event[0].activity,)


def _moments(events: list[Event]) -> int:
    a_day = Counter(event[0].day for event in events)
    return sum(1 if n > BULK else n for n in a_day.values())


def _mentoring(event: Event) -> int:
    """Seconds, counted once a session even if several sources tell of it."""
    return first_known(p.duration_s for p in event if p.role == "mentor") or 0
