"""Stories that were told: what a page of stories states about whoever published one. The story stays there."""

from datetime import datetime, time
from typing import Any

from lahde.population.agencies import Agency
from lahde.population.calendar import utc
from lahde.population.draws import stream, uuid
from lahde.population.people import Person
from lahde.population.table import Table

_EXT = "https://lc.example/xapi/ext/"
_STORY = "https://lc.example/xapi/activity-types/story"
_SHARED = "http://adlnet.gov/expapi/verbs/shared"
_SCOPES = {"same_unit": 5, "other_unit": 4, "other_agency": 1}


def told(seed: int, agency: Agency, people: dict[str, Person], events: Table) -> list[dict[str, Any]]:
    """One by each who told a story in a circle."""
    rng = stream(seed, agency.code, "stories")
    at = {name: events.column(name) for name in events.columns}
    found = []
    for row in events.rows:
        if row[at["kind"]] == "story_circle" and row[at["role"]] == "facilitator":
            day, key = row[at["date"]], uuid(rng)
            scope = rng.choices(list(_SCOPES), list(_SCOPES.values()))[0]
            found.append(_statement(agency, people[str(row[at["person_id"]])], key, day, scope))
    return found


def _statement(agency: Agency, teller: Person, key: str, day: Any, scope: str) -> dict[str, Any]:
    return {
        "id": key,
        "actor": {"objectType": "Agent", "account": {"homePage": agency.home, "name": teller.account}},
        "verb": {"id": _SHARED, "display": {"fi": "jakoi", "sv": "delade", "en": "shared"}},
        "object": {
            "objectType": "Activity",
            "id": f"https://tarinat.{agency.code.lower()}.example/{key[:8]}",
            "definition": {"type": _STORY, "name": {"fi": "Tarina työstä", "sv": "En berättelse ur arbetet"}},
        },
        "context": {"extensions": {_EXT + "role": "facilitator", _EXT + "counterpart-scope": scope}},
        "timestamp": utc(datetime.combine(day, time(12))),
    }
