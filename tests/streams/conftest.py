"""A warehouse of dictionaries, and builders of what the tests say."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import msgspec
import pytest

from schemas.fact import Fact
from schemas.journal import Coverage, Pulse, Stated, Unit
from schemas.participation import Participation
from streams.port import Batch, Key, Reference, Row
from streams.topology import keys_of

EXT = "https://lc.example/xapi/ext/"
ITEMS = "https://lc.example/pulse/items/"
WAVE = "https://lc.example/klv/pulse/2026-w3"
KINDS = {
    "session": ("http://adlnet.gov/expapi/verbs/attended", "https://lc.example/xapi/activity-types/mentoring-session"),
    "reflection": ("https://lc.example/xapi/verbs/reflected", "https://lc.example/xapi/activity-types/reflection"),
    "moment": ("http://adlnet.gov/expapi/verbs/experienced", "https://lc.example/xapi/activity-types/success"),
    "course": ("http://adlnet.gov/expapi/verbs/completed", "https://w3id.org/xapi/cmi5/activitytype/course"),
    **{
        kind: (f"http://activitystrea.ms/schema/1.0/{verb}", "https://lc.example/xapi/activity-types/mentoring-session")
        for kind, verb in (("request", "request"), ("booking", "schedule"), ("cancellation", "cancel"))
    },
    "voiding": ("http://adlnet.gov/expapi/verbs/voided", ""),
    "goal": ("http://id.tincanapi.com/verb/reviewed", "http://id.tincanapi.com/activitytype/goal"),
    "answer": ("http://adlnet.gov/expapi/verbs/answered", "http://adlnet.gov/expapi/activities/cmi.interaction"),
}


def uid(name: str) -> str:
    """A UUID that is the same for the same name."""
    return str(uuid5(NAMESPACE_URL, name))


class Memory:
    """`streams.port.Warehouse` in dictionaries, looking things up as directly as DuckDB does."""

    def __init__(self) -> None:
        self.at = 0
        self.standing: dict[str, Row] = {}
        self.facts: dict[Key, Fact] = {}
        self.reference: dict[Any, Reference] = {}
        self._by_key: dict[Key, dict[str, Participation]] = {}

    def position(self) -> int:
        return self.at

    def rows(self, ids: Iterable[str]) -> dict[str, Row]:
        return {i: self.standing[i] for i in ids if i in self.standing}

    def contributions(self, keys: Iterable[Key], at_most: int) -> dict[Key, list[Participation]]:
        return {key: [found[i] for i in sorted(found)[:at_most]] for key in keys for found in [self._of(key)]}

    def _of(self, key: Key) -> dict[str, Participation]:
        return self._by_key.get(key, {})

    def commit(self, batch: Batch) -> None:
        self._erase(set(batch.erased))
        for i in [*batch.forgotten, *(row.id for row in batch.rows)]:
            self._remove(i)
        for row in batch.rows:
            self._put(row)
        for key, fact in batch.facts.items():
            self.facts.pop(key, None)
            if fact is not None:
                self.facts[key] = fact
        self.reference |= {_name(record): record for record in batch.reference}
        self.at = batch.position

    def _erase(self, persons: set[str]) -> None:
        for i in [i for i, row in self.standing.items() if getattr(row, "person", "") in persons - {""}]:
            self._remove(i)
        self.facts = {key: fact for key, fact in self.facts.items() if key[0] not in persons}
        self.reference = {name: r for name, r in self.reference.items() if getattr(r, "person", "") not in persons}

    def _remove(self, i: str) -> None:
        row = self.standing.pop(i, None)
        if isinstance(row, Participation):
            for key in row.keys:
                del self._by_key[row.person, key][i]

    def _put(self, row: Row) -> None:
        self.standing[row.id] = row
        if isinstance(row, Participation):
            for key in row.keys:
                self._by_key.setdefault((row.person, key), {})[row.id] = row


def _name(record: Reference) -> tuple[Any, ...]:
    match record:
        case Unit():
            return (Unit, record.unit)
        case Coverage():
            return (Coverage, record.source, record.agency)
        case Pulse():
            return (Pulse, record.wave, record.agency)
    return (type(record), record.person)


def took_part(class_: str, id: str = "p", ended_at: str = "2026-10-05T09:00:00", **given: Any) -> Participation:  # noqa: A002
    """A participation of Aino's; names of ids become UUIDs."""
    at = datetime.fromisoformat(ended_at).replace(tzinfo=UTC)
    names = {"activity": f"activity of {id}", "statement": f"statement of {id}", "person": "aino", "id": id}
    names |= {
        field: given.pop(field) for field in ("activity", "statement", "series", "about", "person") if field in given
    }
    fields = {"position": 1, "agency": "KLV", "source": "mentoring", "template": "T00", "class_": class_, "keys": []}
    fields |= {"ended_at": at, "day": at.astimezone(ZoneInfo("Europe/Helsinki")).date()} | given
    p = Participation(**fields, **{field: name and uid(name) for field, name in names.items()})
    return msgspec.structs.replace(p, keys=keys_of(p))


def stated(kind: str, id: str = "s", position: int = 1, person: str | None = "aino", **given: Any) -> Stated:  # noqa: A002
    """A reduced statement: `at`, `activity`, `series`, `about`, `duration`, and extension values by their names."""
    verb, type_ = KINDS[kind]
    pseudonym = person and uid(person)
    context: dict[str, Any] = {}
    result: dict[str, Any] = {}
    if series := given.pop("series", None):
        context["registration"] = uid(series)
    if about := given.pop("about", None):
        context["contextActivities"] = {"parent": [{"id": f"urn:uuid:{uid(about)}"}]}
    if refers := given.pop("refers", None):
        context["statement"] = {"objectType": "StatementRef", "id": uid(refers)}
    if duration := given.pop("duration", None):
        result["duration"] = duration
    statement = {
        "id": uid(id),
        "actor": {"account": {"homePage": "https://pseudo.lc.example/klv", "name": (pseudonym or "").replace("-", "")}},
        "verb": {"id": verb},
        "timestamp": given.pop("at", "2026-10-05T09:00:00.000Z"),
        "object": {"id": f"urn:uuid:{uid(given.pop('activity', f'activity of {id}'))}", "definition": {"type": type_}},
    }
    reflected = {
        EXT + name.replace("_", "-"): given.pop(name) for name in ("text_shape", "reflection_mode") if name in given
    }
    if reflected:
        result["extensions"] = reflected
    if given:
        context["extensions"] = {EXT + name.replace("_", "-"): value for name, value in given.items()}
    statement |= {name: part for name, part in (("result", result), ("context", context)) if part}
    return Stated(
        position=position,
        person=pseudonym,
        agency="KLV",
        source="mentoring",
        statement_key=uid(f"statement of {id}"),
        statement=statement,
    )


def answered(
    id: str = "a",  # noqa: A002
    position: int = 1,
    *,
    person: str | None = None,
    item: str = f"{ITEMS}load-time",
    grouping: Iterable[str] = (WAVE, f"{WAVE}/batch/klv-luvat"),
    score: dict[str, float] | None = None,
) -> Stated:
    """A reduced pulse answer: nobody's, of an item, wave and batch of ours unless said otherwise."""
    record = stated("answer", id, position, person)
    parts = {
        "actor": {"account": {"homePage": "https://pulse.lc.example/klv/2026-w3", "name": "r1"}},
        "object": record.statement["object"] | {"id": item},
        "result": {"score": {"raw": 2, "min": 1, "max": 5} if score is None else score},
        "context": {"contextActivities": {"grouping": [{"id": iri} for iri in grouping]}},
    }
    return msgspec.structs.replace(record, statement=record.statement | parts)


@pytest.fixture(scope="session", name="uid")
def _uid() -> Any:
    return uid


@pytest.fixture(scope="session", name="took_part")
def _took_part() -> Any:
    return took_part


@pytest.fixture(scope="session", name="stated")
def _stated() -> Any:
    return stated


@pytest.fixture(scope="session", name="answered")
def _answered() -> Any:
    return answered


@pytest.fixture(scope="session", name="memory")
def _memory() -> Any:
    return Memory
