"""What other systems say in ways of their own, over HTTP: kept as sent, counted as the profile says it."""

import json

import duckdb
import pytest

PLATFORM = "https://platform.example"
ADL, TINCAN = "http://adlnet.gov/expapi/verbs", "http://id.tincanapi.com/verb"
TYPES = "https://lc.example/xapi/activity-types"
ROLE = "https://lc.example/xapi/ext/role"


def agent(name):
    return {"objectType": "Agent", "account": {"homePage": PLATFORM, "name": name}}


def group(*names):
    return {"objectType": "Group", "member": [agent(name) for name in names]}


def attended(actor, path, kind, **context):
    return {
        "actor": actor,
        "verb": {"id": f"{ADL}/attended"},
        "object": {"id": f"{PLATFORM}/{path}", "definition": {"type": kind}},
        "context": context,
        "timestamp": "2026-04-02T10:00:00Z",
    }


SENT = [
    {
        "actor": agent("aino"),
        "verb": {"id": f"{TINCAN}/mentored"},
        "object": group("eino", "olli"),
        "timestamp": "2026-04-01T10:00:00Z",
    },
    {
        "actor": agent("helmi"),
        "verb": {"id": "https://w3id.org/xapi/adb/verbs/coached"},
        "object": agent("eino"),
        "timestamp": "2026-04-01T12:00:00Z",
    },
    attended(group("aino", "eino"), "circle", f"{TYPES}/mentoring-session", extensions={ROLE: "peer"}),
    attended(agent("helmi"), "workshop", f"{TYPES}/workshop", team=group("olli", "eino"), extensions={ROLE: "peer"}),
    attended(
        agent("olli"),
        "mod/facetoface/view.php?id=1",
        "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion",
        instructor=agent("clerk"),
        extensions={
            "http://lrs.learninglocker.net/define/extensions/info": {
                "event_name": "\\mod_facetoface\\event\\take_attendance"
            }
        },
    ),
    attended(agent("olli"), "chat", "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion"),
]
PARTS = [
    ("T01", "mentee", "group"),
    ("T01", "mentee", "group"),
    ("T01", "mentee", "pair"),
    ("T01", "mentor", "group"),
    ("T01", "mentor", "pair"),
    ("T01", "peer", None),
    ("T01", "peer", None),
    ("T12", "peer", None),
    *[("T12", None, None)] * 3,
]


@pytest.fixture
def told(server):
    server.source("platform")
    server.ids = []
    for statement in SENT:
        status, answer = server.post(statement)
        assert status == 200
        server.ids += json.loads(answer)
    server.caught_up()
    return server


def parts(installation):
    """(template, role, mode) of what stands in a warehouse that nobody holds open, and people's number."""
    with duckdb.connect(str(installation.folder / "warehouse.duckdb"), read_only=True) as con:
        found = con.execute("select template, role, mode, person_key from participation").fetchall()
    return sorted((p[:3] for p in found), key=str), len({p[3] for p in found})


def test_what_was_sent_is_kept_and_everybody_has_a_part(told):
    for statement, statement_id in zip(SENT, told.ids, strict=True):
        got = json.loads(told.request("GET", f"xapi/statements?statementId={statement_id}")[1])
        assert {k: got[k] for k in statement} == statement
    aside = told.status()["set_aside"]
    assert [(row["reason"], row["type"].rpartition("/")[2], row["count"]) for row in aside] == [
        ("no template", "face-to-face-discussion", 1)
    ]
    assert "equal to the old one, table by table" in told.run("replay").stdout
    told.stop()
    assert parts(told) == (sorted(PARTS, key=str), 4)  # the clerk who marked attendance has none


@pytest.mark.ci
def test_of_an_erased_mentee_nothing_is_left_and_the_others_keep_theirs(told):
    """Of Eino: mentored twice, in a circle, in a workshop's team. Whoever sent it on behalf of others keeps it."""
    told.run("erase", f"account:{PLATFORM}|eino", "--yes")
    told.caught_up()
    assert "equal to the old one, table by table" in told.run("replay").stdout
    told.stop()
    left = list(PARTS)
    for gone in (("T01", "mentee", "group"), ("T01", "mentee", "pair"), ("T01", "peer", None), ("T12", None, None)):
        left.remove(gone)
    assert parts(told) == (sorted(left, key=str), 3)
    assert b"eino" not in b"".join(file.read_bytes() for file in told.folder.glob("ledger*"))
