"""What the ledger knows, for collectors that must ask it: one reading of it, made when first asked."""

import sqlite3
from collections import defaultdict
from datetime import datetime
from functools import cached_property
from hashlib import sha1

from collectors.bookings import Booking, booked, meant
from collectors.identity import Holder, decode, resolve
from schemas.statement.agent import Identifier


class Ledger:
    """As seen from a source of one agency."""

    def __init__(self, connection: sqlite3.Connection, source: str, agency: str) -> None:
        self._connection = connection
        self._source = source
        self._agency = agency

    def person(self, address: str, day: str) -> str | None:
        """Id of the agency's person who had this e-mail address on the day; case is nothing to an address."""
        plain = address.casefold()
        holders = self._addresses.get(plain) or self._summed(plain)
        holder = resolve(holders, self._agency, day)
        return self._ids.get(holder.person) if holder else None

    def bookings(self) -> list[Booking]:
        return booked(self._connection, self._source)

    def meant(self, home_page: str, person_id: str, began: datetime) -> Booking | None:
        return meant(self._connection, home_page, person_id, began)

    @cached_property
    def _addresses(self) -> dict[str, list[Holder]]:
        found: dict[str, list[Holder]] = defaultdict(list)
        rows = self._connection.execute("""select key, holders from agent where key glob '[[]"mbox",*'""")
        for key, holders in rows:
            found[Identifier.from_key(key).value.removeprefix("mailto:").casefold()] += decode(holders)
        return dict(found)

    @cached_property
    def _ids(self) -> dict[int, str]:
        rows = self._connection.execute(
            "select id, person_id from person where agency = ? and person_id is not null", (self._agency,)
        )
        return dict(rows.fetchall())

    def _summed(self, address: str) -> list[Holder]:
        """An address HR knows only by its SHA-1."""
        digest = sha1(f"mailto:{address}".encode(), usedforsecurity=False).hexdigest()
        row = self._connection.execute(
            "select holders from agent where key = ?", (Identifier("mbox_sha1sum", digest).key,)
        ).fetchone()
        return decode(row[0]) if row else []
