"""`lahde export | requests`: what one person may ask for."""

import sys

import msgspec

from collectors.ledger.people import requests as asked
from collectors.ledger.sqlite import open_reader
from collectors.ledger.stamps import iso
from collectors.person_file import everything
from lahde.folder import existing
from lahde.link import split
from lahde.screen import console, table
from lahde.settings import Settings
from schemas.statement.refusal import Refused


def export(settings: Settings, person: str) -> None:
    """As /me/data.json."""
    agency, person_id = split(person)
    kept = everything(open_reader(existing(settings.folder)), agency, person_id, settings.home_page(agency))
    if not (kept.statements or kept.identifiers or kept.assignments):
        raise Refused("PERSON", "nothing is kept about this person; names are AGENCY/person_id", status=404)
    print(msgspec.json.format(msgspec.json.encode(kept)).decode())


def requests(settings: Settings, *, as_json: bool) -> None:
    """Who waits to be erased; whom HR has not named is told by the identifier that statements name."""
    rows = [(who, iso(at)) for who, at in asked(open_reader(existing(settings.folder)))]
    if as_json:
        print(msgspec.json.encode([{"person": who, "asked": at} for who, at in rows]).decode())
    elif not rows:
        print("Nobody waits to be erased.", file=sys.stderr)
    else:
        shown = table("person", "asked")
        for who, at in rows:
            shown.add_row(who, at[:10])
        console().print(shown)
