"""The filters of GET /statements (Communication 2.1.3), and how they are asked of SQLite."""

from typing import Annotated, Any

import msgspec

from schemas.statement.agent import Identifier

Number = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
"""Well within what SQLite can hold."""

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


def matching(query: Query, limit: int, authority: str) -> tuple[str, dict[str, Any]]:
    """SQL for the `seq` of the first statements that match, and its parameters.

    A statement about one that matches is found with it, over any number of steps; time and page are its own.
    """
    order = "asc" if query.ascending else "desc"
    parameters = {name: getattr(query, name) for name in Query.__struct_fields__} | {"most": limit}
    frame, content = _frame(query), _content(query, parameters, authority)
    end = f"order by s.seq {order} limit :most"
    direct = f"select s.seq from statement s where {' and '.join([*frame, *content])} {end}"
    if not content:
        return direct, parameters
    # Where a filter is broad it is quicker to go through the references, of which there are few.
    join = "join" if query.agent or query.registration else "cross join"
    seen = "not exists (select 1 from withdrawn w where w.seq = t.seq)"
    own = ["t.source = s.source"] if query.source is not None else []
    through = [*frame, *own, seen, *(condition.replace("s.", "t.") for condition in content)]
    about = f"reference r {join} statement s on s.seq = r.seq join statement t on t.seq = r.target"
    indirect = f"select s.seq from {about} where {' and '.join(through)} {end}"
    return f"select * from ({direct}) union select * from ({indirect})", parameters


def _frame(query: Query) -> list[str]:
    """Conditions on the statement itself."""
    conditions = {
        "since": "s.stored > :since",
        "until": "s.stored <= :until",
        "source": "s.source = (select id from source where name = :source)",
        "after": "s.seq > :after" if query.ascending else "s.seq < :after",
    }
    return ["s.voided_at is null"] + [sql for name, sql in conditions.items() if getattr(query, name) is not None]


def _content(query: Query, parameters: dict[str, Any], authority: str) -> list[str]:
    """Conditions on what a statement says."""
    found = [
        f"s.{column} = (select id from term where text = :{column})"
        for column in ("verb", "registration")
        if getattr(query, column) is not None
    ]
    if query.activity is not None:
        found.append(_activity(query.related_activities))
    if query.agent is not None:
        found.append(_agent(query, parameters, authority))
    return found


def _activity(related: bool) -> str:
    term = "(select id from term where text = :activity)"
    about = f"s.activity = {term}"
    return f"({about} or s.seq in (select seq from related where activity = {term}))" if related else about


def _agent(query: Query, parameters: dict[str, Any], authority: str) -> str:
    parts = RELATED_PARTS if query.related_agents else PARTS
    agent = "(select id from agent where key = :agent)"
    named = f"s.seq in (select seq from mention where part in {parts} and agent = {agent})"
    by = Identifier.from_key(query.agent or "")
    if not query.related_agents or by.home_page != authority:
        return named
    parameters["by"] = by.value
    return f"({named} or s.source = (select id from source where name = :by))"
