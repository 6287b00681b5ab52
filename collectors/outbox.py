"""From journal entries to records that may cross: who was concerned, seen as of each entry's position.

Reads the ledger, calls the pure boundary, changes nothing. The embedded engine is fed by it, later the relay too.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from collectors import boundary, door
from collectors.identity import Holder, decode, resolve
from collectors.ledger.sqlite import hash_key
from collectors.ledger.stamps import day_of, iso
from collectors.normalise import normalise
from schemas import journal, profile
from schemas.statement.parse import parse

PULSE_CONTEXT = "https://lc.example/"

STATEMENT = """
select id, body, stored, source, altered = 2, voiding,
       (select group_concat(part || agent) from mention where seq = s.seq and part in ('a', 'o', 'm', 't'))
from statement s where seq = ?
"""

NAMES = {letter: part for part, letter in door.PARTS.items()}
"""Of the parts in the ledger's mentions. In the order of their letters they count: actor, member, object, team."""


class Part(NamedTuple):
    """What a statement says of one person (or of nobody), in the profile's words."""

    agency: str
    said: dict[str, Any]


Parts = dict[str | None, Part]


LIVE = """
select count(*) from statement s
where s.voiding = 0
  and exists (select 1 from journal j where j.seq = s.seq and j.kind = 'stated' and j.position <= ?1)
  and (s.voided_at is null or s.voided_at > ?1)
  and (s.altered < 2 or exists (select 1 from mention m where m.seq = s.seq and m.part in ('a', 'o', 'm', 't')))
"""
"""Statements of which something must stand right of the boundary at a position."""


class Outbox:
    """Turns the journal after a position into records, in order."""

    def __init__(self, reader: sqlite3.Connection) -> None:
        self._reader = reader
        self._key = hash_key(reader)
        self._holders: dict[str, list[Holder]] = {}
        self._pseudonyms: dict[int, str] = {}
        self._sources: dict[int, tuple[str, str]] = {}
        self._waves: dict[str, set[tuple[str, str]]] = {}
        self._reached: int | None = None
        """The position the caches stand at."""

    def position(self) -> int:
        """The journal's last position."""
        found: int = self._reader.execute("select coalesce(max(position), 0) from journal").fetchone()[0]
        return found

    def live(self, position: int) -> int:
        """How many statements hold at a position: the ledger's own count, against which the warehouse is held."""
        found: int = self._reader.execute(LIVE, (position,)).fetchone()[0]
        return found

    def records(self, after: int, limit: int = 5_000) -> list[journal.Record]:
        """Records of the next `limit` entries after a position, and a mark of the position they reach."""
        if after != self._reached:  # asked again, since what was made of the last answer failed
            self._forget()
        self._reached = None
        rows = self._reader.execute(
            "select position, kind, seq, subject, data from journal where position > ? order by position limit ?",
            (after, limit),
        ).fetchall()
        found = [record for row in rows for record in self._cross(*row)]
        self._reached = rows[-1][0] if rows else after
        return [*found, journal.Mark(position=self._reached)] if rows else []

    def now(self, seq: int) -> list[journal.Stated]:
        """What one statement says as things stand, out of the journal's order: for a look at it."""
        return list(self._stated(self.position(), seq))

    def _cross(
        self, position: int, kind: str, seq: int | None, subject: str | None, data: str | None
    ) -> Iterator[journal.Record]:
        match kind:
            case "stated":
                yield from self._stated(position, seq)
            case "voided":
                yield from self._voided(position, seq)
            case "linked":
                yield from self._linked(position, str(subject), data or "[]")
            case "erased":
                self._forget()
                yield journal.Erased(position=position, **msgspec.json.decode(data or ""))
            case "expired":
                yield journal.Expired(position=position, ids=msgspec.json.decode(data or "[]"))
            case _:
                yield from self._reference(position, kind, str(subject), data or "")

    def _stated(self, position: int, seq: int | None) -> Iterator[journal.Stated]:
        found = self._statement(seq)
        if found is None:
            return
        statement, stored, source, scope = found
        if door.is_pulse(statement):
            yield self._pulse(position, statement, stored, source, scope)
            return
        for person, part in self._parts(statement, stored, scope, position).items():
            yield self._state(position, part, stored, source, person)

    def _state(self, position: int, part: Part, stored: int, source: str, person: str | None) -> journal.Stated:
        agency, statement = part
        timestamp = statement.get("timestamp") or iso(stored)
        return journal.Stated(
            position=position,
            person=person,
            agency=agency,
            source=source,
            statement_key=boundary.statement_key(self._key, statement["id"]),
            statement=boundary.reduce(statement, key=self._key, person=person, agency=agency, timestamp=timestamp),
        )

    def _pulse(self, position: int, statement: dict[str, Any], stored: int, source: str, scope: str) -> journal.Stated:
        """An answer to a wave we know, or what is left of a statement that only looks like one."""
        named = _wave_and_batch(statement)
        known = named and statement["object"].get("id") in profile.PULSE_ITEMS
        if (
            not named
            or not known
            or (named[0], named[2]) not in self._batches(named[1], position)
            or scope not in ("", named[0])
        ):
            return self._state(position, Part("", statement), stored, source, None)
        agency, wave, batch = named
        timestamp = statement.get("timestamp") or iso(stored)
        reduced = boundary.reduce_pulse(
            statement, key=self._key, agency=agency, wave=wave, batch=batch, timestamp=timestamp
        )
        return journal.Stated(
            position=position,
            person=None,
            agency=agency,
            source=source,
            statement_key=boundary.statement_key(self._key, statement["id"]),
            statement=reduced,
        )

    def _voided(self, position: int, seq: int | None) -> Iterator[journal.Record]:
        found = self._statement(seq)
        if found is None:
            return
        statement, stored, _, scope = found
        for person in self._parts(statement, stored, scope, position):
            yield self._retract(position, statement, person)

    def _retract(self, position: int, statement: dict[str, Any], person: str | None) -> journal.Retracted:
        return journal.Retracted(
            position=position, person=person, id=boundary.reduced_id(self._key, statement["id"], person)
        )

    def _linked(self, position: int, agent: str, data: str) -> Iterator[journal.Record]:
        """Whose statements moved: retracted for the old holder, stated for the new."""
        before, after = self._holders_at(agent, position - 1), decode(data)
        seqs = self._reader.execute(
            """select m.seq from mention m join statement s using (seq)
               where m.agent = ? and m.part in ('a', 'o', 'm', 't') and s.stated_at < ?
               and (s.voided_at is null or s.voided_at > ?) order by m.seq""",
            (int(agent), position, position),
        ).fetchall()
        for (seq,) in seqs:
            found = self._statement(seq)
            if found is None or door.is_pulse(found[0]):
                continue
            statement, stored, source, scope = found
            self._holders[agent] = before
            old = self._parts(statement, stored, scope, position)
            self._holders[agent] = after
            new = self._parts(statement, stored, scope, position)
            for person in sorted(old.keys() - new.keys(), key=str):
                yield self._retract(position, statement, person)
            for person in sorted((p for p in new if new[p] != old.get(p)), key=str):
                yield self._state(position, new[person], stored, source, person)
        self._holders[agent] = after

    def _parts(self, statement: dict[str, Any], stored: int, scope: str, position: int) -> Parts:
        """By pseudonym, everybody of whom it says something; by None what it says when it is about nobody.

        A voiding statement says nothing: what it does is retract another.
        """
        if statement["voiding"]:
            return {}
        if door.is_pulse(statement):
            return {None: Part(scope, statement)}
        day = day_of(statement, stored)
        said = list(_said(statement))
        parts: Parts = {}
        for agent, what in said:
            holder = resolve(self._holders_at(agent, position), scope, day)
            pseudonym = holder and self._pseudonym(holder.person)
            if holder and pseudonym:
                parts.setdefault(pseudonym, Part(holder.agency, what))
        # Somebody was concerned whose identity is erased since: then nothing is left to tell.
        return parts if said or statement["bereft"] else {None: Part(scope, statement)}

    def _reference(self, position: int, kind: str, subject: str, data: str) -> Iterator[journal.Record]:
        value = msgspec.json.decode(data)
        match kind:
            case "person":
                row = self._reader.execute(
                    "select pseudonym, agency from person where id = ?", (int(subject),)
                ).fetchone()
                if row:
                    yield _record("person", position, person=row[0], agency=row[1], assignments=value)
            case "unit":
                yield _record("unit", position, unit=subject, **value)
            case "coverage":
                yield _record("coverage", position, source=subject, **value)
            case "goal":
                yield _record("goal", position, goal=subject.partition("/")[2], **value)
            case "analysis":
                yield _record("analysis", position, theme=subject.partition("/")[2], **value)
            case "pulse":
                self._waves[subject] = _named(value)
                yield _record("pulse", position, wave=subject, **value)

    def _statement(self, seq: int | None) -> tuple[dict[str, Any], int, str, str] | None:
        """(statement with its id, stored, source name, scope), or None when it was erased since."""
        row = self._reader.execute(STATEMENT, (seq,)).fetchone()
        if row is None:
            return None
        identifier, body, stored, source, bereft, voiding, concerned = row
        name, scope = self._source(source)
        known = {"bereft": bereft, "voiding": voiding, "concerned": concerned.split(",") if concerned else []}
        return parse(body) | {"id": str(uuid.UUID(bytes=identifier))} | known, stored, name, scope

    def _source(self, source: int) -> tuple[str, str]:
        if source not in self._sources:
            row = self._reader.execute("select name, agency from source where id = ?", (source,)).fetchone()
            self._sources[source] = (row[0], row[1])
        return self._sources[source]

    def _holders_at(self, agent: str, position: int) -> list[Holder]:
        """As of the entry in hand: entries are crossed in order, so what was crossed last holds."""
        if agent not in self._holders:
            if len(self._holders) > 200_000:
                self._holders.clear()
            self._holders[agent] = decode(self._latest("linked", agent, position) or "[]")
        return self._holders[agent]

    def _pseudonym(self, person: int) -> str | None:
        if person not in self._pseudonyms:
            row = self._reader.execute("select pseudonym from person where id = ?", (person,)).fetchone()
            if row is None:
                return None
            self._pseudonyms[person] = row[0]
        return self._pseudonyms[person]

    def _batches(self, wave: str, position: int) -> set[tuple[str, str]]:
        """(agency, unit) of the batches of a wave, as far as they were known by then."""
        if wave not in self._waves:
            data = self._latest("pulse", wave, position)
            self._waves[wave] = _named(msgspec.json.decode(data)) if data else set()
        return self._waves[wave]

    def _latest(self, kind: str, subject: str, position: int) -> str | None:
        row = self._reader.execute(
            """select data from journal where kind = ? and subject = ? and position <= ?
               order by position desc limit 1""",
            (kind, subject, position),
        ).fetchone()
        return row[0] if row else None

    def _forget(self) -> None:
        self._holders.clear()
        self._pseudonyms.clear()
        self._waves.clear()


def _said(statement: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(agent, what is said of them), the actor first: who is met under two identifiers has the first one's part."""
    for letter, agent in sorted((c[0], c[1:]) for c in statement["concerned"]):
        if said := normalise(statement, NAMES[letter]):
            yield agent, said


def _record(kind: str, position: int, **fields: Any) -> journal.Record:
    record: journal.Record = msgspec.convert({"type": kind, "position": position, **fields}, journal.Record)
    return record


def _named(wave: dict[str, Any]) -> set[tuple[str, str]]:
    return {(wave["agency"], batch["unit"]) for batch in wave["batches"]}


def _wave_and_batch(statement: dict[str, Any]) -> tuple[str, str, str] | None:
    """(agency, wave, batch unit) as the grouping activities name them."""
    grouping = statement.get("context", {}).get("contextActivities", {}).get("grouping", [])
    for activity in grouping if isinstance(grouping, list) else [grouping]:
        parts = activity["id"].removeprefix(PULSE_CONTEXT).split("/")
        if len(parts) == 5 and parts[1] == "pulse" and parts[3] == "batch":
            return parts[0].upper(), parts[2], parts[4]
    return None
