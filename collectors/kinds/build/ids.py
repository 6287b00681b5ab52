"""Ids of statements and activities: keyed hashes, so that a file handed in twice says nothing new."""

from urllib.parse import quote

from collectors.keyed import keyed
from collectors.kinds.build.items import Context

HOST = "https://lc.example"


def statement_id(context: Context, template: str, record: str, person: str) -> str:
    """domain.md 3.1: from source, the source's record id, person and template."""
    return keyed(context.key, "statement", context.source, record, person, template)


def record(context: Context, sort: str, record_id: str) -> str:
    """Stands for a record that may come to say something else, of another template or of another person."""
    return keyed(context.key, "record", context.source, sort, record_id)


def event(context: Context, record: str) -> str:
    """The activity of a session or a moment.

    Sessions and moments of one source share one space of ids, with nothing in the id that tells which it is: a
    reflection's about_id names either, and must reach the activity that the event's own statement names.
    """
    return activity(context, "event", record)


def network_event(context: Context, record: str) -> str:
    """An event of the network: its id is the organiser's, so that every agency's participants meet in one activity."""
    return f"{HOST}/network/event/{keyed(context.key, 'network', record)}"


def activity(context: Context, sort: str, record: str) -> str:
    """An activity of this source: https://lc.example/<agency>/<sort>/<hash>."""
    return f"{HOST}/{context.agency.lower()}/{sort}/{keyed(context.key, sort, context.source, record)}"


def named(context: Context, sort: str, name: str) -> str:
    """What the agency itself names and publishes, a programme or a goal: https://lc.example/<agency>/<sort>/<name>."""
    return f"{HOST}/{context.agency.lower()}/{sort}/{quote(name, safe='')}"


def registration(context: Context, series: str) -> str:
    """A series of sessions, an enrolment on a course."""
    return keyed(context.key, "registration", context.source, series)
