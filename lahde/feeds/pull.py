"""`lahde pull`: statements of other record stores, from where the last run stopped. One that fails stops no other."""

import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from collectors.collect import Do, Run, Summary
from collectors.kinds import Context, Statement
from collectors.ledger.sources import sources
from collectors.ledger.sqlite import open_reader
from collectors.ledger.watched import watched
from collectors.ledger.work import Accept, Done, PutWatched, Work
from collectors.report import counted, refused
from collectors.sources.fetch import Failed
from collectors.sources.lrs import Cursor, Page, Store
from collectors.sources.selection import Selection
from collectors.whose import context
from lahde.connection import connect
from lahde.control import Tell
from lahde.feeds.settings import PullSettings, login
from lahde.folder import existing
from lahde.progress import bar
from lahde.settings import Settings
from schemas.statement.refusal import Refused

KIND = "pull"
SHOWN = 12
"""Refused statements named at most; `lahde status` has them all by rule."""


def run(settings: Settings, name: str | None, *, dry_run: bool) -> int:
    """Exit status: 0 all read, 1 one failed, 3 some statements set aside."""
    wanted = {n: p for n, p in settings.pulls.items() if name in (None, n)}
    if name and not wanted:
        raise Refused("NAME", "the settings have no pull of this name; add [pulls.NAME] with endpoint and source")
    if not wanted:
        print("The settings have no pulls.", file=sys.stderr)
        return 0
    if dry_run:
        return max(_Pull(settings, n, p, _show).run(pages=1) for n, p in wanted.items())
    with connect(settings) as connection:
        return max(_Pull(settings, n, p, connection.do).run() for n, p in wanted.items())


def _show(work: Work) -> Done:
    """In the place of the ledger: the first statements on stdout, nothing taken."""
    if not isinstance(work, Accept):
        return Done()
    for statement in work.statements[:3]:
        print(statement.body.decode())
    print("Dry run: the first page only, and nothing was taken in.", file=sys.stderr)
    return Done(added=len(work.statements))


class _Pull:
    """One store's run. How far it came is kept after each page; a page that is read again adds nothing."""

    def __init__(self, settings: Settings, name: str, pull: PullSettings, do: Do) -> None:
        self._settings = settings
        self._name = name
        self._pull = pull
        self._do = do
        self._ledger = open_reader(existing(settings.folder))
        self._summary = Summary(file=name)
        self._read = self._passed = 0

    def run(self, pages: int | None = None) -> int:
        before = watched(self._ledger).get((KIND, self._name))
        kept = PutWatched(kind=KIND, name=self._name, state=before.state if before else "{}")
        try:
            with bar(self._name) as tell:
                self._all(kept, tell, pages)
        except (Failed, Refused) as fault:
            kept.fault = str(fault)
            print(f"lahde: {self._name}: {kept.fault}", file=sys.stderr)
        finally:
            self._do(kept)
        self._report()
        return 1 if kept.fault else 3 if self._summary.quarantined else 0

    def _all(self, kept: PutWatched, tell: Tell, pages: int | None) -> None:
        given, selection, cursor = self._context(), self._selection(), self._cursor(kept.state)
        taken = Run(KIND, given, self._do, self._summary)
        with Store(self._pull.endpoint, self._login(), self._pull.per_minute) as store:
            try:
                for number, page in enumerate(store.pages(cursor), start=1):
                    self._page(page, selection, taken)
                    kept.state = msgspec.json.encode(page.cursor).decode()
                    kept.added, kept.set_aside = self._summary.added, len(self._summary.quarantined)
                    self._do(kept)
                    _tell(tell, cursor, page)
                    if number == pages:
                        return
            finally:
                taken.finish(f"{self._name} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")

    def _page(self, page: Page, selection: Selection, taken: Run) -> None:
        items = []
        for statement in page.statements:
            self._read += 1
            body = selection.take(statement.body, self._known)
            if body is None:
                self._passed += 1
            else:
                items.append(Statement(self._read, statement.id.lower(), body, record=None))
        taken.take(items, lambda *_: None)

    def _known(self, statement_id: str) -> bool:
        try:
            identifier = uuid.UUID(statement_id).bytes
        except ValueError:
            return False
        return self._ledger.execute("select 1 from statement where id = ?", (identifier,)).fetchone() is not None

    def _context(self) -> Context:
        live = [s for s in sources(self._ledger) if s.name == self._pull.source and not s.revoked]
        if not live:
            raise Refused("source", "there is no source of this name; make it: lahde source add NAME --agency CODE")
        return context(self._ledger, live[0], self._settings.home_page, self._settings.undeclared)

    def _login(self) -> tuple[str, str]:
        found = login(self._pull.key_env, self._pull.secret_env)
        if found is None:
            raise Refused("key_env", "a record store asks who is there; name the variables of key and secret")
        return found

    def _selection(self) -> Selection:
        if not self._pull.mapping:
            return Selection()
        try:
            return Selection.of(Path(self._pull.mapping).read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            raise Refused("mapping", "the file cannot be read; see that it is there, in UTF-8") from None

    def _cursor(self, state: str) -> Cursor:
        """Where the last run stopped; at first where the settings say."""
        cursor = msgspec.json.decode(state, type=Cursor)
        if cursor.since or cursor.more or not self._pull.since:
            return cursor
        try:
            datetime.fromisoformat(self._pull.since)
        except ValueError:
            raise Refused("since", "must be written as 2026-01-01T00:00:00Z") from None
        since = self._pull.since if "T" in self._pull.since else f"{self._pull.since}T00:00:00Z"
        return Cursor(since=since, consistent=True)

    def _report(self) -> None:
        passed = f", {self._passed} not of those asked for" if self._passed else ""
        print(f"{self._name}: {self._read} read, {counted(self._summary)}{passed}", file=sys.stderr)
        for line in refused(self._summary, SHOWN):
            print(f"  {line}", file=sys.stderr)


def _tell(tell: Tell, begun: Cursor, page: Page) -> None:
    """How much of the time that has to be caught up with is behind us."""
    if not page.statements:
        return
    first = datetime.fromisoformat(begun.since) if begun.since else page.statements[0].stored
    whole = (datetime.now(UTC) - first).total_seconds()
    tell({"progress": (page.statements[-1].stored - first).total_seconds(), "of": max(whole, 1)})
