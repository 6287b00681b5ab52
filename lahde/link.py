"""`lahde link`: a one-time address for one person."""

from collectors.ledger.people import known
from collectors.ledger.sqlite import open_reader
from lahde.control import NoServer, ask
from lahde.folder import existing
from lahde.lock import DOORS_SOCKET
from lahde.settings import Settings
from lahde.signin.links import prepare
from lahde.signin.settings import is_grant
from lahde.signin.whose import with_grants
from schemas.statement.refusal import Refused
from schemas.viewer import ROLES


def link(settings: Settings, person: str, roles: list[str]) -> str:
    """The address. A person without further roles must be one HR has named: a slip would open an empty page."""
    agency, person_id = split(person)
    if not all(is_grant(role) for role in roles):
        raise Refused("--role", f"must be among {', '.join(ROLES)} or viewer:NODE")
    viewer = with_grants(agency, person_id, roles)
    ledger = open_reader(existing(settings.folder))
    if not roles and not known(ledger, viewer):
        raise Refused("PERSON", "no such person; HR's persons file names them: lahde collect persons FILE")
    return f"{served_at(settings)}/sign-in/{prepare(settings.folder, viewer)}"


def split(person: str) -> tuple[str, str]:
    """(agency, person id)"""
    agency, _, person_id = person.partition("/")
    if not (agency and person_id):
        raise Refused("PERSON", "is written AGENCY/person_id, e.g. KLV/klv-00017")
    return agency, person_id


def served_at(settings: Settings) -> str:
    """Where the pages are: as set, as the running server says, or where it would be."""
    if settings.signin.address:
        return settings.signin.address.rstrip("/")
    try:
        found: str = ask(settings.folder / DOORS_SOCKET, {"command": "address"})
    except NoServer:
        return address(settings.host, settings.port)
    return found


def address(host: str, port: int) -> str:
    """`http://host:port`."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
