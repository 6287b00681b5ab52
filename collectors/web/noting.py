"""What somebody notes on a page becomes a statement: by the same kinds as a file's rows, through the same door."""

import re
import secrets
from datetime import UTC, date, datetime

from starlette.exceptions import HTTPException

from collectors.door import prepare
from collectors.kinds import Context, Statement
from collectors.ledger import people
from collectors.ledger.people import Kept
from collectors.ledger.sources import Source, sources
from collectors.ledger.work import Accept, Correct, Withdraw
from collectors.sources.values import HELSINKI, NOON, Instant
from collectors.web.visit import Visit
from collectors.whose import PAGES, context
from schemas.statement.refusal import Refused

YEARS = 2
"""Before them nothing is noted on a page."""
NONCE = re.compile(r"[\w-]{16,64}", re.ASCII)


def nonce() -> str:
    """Stands in a form and becomes its record's id: the same form sent twice is one statement."""
    return secrets.token_urlsafe(12)


def said(visit: Visit, field: str) -> str:
    """A form's field as text, "" where it is missing."""
    value = visit.form.get(field)
    return value.strip() if isinstance(value, str) else ""


def record(visit: Visit) -> str:
    """The form's own nonce. 403: it is not a form of ours."""
    given = said(visit, "nonce")
    if NONCE.fullmatch(given) is None:
        raise HTTPException(403)
    return given


def opened(visit: Visit) -> Source | None:
    """The source people of the viewer's agency write through; None: the agency has not opened its pages."""
    wiring = visit.wiring
    for source in sources(wiring.reader.connection):
        usable = wiring.undeclared == "allow" or not source.about.missing
        if source.agency == visit.viewer.agency and not source.revoked and PAGES in source.about.scopes and usable:
            return source
    return None


def of(visit: Visit) -> Context:
    """Whose statements these are. 404: the agency has not opened its pages."""
    source = opened(visit)
    if source is None:
        raise HTTPException(404)
    return context(visit.wiring.reader.connection, source, visit.wiring.home_page, visit.wiring.undeclared)


def state(visit: Visit, context: Context, made: Statement) -> str:
    """The statement's id, once it is on disk. A form sent again with other choices changes nothing."""
    try:
        visit.wiring.writer.do(accepted(context, made))
    except Refused as refusal:
        if refusal.status != 409:
            raise
    return made.id


def correct(visit: Visit, context: Context, wrong: Kept, made: Statement) -> str:
    """The id of what is said instead."""
    try:
        visit.wiring.writer.do(Correct(wrong=withdrawal(visit, wrong.id), right=accepted(context, made)))
    except Refused as refusal:
        if refusal.status != 409:
            raise
    return made.id


def accepted(context: Context, made: Statement) -> Accept:
    return Accept(source=context.source, statements=[prepare(made.body)])


def withdrawal(visit: Visit, statement: str) -> Withdraw:
    viewer = visit.viewer
    return Withdraw(
        agency=viewer.agency,
        person_id=viewer.person_id,
        home_page=visit.wiring.home_page(viewer.agency),
        statement=statement,
    )


def person(visit: Visit) -> int | None:
    """The viewer's row in the ledger, if anything is kept about them."""
    viewer = visit.viewer
    home_page = visit.wiring.home_page(viewer.agency)
    return people.person(visit.wiring.reader.connection, viewer.agency, viewer.person_id, home_page)


def own(visit: Visit, statement: str) -> Kept:
    """A statement whose actor is the viewer. 404: there is none such, whoever else's it may be."""
    row = person(visit)
    kept = None if row is None else people.statement(visit.wiring.reader.connection, row, statement)
    if kept is None or kept.part != "a":
        raise HTTPException(404)
    return kept


def today(now: datetime) -> Instant:
    """Its noon; while it is still morning, now."""
    return _noon(now.astimezone(HELSINKI).date(), now)


def when(text: str, now: datetime) -> Instant | None:
    """The day a form names; an empty field is today. None: no day, one ahead, or one too long ago."""
    try:
        day = date.fromisoformat(text) if text else now.astimezone(HELSINKI).date()
    except ValueError:
        return None
    last = now.astimezone(HELSINKI).date()
    return _noon(day, now) if last.year - YEARS <= day.year and day <= last else None


def _noon(day: date, now: datetime) -> Instant:
    noon = datetime.combine(day, NOON, HELSINKI).astimezone(UTC)
    return Instant(min(noon, now.replace(microsecond=0)), timed=False)
