"""Who is meant by what a proxy or a provider says: by the ledger's identities, as of today."""

import sqlite3
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from collectors.identity import ANY_AGENCY, HELSINKI, decode, resolve
from collectors.web.wiring import NotLetIn
from lahde.signin.settings import VIEWER, SignIn, granted
from schemas.statement.agent import Identifier
from schemas.viewer import ROLES, Role, Viewer

UNKNOWN = "not_let_in.unknown"


def viewer(ledger: sqlite3.Connection, settings: SignIn, said: str, groups: Iterable[str] = ()) -> Viewer:
    """NotLetIn: HR's files name nobody by it. `groups` are what a provider says of them, for their roles."""
    agency, person_id = _person(ledger, settings, said)
    return with_grants(agency, person_id, granted(settings, {f"{agency}/{person_id}", *groups}))


def unchecked(settings: SignIn, said: str) -> Viewer:
    """Where there is no ledger to ask, a proxy that names AGENCY/person_id is taken at its word."""
    agency, _, person_id = said.partition("/")
    if not (agency and person_id):
        raise NotLetIn(UNKNOWN)
    return with_grants(agency, person_id, granted(settings, {said}))


def with_grants(agency: str, person_id: str, grants: Collection[str]) -> Viewer:
    """Somebody to whom these are given: roles, and `viewer:NODE`."""
    nodes = {grant.removeprefix(VIEWER) for grant in grants if grant.startswith(VIEWER)}
    roles: set[Role] = {"person", *(role for role in ROLES if role in grants)}
    return Viewer(agency=agency, person_id=person_id, roles=frozenset(roles), nodes=frozenset(nodes))


def _person(ledger: sqlite3.Connection, settings: SignIn, said: str) -> tuple[str, str]:
    if settings.identifier == "person":
        agency, _, person_id = said.partition("/")
        row = ledger.execute(
            "select agency, person_id from person where agency = ? and person_id = ?", (agency, person_id)
        ).fetchone()
    else:
        row = _held(ledger, _key(settings, said))
    if row is None or row[1] is None:
        raise NotLetIn(UNKNOWN)
    return row[0], row[1]


def _held(ledger: sqlite3.Connection, key: str) -> tuple[str, str | None] | None:
    row = ledger.execute("select holders from agent where key = ?", (key,)).fetchone()
    today = datetime.now(UTC).astimezone(HELSINKI).date().isoformat()
    holder = resolve(decode(row[0]), ANY_AGENCY, today) if row else None
    if holder is None or holder.provisional:
        return None
    found: tuple[str, str | None] | None = ledger.execute(
        "select agency, person_id from person where id = ?", (holder.person,)
    ).fetchone()
    return found


def _key(settings: SignIn, said: str) -> str:
    if settings.identifier == "mbox":
        return Identifier("mbox", f"mailto:{said.removeprefix('mailto:')}").key
    home_page = settings.home_page if settings.identifier == "account" else None
    return Identifier(settings.identifier, said, home_page).key
