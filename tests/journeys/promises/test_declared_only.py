"""Promise 12: only declared fields are collected. What a file holds besides is dropped, and no chat is a source."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from collectors.collect import collect
from collectors.kinds import KINDS, Context, kind
from collectors.ledger.sqlite import hash_key, open_reader
from collectors.ledger.work import AddSource
from collectors.ledger.writer import Writer
from collectors.quarantine import FileRefused
from schemas.statement.refusal import Refused

CANARY = "kanarialintu"
SAMPLES = Path(__file__).parents[2] / "collectors" / "samples"
TABLES = [name for name in KINDS if kind(name).COLUMNS.known]
CHAT = [
    {"type": "version", "version": 1},
    {"type": "post", "post": {"team": "klv", "channel": "yleinen", "user": CANARY, "message": f"opin: {CANARY}"}},
    {"type": "direct_post", "direct_post": {"channel_members": [CANARY, "x"], "user": CANARY, "message": CANARY}},
]
"""As a team chat exports everything: open channels and messages from one to another."""


class Folder:
    """A ledger of a declared source, and what was told of a file."""

    def __init__(self, path):
        self.path = path
        self.writer = Writer(path)
        declared = {"purpose": "p", "dpia": "d", "cooperation": "c"}
        added = AddSource(name="hr", agency="KLV", key="k", secret_hash="x", scopes=[], feeds=[], units=[], **declared)
        self.writer.do(added)

    def collect(self, name, file):
        key, now = hash_key(open_reader(self.path)), datetime(2026, 11, 1, tzinfo=UTC)
        context = Context(source="hr", agency="KLV", home_page="https://lc.example/klv", key=key, now=now)
        return collect(name, file, context, self.writer.do)

    def holds(self, needle):
        files = (file for file in self.path.iterdir() if file.is_file())
        return [file.name for file in files if needle.encode() in file.read_bytes().lower()]


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path / "data")
    yield made
    made.writer.close()


@pytest.mark.parametrize("name", TABLES)
def test_a_column_that_is_not_declared_is_dropped(folder, tmp_path, name):
    text = (SAMPLES / f"{name}.csv").read_text("utf-8-sig")
    mark = next(m for m in ";,\t" if m in text)
    head, *rows = csv.reader(text.splitlines(keepends=True), delimiter=mark)
    with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=mark).writerows([[*head, "Vapaa sana"], *([*row, CANARY] for row in rows)])
    summary = folder.collect(name, tmp_path / f"{name}.csv")
    assert summary.added or name in ("persons", "identities")  # which need units, and persons, first
    assert summary.dropped[-1] == "Vapaa sana"
    assert CANARY not in repr(summary)
    assert folder.holds(CANARY) == []


@pytest.mark.parametrize("form", ["lines", "table"])
@pytest.mark.parametrize("name", KINDS)
def test_no_collector_takes_a_chat(folder, tmp_path, name, form):
    """Neither as the export it is, nor laid out as a table."""
    file = tmp_path / {"lines": "chat.ndjson", "table": "chat.csv"}[form]
    lines = {
        "lines": [json.dumps(line) for line in CHAT],
        "table": ["channel;user;create_at;message", f"yleinen;{CANARY};1.10.2026;{CANARY}"],
    }
    file.write_text("\n".join(lines[form]) + "\n", "utf-8")
    said = told(folder, name, file)
    assert CANARY not in said
    assert folder.holds(CANARY) == []


def told(folder, name, file):
    """Why it was refused, or that nothing of it was taken."""
    try:
        summary = folder.collect(name, file)
    except (Refused, FileRefused) as refusal:
        return str(refusal)
    assert (summary.added, summary.changed) == (0, 0)
    return repr(summary)
