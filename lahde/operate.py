"""`lahde release | replay | erase | backup | restore | sql`: short commands of whoever runs it."""

import csv
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from collectors.ledger.work import Erase
from lahde.connection import connect
from lahde.inbox.folders import Folders
from lahde.progress import bar
from lahde.released import released
from lahde.retention import ages
from lahde.settings import Settings
from lahde.signin import links
from lahde.snapshot import delete
from schemas.statement.refusal import Refused


def release(settings: Settings, as_of: str | None, *, as_json: bool) -> None:
    """Publishes what is due."""
    day = _day(as_of)
    with connect(settings) as connection, bar("release") as tell:
        summary = connection.ask("release", tell, as_of=day.isoformat())
    print(msgspec.json.encode(summary).decode() if as_json else _released(summary))


def _day(as_of: str | None) -> date:
    try:
        return date.fromisoformat(as_of) if as_of else datetime.now(ZoneInfo("Europe/Helsinki")).date()
    except ValueError:
        raise Refused("--as-of", "must be a day as YYYY-MM-DD") from None


def _released(summary: dict[str, Any]) -> str:
    if summary["release"] is None:
        last = f"; {summary['previous']} stays" if summary["previous"] else ": no period has closed yet"
        return f"Nothing new is due{last}."
    return f"Released {summary['release']}: {summary['new']} new cells, {summary['carried']} carried over."


LONGEST_REASON = 300


def correct(
    settings: Settings, period: str, reason: str, agency: str | None, as_of: str | None, *, as_json: bool
) -> None:
    """Puts a closed period right."""
    day, said = _day(as_of), " ".join(reason.split())
    if not 10 <= len(said) <= LONGEST_REASON:
        raise Refused(
            "--reason", f"must say why, in 10 to {LONGEST_REASON} characters: readers see it beside the figures"
        )
    kept = ages(settings.retention, day)
    kept_from = kept.events if MONTH.fullmatch(period) else kept.pulses
    request = {"period": period, "reason": said, "agency": agency, "made": day.isoformat()}
    with connect(settings) as connection, bar("correct") as tell:
        done = connection.ask("correct", tell, kept_from=kept_from.isoformat(), **request)
    print(msgspec.json.encode(done).decode() if as_json else _corrected(done, period))


MONTH = re.compile(r"\d{4}-\d{2}")
STAYED = {
    "above": "in single departments or units too few people are concerned",
    "few": "too few people are concerned",
    "organisation": "its departments or units are others now",
    "not_reproduced": "what they were made of is not all there any more",
}


def _corrected(done: dict[str, Any], period: str) -> str:
    """Never which figures stayed: that would tell where few are concerned."""
    stayed = [why for name, why in STAYED.items() if done["families"].get(name)]
    why = f" Others stay as they are: {'; '.join(stayed)}." if stayed else ""
    if done["release"] is None:
        return f"Nothing of {period} was corrected; {done['previous']} stays.{why}"
    return f"Released {done['release']}: {done['corrected']} figures of {period} are others now.{why}"


def replay(settings: Settings) -> None:
    """Rebuilds the warehouse and says whether it came out the same."""
    with connect(settings) as connection, bar("replay") as tell:
        result = connection.ask("replay", tell)
    same = {
        True: "equal to the old one, table by table",
        False: "not equal to the old one",
        None: "not compared: the old one stood at another position",
    }
    print(f"{result['entries']} journal entries; the new warehouse is {same[result['equal']]}.")


def erase(settings: Settings, person: str) -> None:
    """Ledger and journal first, then the warehouse, rewritten so that its bytes are gone too."""
    from collectors.web.hand_in import hand_ins

    with connect(settings) as connection, bar("erase") as tell:
        done = connection.do(Erase(person=_key(person)))
        connection.ask("compact", tell)
        snapshots = delete(settings.folder, connection.do)
        if not connection.served:
            hand_ins.clear(settings.folder)
    files = Folders(settings.folder).forget()
    links.clear(settings.folder)
    print(
        f"Erased: {done.added} statements deleted, {done.known} mentions in others' statements replaced, "
        f"{len(done.erasures)} identifiers that may not come back.\n"
        "The warehouse was rewritten. Published figures stay as they are."
    )
    if snapshots:
        print(f"{snapshots} person-level snapshots were deleted; tell their holders: lahde snapshot --list")
    if files:
        print(f"{files} files that lay in inbox/done and inbox/failed were deleted: one may have held the person.")


def backup(settings: Settings, to: str | None) -> None:
    """The backup's folder on stdout."""
    from lahde.backup import KEPT
    from lahde.backup import backup as make

    if not (to := to or settings.backups):
        raise Refused("TO", "name the folder for the backup, here or in the setting `backups`")
    print(make(settings, Path(to), datetime.now(UTC)))
    print(
        f"Keep {settings.folder}/erasures.log as well, apart from it. "
        f"In {to} backups older than {KEPT.days} days are gone.",
        file=sys.stderr,
    )


def restore(settings: Settings, source: str, erased: str | None, *, nobody_erased: bool) -> None:
    """Refuses to go on without an erasures.log, unless told that there is none."""
    from lahde.backup import restore as make

    path = Path(erased) if erased else settings.folder / "erasures.log"
    if not path.is_file() and (erased or not nobody_erased):
        way_out = "name the latest with --erasures, or say --nobody-erased"
        raise Refused(str(path), f"there is no such file, and whoever was erased must not come back; {way_out}")
    found, done = make(settings, Path(source), path if path.is_file() else None)
    print(
        f"Restored what was there at {found.made}, journal position {found.position}: "
        f"{done.added} persons erased again, {done.known} of their statements deleted.\n"
        "The warehouse is rebuilt when the server starts, or by: lahde replay"
    )


def retention(settings: Settings) -> None:
    """The ledger first, then the warehouse follows."""
    from lahde.retention import retain_today

    with connect(settings) as connection, bar("retention") as tell:
        done = retain_today(settings, connection.do, tell)
        connection.ask("catch_up", tell)
    kept = settings.retention
    print(
        f"Deleted: {done.added} statements (events older than {kept.events_months} months, pulse answers older than "
        f"{kept.pulses_months}), {done.changed} set-aside rows older than {kept.quarantine_days} days, "
        f"{done.known} identifiers of people who left more than {kept.identity_days} days ago."
    )


def _key(person: str) -> str:
    """As the ledger writes identifiers."""
    from schemas.statement.agent import Identifier

    if person.startswith("mailto:"):
        return Identifier("mbox", person).key
    if person.startswith("account:"):
        home_page, bar_, name = person.removeprefix("account:").rpartition("|")
        if not bar_:
            raise Refused("person", "an account is written account:HOMEPAGE|NAME")
        return Identifier("account", name, home_page).key
    return person


def sql(settings: Settings, query: str, *, as_json: bool) -> None:
    """CSV, or a JSON object a line."""
    published = released(settings)
    if not query.strip(" ;"):
        raise Refused("QUERY", 'is empty; `lahde sql "show tables"` lists what there is')
    try:
        columns, rows = published.sql(query)
    except ValueError as fault:
        raise Refused("QUERY", str(fault)) from None
    if as_json:
        for row in rows:
            print(msgspec.json.encode(dict(zip(columns, row, strict=True)), enc_hook=str).decode())
        return
    out = csv.writer(sys.stdout)
    out.writerow(columns)
    out.writerows(rows)
