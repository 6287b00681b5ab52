"""An attempt to link pulse answers to people does no better than chance (promise 5).

The attacker knows who answered and at what time, and reads everything on the server's disk: the spool just before the
wave closes, ledger, journal, warehouse and log after it. What they need is any trace of the order in which the sheets
came in. Every column and every place in a file that could hold one is tried, forwards and backwards.

With 40 people a guess by chance hits one of them; ten or more at once happens to chance less than once in eight million
tries, and so do the bounds on rank correlation and on neighbours. All tries of one run together raise a false alarm
less than once in ten thousand runs. That the attack works is shown by switching off one protection after another.
"""

import csv
import io
import itertools
import json
import random
import shutil
import sqlite3
import urllib.parse
import urllib.request
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from collectors.door import prepare
from collectors.ledger.sqlite import hash_key, open_reader
from collectors.ledger.work import Accept, AddSource
from collectors.ledger.writer import Writer
from collectors.spool import file as spool_file
from collectors.spool.enter import enter
from collectors.spool.folder import Spool
from collectors.spool.open import Batch, open_wave
from collectors.spool.texts import texts
from collectors.spool.wave import Wave

PEOPLE = 40
MOST_HITS, MOST_CORRELATION, MOST_NEIGHBOURS = 9, 0.8, 14
ITEMS = ("load-time", "load-demands", "craft-01")
"""So few that all sheets stand on one page of the spool's file, where an order of writing would be plainest."""
CODES = list(itertools.product("12345", repeat=len(ITEMS)))
WAVE = "klv-2026-11"
NAMES = ("seq", "stored", "stated_at", "id", "source", "verb", "activity", "registration", "given", "journal")
COLUMNS = """
select body, seq, stored, stated_at, hex(id), source, verb, activity, registration, given,
       (select min(position) from journal j where j.seq = s.seq)
from statement s where activity in (select id from term where text like '%/pulse/items/%')
"""


class Truth:
    """Who answered what, in which order. Only the test knows the answers; the attacker knows the order."""

    def __init__(self, seed):
        rng = random.Random(seed)
        self.order = rng.sample(range(PEOPLE), PEOPLE)
        self.answers = dict(zip(self.order, rng.sample(CODES, PEOPLE), strict=True))

    def came(self, sheet):
        """When the person of this sheet came: 0 was the first."""
        return self.order.index(next(p for p, code in self.answers.items() if code == sheet))


def sheets_of(rows):
    """Respondent → (their answers, their statements' columns); the answers tell the test whose sheet it is."""
    found = defaultdict(dict)
    for body, *columns in rows:
        statement = json.loads(body)
        item = statement["object"]["id"].rpartition("/")[2]
        found[statement["actor"]["account"]["name"]][item] = (statement, columns)
    return {who: (tuple(by[i][0]["result"]["response"] for i in ITEMS), by) for who, by in found.items()}


def traces(folders):
    """What could hold an order: trace → {respondent: value}; and each respondent's answers."""
    ledger = sqlite3.connect(folders[-1] / "ledger.sqlite")
    sheets = sheets_of(ledger.execute(COLUMNS).fetchall())
    found = {"random id": {who: who for who in sheets}}
    for who, (_, by) in sheets.items():
        for item, (statement, columns) in by.items():
            for name, value in zip((*NAMES, "timestamp"), [*columns, statement["timestamp"]], strict=True):
                if value is not None:
                    found.setdefault(f"{name} of {item}", {})[who] = value
        found.setdefault("first seq", {})[who] = min(columns[0] for _, columns in by.values())
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            content = path.read_bytes()
            for place, look in (("first", content.find), ("last", content.rfind)):
                offsets = {who: look(who.encode()) for who in sheets}
                if min(offsets.values()) >= 0:
                    found[f"{place} place in {folder.name}/{path.name}"] = offsets
    return found, {who: code for who, (code, _) in sheets.items()}


def evidence(trace, codes, truth, rng):
    """(people guessed right, rank correlation, neighbours found) when sheets are laid out by a trace."""
    guess = sorted(trace, key=lambda who: (trace[who], rng.random()))
    came = [truth.came(codes[who]) for who in guess]
    n = len(came)
    hits = max(sum(c == i for i, c in enumerate(came)), sum(c == n - 1 - i for i, c in enumerate(came)))
    correlation = 1 - 6 * sum((c - i) ** 2 for i, c in enumerate(came)) / (n * (n * n - 1))
    neighbours = sum(abs(a - b) == 1 for a, b in itertools.pairwise(came))
    return hits, abs(correlation), neighbours


def leaks(folders, truth):
    """Traces that tell more than chance would."""
    found, codes = traces(folders)
    assert len(codes) == PEOPLE
    told = {name: evidence(trace, codes, truth, random.Random(5)) for name, trace in found.items()}
    return {
        name: (hits, correlation, neighbours)
        for name, (hits, correlation, neighbours) in told.items()
        if hits > MOST_HITS or correlation > MOST_CORRELATION or neighbours > MOST_NEIGHBOURS
    }


@pytest.mark.ci
def test_on_a_real_server_nothing_links_answers_to_people(installation, hr, tmp_path):
    truth = Truth(11)
    installation.start()
    hr.hand_over("units", "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to\nKLV;;KLV;K;K;2020-01-01;\n")
    declared = ("--purpose", "pulse", "--dpia", "D-1", "--cooperation", "C-1")
    installation.run("source", "add", "klv-pages", "--agency", "KLV", "--scope", "pages", "--feeds", "pulse", *declared)
    batches = tmp_path / "batches.csv"
    batches.write_text(f"unit;invited\nKLV;{PEOPLE}\n", "utf-8")
    days = ("--closes", date.today().replace(year=date.today().year + 1).isoformat())  # noqa: DTZ011 (any day after today)
    opened = installation.run("pulse", "open", WAVE, "--agency", "KLV", *days, "--batches", str(batches))
    links = [row["link"] for row in csv.DictReader(io.StringIO(opened.stdout))]
    assert len(set(links)) == PEOPLE
    mailed = dict(zip(range(PEOPLE), random.Random(3).sample(links, PEOPLE), strict=True))
    for person in truth.order:
        send(mailed[person], truth.answers[person])
    assert f" {PEOPLE}" in installation.run("pulse", "list").stdout
    during = copy(installation.folder, tmp_path / "during")
    assert f"{PEOPLE * len(ITEMS)} answers" in installation.run("pulse", "close", WAVE).stderr
    installation.caught_up()
    log = stopped(installation)
    after = copy(installation.folder, tmp_path / "after")

    assert leaks([during, after], truth) == {}
    assert "pulse" not in log
    tokens = [link.partition("t=")[2] for link in links]
    assert not [t for t in tokens if t in log]
    for path in (p for folder in (during, after) for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        assert not [t for t in tokens if t.encode() in content or spool_file.hashed(t) in content], path.name
    assert [path.name for path in (after / "spool").iterdir()] == [f"{WAVE}.closed"]


def send(link, code):
    address, _, token = link.partition("?t=")
    form = urllib.parse.urlencode({"t": token} | dict(zip(ITEMS, code, strict=True)))
    with urllib.request.urlopen(address, form.encode(), timeout=30) as answer:  # follows to the page of thanks
        assert answer.url.partition("?")[0] == f"{address}/thanks"
        assert "Set-Cookie" not in answer.headers


def copy(folder, to):
    return Path(shutil.copytree(folder, to, ignore=lambda _, names: [n for n in names if n.endswith(".sock")]))


def stopped(installation):
    """What the server said, all of it."""
    process = installation.process
    installation.stop()
    return process.stderr.read()


@pytest.fixture
def ledger(tmp_path):
    folder = tmp_path / "data"
    writer = Writer(folder)
    writer.do(AddSource(name="pages", agency="KLV", key="k", secret_hash="x", scopes=["pages"], feeds=[], units=[]))
    yield folder, writer
    writer.close()


def waved(folder, writer):
    wave = Wave(name="w", agency="KLV", source="pages", opened="2026-11-02", closes="2026-11-20", items=texts(),
                invited={"KLV": PEOPLE})  # fmt: skip
    links = open_wave(Spool(folder), wave, [Batch("KLV", PEOPLE, PEOPLE)], writer.do)
    return Spool(folder).running("w"), [token for _, token in links]


def answered(folder, writer, truth):
    file, tokens = waved(folder, writer)
    for token, person in zip(tokens, truth.order, strict=True):
        file.put(token, {item: int(v) for item, v in zip(ITEMS, truth.answers[person], strict=True)}, "2026-11-03")
    return file


def closed(folder, file, do, **options):
    enter(Spool(folder), "w", file, do, hash_key(open_reader(folder)), **options)


def numbered(monkeypatch, _):
    """Ids count the sheets as they come."""
    count = itertools.count()
    monkeypatch.setattr(spool_file.secrets, "token_hex", lambda _: f"{next(count):032x}")


def appended(monkeypatch, _):
    """What SQLite wrote stays where it wrote it."""
    monkeypatch.setattr(spool_file, "_rewrite", lambda _: None)


def as_they_came(monkeypatch, truth):
    """The spool hands its sheets out as a list would, not by their ids."""
    by_id = spool_file.SpoolFile.close

    def close(self):
        return sorted(by_id(self), key=lambda sheet: truth.came(tuple(str(sheet.answers[item]) for item in ITEMS)))

    monkeypatch.setattr(spool_file.SpoolFile, "close", close)


def one_by_one(do, _):
    """Each answer with a `stored` of its own."""

    def each(work):
        return [do(Accept(source=work.source, statements=[statement])) for statement in work.statements][-1]

    return each


def timed(do, truth):
    """Each answer with the minute it was given at."""

    def dated(work):
        bodies = [json.loads(statement.body) for statement in work.statements]
        codes = {who: code for who, (code, _) in sheets_of([(json.dumps(b),) for b in bodies]).items()}
        times = [f"2026-11-03T09:{truth.came(codes[b['actor']['account']['name']]):02}:00Z" for b in bodies]
        made = [prepare(json.dumps(b | {"timestamp": at}).encode()) for b, at in zip(bodies, times, strict=True)]
        return do(Accept(source=work.source, statements=made))

    return dated


SPOOL = {"random ids": numbered, "written anew": appended, "by id": as_they_came}
WRITER = {"stored at once": one_by_one, "one day": timed}
"""Protection → what takes its place when it is off. The last one, `shuffled`, is the option of `enter`."""


@pytest.mark.parametrize(
    ("off", "found", "held"),
    [
        ("", [], []),
        ("random ids", ["random id", "first place in during/w.sqlite"], ["seq of", "stored of"]),
        ("written anew", ["first place in during/w.sqlite"], ["random id", "seq of"]),
        ("one day", ["timestamp of"], ["random id", "seq of"]),
        ("shuffled", [], []),
        ("by id", [], []),
        ("stored at once", [], []),
        ("stored at once, by id", [], []),
        ("stored at once, shuffled", [], []),
        ("by id, shuffled", ["seq of", "first seq"], ["random id", "stored of"]),
        ("by id, shuffled, stored at once", ["seq of", "stored of"], ["random id"]),
        ("random ids, shuffled", ["random id", "seq of"], ["stored of"]),
    ],
)
def test_what_each_protection_holds_back(ledger, monkeypatch, off, found, held):
    """Each protection is switched off, alone where it stands alone, else together with what holds in its place.

    Alone: an id that is random; writing the spool anew (SQLite leaves in a page the order of writing); one day as time.
    Twice: sheets leave the spool by their random ids, and then they are shuffled. Either alone gives them a random
    order, so the ledger's numbers tell of it only when both are off; and then it is one `stored` for all that keeps the
    column `stored` silent. That a used link's hash is gone is looked for by itself, on the real server.
    """
    folder, writer = ledger
    truth, without = Truth(13), off.split(", ")
    for name in SPOOL.keys() & without:
        SPOOL[name](monkeypatch, truth)
    do = writer.do
    for name in WRITER.keys() & without:
        do = WRITER[name](do, truth)
    file = answered(folder, writer, truth)
    during = copy(folder, folder.parent / "during")
    closed(folder, file, do, shuffle=(lambda _: None) if "shuffled" in without else None)
    leaked = leaks([during, folder], truth)
    assert bool(leaked) == bool(found)
    assert all(any(name.startswith(trace) for name in leaked) for trace in found), leaked
    assert not [name for name in leaked if name.startswith(tuple(held))]


def test_chance_is_what_chance_does():
    """The bounds, tried on 20,000 random layouts."""
    truth, rng = Truth(17), random.Random(9)
    codes = {str(p): code for p, code in truth.answers.items()}
    found = [evidence({who: rng.random() for who in codes}, codes, truth, rng) for _ in range(20_000)]
    assert max(hits for hits, _, _ in found) <= MOST_HITS
    assert max(correlation for _, correlation, _ in found) <= MOST_CORRELATION
    assert max(neighbours for _, _, neighbours in found) <= MOST_NEIGHBOURS
    assert 1 < sum(hits for hits, _, _ in found) / len(found) < 2.2  # the better of two readings, each right once
