"""The filters of GET /statements (Communication 2.1.3), and how they are asked of SQLite."""

from typing import Annotated, Any, NamedTuple

import msgspec

Number = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
"""Well within what SQLite can hold."""

ACTIVITY = "(select id from term where text = :activity)"
PARTS, RELATED_PARTS = "('a', 'o', 'm', 'g')", "('a', 'o', 'm', 'g', 't', 'i')"


class Query(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The filters, and where the page begins."""

    agent: str | None = None
    """Identifier key."""
    verb: str | None = None
    activity: str | None = None
    registration: str | None = None
    since: Number | None = None
    """Microseconds, exclusive."""
    until: Number | None = None
    """Microseconds, inclusive."""
    limit: Annotated[int, msgspec.Meta(ge=0)] = 0
    """0: as many as we give at once."""
    ascending: bool = False
    related_agents: bool = False
    related_activities: bool = False
    source: str | None = None
    """Only what this source sent."""
    after: Number | None = None
    """`seq` of the last statement of the page before."""


class _Way(NamedTuple):
    """One of the ways in which a statement `s` can match."""

    seq: str
    tables: str
    conditions: list[str]


def matching(query: Query, limit: int, authority: str) -> tuple[str, dict[str, Any]]:
    """SQL for the `seq` of the first statements that match, and its parameters.

    A statement about one that matches is found with it, over any number of steps; time and page are its own.
    Each way is asked in the order of the page and for no more than the page, so that broad filters cost little.
    """
    parameters = {name: getattr(query, name) for name in Query.__struct_fields__}
    parameters |= {"most": limit, "authority": authority}
    end = f"{'asc' if query.ascending else 'desc'} limit :most"
    asked = [
        f"select {seq} from {tables} where {' and '.join(conditions)} order by {seq} {end}"
        for seq, tables, conditions in (*_directly(query, authority), *_through(query, authority))
    ]
    return " union ".join(f"select * from ({one})" for one in asked), parameters


def _directly(query: Query, authority: str) -> list[_Way]:
    exact = msgspec.structs.replace(query, related_activities=False)
    ways = [_Way("s.seq", "statement s", [*_frame(query), *_content(exact, "s", authority)])]
    if query.activity is not None and query.related_activities:
        tables = f"related x {_join(query)} statement s on s.seq = x.seq"
        rest = _content(msgspec.structs.replace(query, activity=None), "s", authority)
        ways.append(_Way("x.seq", tables, [f"x.activity = {ACTIVITY}", *_frame(query), *rest]))
    return ways


def _through(query: Query, authority: str) -> list[_Way]:
    """By a statement `t` that it is about."""
    content = _content(query, "t", authority)
    join = _join(query)
    tables = f"reference r {join} statement t on t.seq = r.target {join} statement s on s.seq = r.seq"
    return [_Way("r.seq", tables, [*_frame(query), *_seen(query), *content])] if content else []


def _join(query: Query) -> str:
    """Where filters are broad the table that stands first is walked in its order; else they are looked up first."""
    return "join" if query.agent or query.registration else "cross join"


def _frame(query: Query) -> list[str]:
    """Conditions on the statement `s` itself."""
    conditions = {
        "since": "s.stored > :since",
        "until": "s.stored <= :until",
        "source": "s.source = (select id from source where name = :source)",
        "after": "s.seq > :after" if query.ascending else "s.seq < :after",
    }
    return ["s.voided_at is null"] + [sql for name, sql in conditions.items() if getattr(query, name) is not None]


def _seen(query: Query) -> list[str]:
    """A statement `t` through which no more can be seen than by itself; being voided does not matter."""
    withdrawn = "not exists (select 1 from withdrawn w where w.seq = t.seq)"
    return [withdrawn] if query.source is None else [withdrawn, "t.source = s.source"]


def _content(query: Query, row: str, authority: str) -> list[str]:
    """Conditions on what the statement `row` says."""
    terms = [name for name in ("verb", "registration") if getattr(query, name) is not None]
    found = [f"{row}.{name} = (select id from term where text = :{name})" for name in terms]
    if query.activity is not None:
        found.append(_activity(row, related=query.related_activities))
    if query.agent is not None:
        found.append(_agent(row, query, authority))
    return found


def _activity(row: str, *, related: bool) -> str:
    about = f"{row}.activity = {ACTIVITY}"
    named = f"exists (select 1 from related n where n.activity = {ACTIVITY} and n.seq = {row}.seq)"
    return f"({about} or {named})" if related else about


def _agent(row: str, query: Query, authority: str) -> str:
    parts = RELATED_PARTS if query.related_agents else PARTS
    agent = "(select id from agent where key = :agent)"
    named = f"{row}.seq in (select seq from mention where part in {parts} and agent = {agent})"
    if not query.related_agents or not _is_authority(query.agent or "", authority):
        return named
    by = "(select id from source where json_array('account', name, :authority) = :agent)"
    return f"({named} or {row}.source = {by})"


def _is_authority(key: str, authority: str) -> bool:
    """Whether it is an account of ours: it stands for a source, and a source for all that it stated."""
    return key.endswith(f",{msgspec.json.encode(authority).decode()}]")
