"""`lahde link`: a one-time address for one person."""

from collectors.ledger.people import known
from collectors.ledger.sqlite import open_reader
from lahde.control import NoServer, ask
from lahde.folder import existing
from lahde.lock import DOORS_SOCKET
from lahde.settings import Settings
from lahde.signin.links import prepare
from schemas.statement.refusal import Refused
from schemas.viewer import ROLES, Role, Viewer


def link(settings: Settings, person: str, roles: list[str]) -> str:
    """The address. A person without further roles must be one HR has named: a slip would open an empty page."""
    agency, person_id = split(person)
    if not set(roles) <= set(ROLES):
        raise Refused("--role", f"must be among {', '.join(ROLES)}")
    viewer = Viewer(agency=agency, person_id=person_id, roles=frozenset({"person", *_named(roles)}))
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


def _named(roles: list[str]) -> list[Role]:
    return [role for role in ROLES if role in roles]


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
