"""A session paired with the person's reflections on it.

Reflections name what they are about by its activity or by its statement, so a session contributes under both.
"""

from schemas.fact import Session
from schemas.participation import Participation
from streams.steps import first_known, in_order

NAME = "session"


def keys(p: Participation) -> list[str]:
    if p.class_ == "MS":
        return [f"{NAME}:{p.activity}", f"{NAME}:{p.statement}"]
    return [f"{NAME}:{p.about}"] if p.class_ == "RF" and p.about else []


def fold(person: str, key: str, contributions: list[Participation]) -> Session | None:
    """Of a session that several statements tell of, the earliest end holds, and what is known first."""
    sessions = in_order(p for p in contributions if p.class_ == "MS")
    if not sessions:
        return None
    reflections = in_order(p for p in contributions if p.class_ == "RF")
    held = sessions[0]
    return Session(
        person=person,
        key=key,
        activity=held.activity,
        series=first_known(p.series for p in sessions),
        role=first_known(p.role for p in sessions),
        ended_at=held.ended_at,
        day=held.day,
        reflected_at=first_known(p.ended_at for p in reflections if p.ended_at > held.ended_at and _says(p)),
        declined=any(p.declined for p in reflections),
    )


def _says(reflection: Participation) -> bool:
    """Spoken, or not known to be empty: an unknown shape is unknown, not none."""
    return not reflection.declined and (reflection.text_shape != "none" or reflection.reflection_mode == "spoken")
