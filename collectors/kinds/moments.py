"""Learning moments: everyday events that people noted themselves.

Becomes T06 to T11 by kind: a problem solved, a success, an observation, an experiment, a failure, job crafting, help
and feedback given or received, an own story shared.
"""

from collections.abc import Iterable, Iterator

import msgspec

from collectors.kinds.build import ids, times, words
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Statement
from collectors.kinds.build.template import EXT, Template
from collectors.quarantine import Quarantined
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record, spellings
from collectors.sources.values import Instant
from schemas.profile import VALUES

COLUMNS = Columns(
    required=("moment_id", "person_id", "date", "kind"),
    optional=("place", "initiative", "counterpart_scope", "crafting_type", "help_event_id", "counterpart_role"),
)
KINDS = {
    "problem-solved": ("T06", "Problem solved", "Ratkaistu ongelma", "Löst problem"),
    "success": ("T06", "Success", "Onnistuminen", "Framgång"),
    "observation": ("T06", "Observation", "Havainto", "Iakttagelse"),
    "experiment": ("T07", "Experiment", "Kokeilu", "Experiment"),
    "failure": ("T07", "Failure", "Epäonnistuminen", "Misslyckande"),
    "job-crafting": ("T08", "Job crafting", "Työn tuunaus", "Arbetsformning"),
    "help-given": ("T09", "Help given", "Annettu apu", "Given hjälp"),
    "help-received": ("T09", "Help received", "Saatu apu", "Mottagen hjälp"),
    "feedback-given": ("T10", "Feedback given", "Annettu palaute", "Given respons"),
    "feedback-received": ("T10", "Feedback received", "Saatu palaute", "Mottagen respons"),
    "story": ("T11", "Story", "Tarina", "Berättelse"),
}
KIND = spellings(KINDS)
PLACE, INITIATIVE = spellings(VALUES[f"{EXT}/place"]), spellings(VALUES[f"{EXT}/initiative"])
SCOPE, CRAFTING = spellings(VALUES[f"{EXT}/counterpart-scope"]), spellings(VALUES[f"{EXT}/crafting-type"])
COUNTERPART = spellings(VALUES[f"{EXT}/counterpart-role"])

HELP_EVENT = words.kind("help-event", "Help event", "Auttamistilanne", "Hjälptillfälle")


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    moment_id: str
    person_id: str
    date: Instant
    kind: str
    place: str | None = None
    initiative: str | None = None
    counterpart_scope: str | None = None
    counterpart_role: str | None = None
    """Of the other one: a supervisor or not, and never who."""
    crafting_type: str | None = None
    help_event_id: str | None = None
    activity: str | None = None
    """IRI of a moment that is known already: this corrects what was said of it."""
    help_event: str | None = None
    """IRI of a help event that is known already."""


Templates = dict[str, Template]


def templates() -> Templates:
    """By kind."""
    verbs = {kind: words.SHARED if template == "T11" else words.EXPERIENCED for kind, (template, *_) in KINDS.items()}
    return {kind: Template(words.common(verbs[kind], words.kind(kind, *names))) for kind, (_, *names) in KINDS.items()}


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    made = templates()
    return each(records, lambda record: state(record.row, read(record), context, made))


def read(record: Record) -> Moment:
    kind = record.one_of("kind", KIND)
    template = KINDS[kind][0]
    return Moment(
        moment_id=record.name("moment_id"),
        person_id=record.name("person_id"),
        date=record.when("date"),
        kind=kind,
        place=record.closed("place", PLACE),
        initiative=record.closed("initiative", INITIATIVE),
        counterpart_scope=record.closed("counterpart_scope", SCOPE),
        counterpart_role=_only(
            "counterpart_role", record.closed("counterpart_role", COUNTERPART), template in ("T09", "T10")
        ),
        crafting_type=_only("crafting_type", record.closed("crafting_type", CRAFTING), template == "T08"),
        help_event_id=_only("help_event_id", record.text("help_event_id"), template == "T09"),
    )


def _only(field: str, value: str | None, belongs: bool) -> str | None:
    if value is not None and not belongs:
        raise Faulty(field, "this does not belong to this kind of moment")
    return value


def state(row: int, moment: Moment, context: Context, made: Templates) -> Statement:
    id_ = ids.statement_id(context, KINDS[moment.kind][0], moment.moment_id, moment.person_id)
    body = made[moment.kind].fill(
        {
            "id": id_,
            "home_page": context.home_page,
            "person": moment.person_id,
            "object": moment.activity or ids.event(context, moment.moment_id),
            "parent": _help(context, moment),
            "initiative": moment.initiative,
            "place": moment.place,
            "counterpart_scope": moment.counterpart_scope,
            "counterpart_role": moment.counterpart_role,
            "crafting_type": moment.crafting_type,
            "timestamp": times.timestamp(context, "date", moment.date),
        }
    )
    return Statement(row, id_, body, ids.record(context, "moment", moment.moment_id))


def _help(context: Context, moment: Moment) -> list[dict[str, object]] | None:
    """Both who helped and who was helped point at the one event, and not at each other."""
    if moment.help_event:
        return [{"id": moment.help_event, "definition": HELP_EVENT}]
    if moment.help_event_id is None:
        return None
    return [{"id": ids.activity(context, "help", moment.help_event_id), "definition": HELP_EVENT}]
