"""Learning moments that people note themselves."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from lahde.population.agencies import PLACES, Agency
from lahde.population.calendar import doubled_hour, pick_moment, season
from lahde.population.draws import poisson, stream, uuid
from lahde.population.people import Person, Staff
from lahde.population.table import Row, Table

COLUMNS = (
    "moment_id",
    "person_id",
    "date",
    "kind",
    "place",
    "initiative",
    "counterpart_scope",
    "crafting_type",
    "help_event_id",
    "counterpart_role",
)
KINDS = {
    "problem-solved": 24,
    "help-received": 15,
    "help-given": 14,
    "success": 12,
    "feedback-received": 9,
    "feedback-given": 6,
    "experiment": 7,
    "failure": 3,
    "job-crafting": 6,
    "observation": 4,
}
INITIATIVES = ("employee", "joint", "employer")
_WITH_SOMEBODY = {"help-received", "help-given", "feedback-received", "feedback-given"}
_WITH_INITIATIVE = {"problem-solved", "success", "job-crafting"}
_CRAFTING = {"structural_resources": 4, "social_resources": 3, "challenging_demands": 2, "hindering_demands": 1}
_NO_PLACE = 0.08
_SCOPES_ELSEWHERE = {"other_agency": 0.04, "outside": 0.04, "unknown": 0.03}
_CONFIRMED = 0.3
_SUPERVISORS_AMONG_THEMSELVES, _TO_A_SUPERVISOR = 0.4, 0.1


@dataclass(slots=True)
class Moment:
    id: str
    person: Person
    when: datetime
    kind: str
    place: str | None
    initiative: str | None
    scope: str | None
    crafting: str | None
    help_event: str | None
    with_whom: str | None = None
    """Whether the other one was a supervisor."""

    def row(self, clock: bool) -> Row:
        when = self.when if clock else self.when.date()
        return (
            self.id, self.person.id, when, self.kind, self.place,
            self.initiative, self.scope, self.crafting, self.help_event, self.with_whom,
        )  # fmt: skip


def moments(seed: int, of: Staff, month: int) -> list[Moment]:
    rng = stream(seed, of.agency.code, "moments", month)
    places = _places(of.agency, month)
    rate, recorders = of.agency.moments.at(month) * season(month), of.agency.recorders.at(month)
    found = []
    for person in of.active[month]:
        if person.reserve >= recorders:
            continue
        for _ in range(poisson(rng, rate * person.noting)):
            when = pick_moment(rng, month)
            if person.at_work(when.date()):
                found.append(_moment(rng, of.agency, person, when, month, places))
    _confirm(rng, found)
    if of.agency.clock and (night := doubled_hour(month)):
        awake = [person for person in of.active[month] if person.reserve < recorders and person.at_work(night.date())]
        found += [_moment(rng, of.agency, person, night, month, places) for person in awake[:1]]
    _with_whom(stream(seed, of.agency.code, "counterparts", month), of.agency, found)
    return found


def _with_whom(rng: Random, agency: Agency, found: list[Moment]) -> None:
    """Supervisors turn to supervisors more often than others do; a form does not ask."""
    for moment in found:
        if moment.kind.startswith("help") and not agency.forms:
            chance = _SUPERVISORS_AMONG_THEMSELVES if moment.person.supervisor else _TO_A_SUPERVISOR
            moment.with_whom = "supervisor" if rng.random() < chance else "other"


def _places(agency: Agency, month: int) -> list[float]:
    narrowness = agency.narrowness.at(month)
    return [weight**narrowness for weight in PLACES.values()]


def _moment(rng: Random, agency: Agency, person: Person, when: datetime, month: int, places: list[float]) -> Moment:
    kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
    return Moment(
        id=_key(rng, agency, kind),
        person=person,
        when=when,
        kind=kind,
        place=rng.choice(("unknown", None)) if rng.random() < _NO_PLACE else rng.choices(list(PLACES), places)[0],
        initiative=initiative(rng, agency, month) if kind in _WITH_INITIATIVE else None,
        scope=_scope(rng, agency, month) if kind in _WITH_SOMEBODY else None,
        crafting=_crafting(rng) if kind == "job-crafting" and not agency.forms else None,
        help_event=f"H-{uuid(rng)}" if kind.startswith("help") and not agency.forms else None,
    )


def _key(rng: Random, agency: Agency, kind: str) -> str:
    """A form numbers its answers, and one answer may tell of several kinds."""
    return f"ms-forms {rng.getrandbits(40)} {kind}" if agency.forms else f"M-{uuid(rng)}"


def _crafting(rng: Random) -> str:
    return rng.choices(list(_CRAFTING), list(_CRAFTING.values()))[0]


def initiative(rng: Random, agency: Agency, month: int) -> str:
    return rng.choices(INITIATIVES, [curve.at(month) for curve in agency.initiative])[0]


def _scope(rng: Random, agency: Agency, month: int) -> str:
    """Where the other one sits; `across` decides between own and other department."""
    elsewhere = sum(_SCOPES_ELSEWHERE.values())
    if rng.random() < elsewhere:
        return rng.choices(list(_SCOPES_ELSEWHERE), list(_SCOPES_ELSEWHERE.values()))[0]
    return "other_unit" if rng.random() < agency.across.at(month) else "same_unit"


def _confirm(rng: Random, found: list[Moment]) -> None:
    """Some help is noted from both sides: the same help event, day and scope."""
    given = [moment for moment in found if moment.kind == "help-given"]
    rng.shuffle(given)
    for got in found:
        if got.kind == "help-received" and given and rng.random() < _CONFIRMED:
            gave = given.pop()
            if gave.person is not got.person and got.person.at_work(gave.when.date()):
                got.when, got.scope, got.help_event = gave.when, gave.scope, gave.help_event


def table(found: list[Moment], clock: bool) -> Table:
    return Table("moments.csv", COLUMNS, "date", [moment.row(clock) for moment in found]).sorted()
