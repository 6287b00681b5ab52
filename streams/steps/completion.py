"""One completion of a course, whatever number of verbs said so (cmi5 sends completed, passed and satisfied)."""

from schemas.fact import Completion
from schemas.participation import Participation
from streams.steps import first_known, in_order

NAME = "course"


def keys(p: Participation) -> list[str]:
    """By registration; where the source has none, by course and local day."""
    if p.class_ != "CC":
        return []
    return [f"{NAME}:{p.series}"] if p.series else [f"{NAME}:{p.activity}:{p.day.isoformat()}"]


def fold(person: str, key: str, contributions: list[Participation]) -> Completion | None:
    if not contributions:
        return None
    completions = in_order(contributions)
    return Completion(
        person=person,
        key=key,
        activity=completions[0].activity,
        completed_at=completions[0].ended_at,
        day=completions[0].day,
        mandatory=_mandatory(completions),
        initiative=first_known(p.initiative for p in completions),
    )


def _mandatory(completions: list[Participation]) -> bool | None:
    """Who says it was mandatory is believed; False only if somebody says so, for unknown is not false."""
    said = {p.mandatory for p in completions} - {None}
    return True in said if said else None
