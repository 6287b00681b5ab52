"""Statements of another system, in a file: as they were sent, through the same door as those over HTTP."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from collectors.collect import collect
from collectors.kinds import Context
from collectors.ledger.sqlite import open_reader
from collectors.quarantine import FileRefused


@pytest.fixture
def take(ledger, tmp_path):
    context = Context(
        source="moodle",
        agency="KLV",
        home_page="https://lc.example/klv",
        key=b"k" * 32,
        now=datetime(2026, 4, 1, tzinfo=UTC),
    )

    def take(content, name="sent.ndjson"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return collect("statements", path, context, ledger.writer.do)

    return take


def bodies(ledger):
    rows = open_reader(ledger.folder).execute("select body from statement order by seq").fetchall()
    return [body for (body,) in rows]


def test_bytes_are_kept_as_sent(take, ledger, course):
    lines = [json.dumps(course(), indent=None if n else 1).replace("\n", "  ") for n in range(3)]
    assert take("\ufeff" + "\r\n".join(lines) + "\n\n").added == 3
    assert bodies(ledger) == [line.encode() for line in lines]


@pytest.mark.parametrize("name", ["sent.json", "sent.ndjson"])
def test_an_array_is_cut_where_its_statements_are(take, ledger, course, name):
    sent = [course(), course()]
    assert take("\n [" + ",\n".join(map(json.dumps, sent)) + "]\n", name).added == 2
    assert bodies(ledger) == [json.dumps(s).encode() for s in sent]


def test_one_without_an_id_is_known_again(take, ledger, course):
    line = json.dumps({k: v for k, v in course().items() if k != "id"})
    assert take(line).added == 1
    assert (again := take(line + "\n" + line)).added == 0
    assert again.known == 1
    assert b'"id"' in bodies(ledger)[0]  # of its object only
    assert "id" not in json.loads(bodies(ledger)[0])


def test_what_is_refused_is_set_aside_by_line(take, course):
    reflected = course(
        verb={"id": "https://lc.example/xapi/verbs/reflected"},
        object={
            "id": "https://lc.example/klv/reflection/1",
            "definition": {"type": "https://lc.example/xapi/activity-types/reflection"},
        },
        result={"response": "Kanarialintu"},
    )
    two_actors = course(actor={"mbox": "mailto:a@b.example", "openid": "https://b.example/a"})
    lines = [json.dumps(course()), "{not json", json.dumps(reflected), "[]", json.dumps(two_actors)]
    summary = take("\n".join(lines))
    assert summary.added == 1
    assert [q.row for q in summary.quarantined] == [2, 3, 4, 5]
    assert "Kanarialintu" not in repr(summary)


def test_other_content_under_an_id_that_is_taken_is_set_aside(take, course):
    first = course()
    take(json.dumps(first))
    summary = take(json.dumps(first | {"result": {"completion": True}}))
    assert [(q.row, q.field) for q in summary.quarantined] == [(1, "(row)")]


def test_an_endless_line_costs_only_itself(take, course):
    long = b'{"id": "' + b"x" * (9 * 2**20) + b'"}'
    summary = take(long + b"\n" + json.dumps(course()).encode())
    assert summary.added == 1
    assert [q.row for q in summary.quarantined] == [1]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (gzip.compress(b"{}", mtime=0), "packed with gzip"),
        (b"PK\x03\x04", "packed with zip"),
        (b"", "does not begin as JSON"),
        (b"id;actor\n", "does not begin as JSON"),
        ("{}".encode("utf-16"), "does not begin as JSON"),
        (b"[{}, ", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON|nested too deeply"),
    ],
)
def test_a_file_of_something_else_is_refused_with_the_way_out(take, content, rule):
    with pytest.raises(FileRefused, match=rule):
        take(content)
