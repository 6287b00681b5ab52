"""Identifiers that other systems use for a person: accounts, e-mail addresses, OpenIDs, with the days they held.

An account needs the home_page of its system, as its statements write it.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from collectors.kinds.build.agency import own
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Reference
from collectors.kinds.build.validity import validity
from collectors.quarantine import Quarantined
from collectors.rows import OPEN_END, IdentityRow
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record, spellings

COLUMNS = Columns(
    required=("agency_id", "person_id", "kind", "value"),
    optional=("home_page", "valid_from", "valid_to"),
)
KIND = spellings(("account", "mbox", "mbox_sha1sum", "openid"))


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    return each(records, lambda record: Reference(record.row, read(record, context)))


def read(record: Record, context: Context) -> IdentityRow:
    kind = record.one_of("kind", KIND)
    valid_from, valid_to = validity(record, first="0001-01-01", last=OPEN_END)
    return IdentityRow(
        agency_id=own(record, context),
        person_id=record.name("person_id"),
        kind=kind,
        value=_value(kind, record.name("value")),
        home_page=_home_page(record) if kind == "account" else None,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _value(kind: str, written: str) -> str:
    """As a statement's actor would write it."""
    if kind == "mbox":
        address = written.removeprefix("mailto:")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
            raise Faulty("value", "an e-mail address is expected")
        return f"mailto:{address}"
    if kind == "mbox_sha1sum":
        if not re.fullmatch("[0-9a-fA-F]{40}", written):
            raise Faulty("value", "40 hexadecimal digits are expected")
        return written.lower()
    if kind == "openid" and not _is_address(written):
        raise Faulty("value", "an address that begins with its scheme is expected, such as https://")
    return written


def _home_page(record: Record) -> str:
    home_page = record.name("home_page")
    if not _is_address(home_page):
        raise Faulty("home_page", "an address that begins with its scheme is expected, such as https://")
    return home_page


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path))
