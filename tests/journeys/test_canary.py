"""Names planted wherever a statement or file can carry them are found nowhere right of the boundary (law 5)."""

import json
import uuid

CANARY = "kanarialintu"


def planted():
    account = {"homePage": f"https://{CANARY}.example.org", "name": CANARY}
    iri = f"https://example.org/{CANARY}"
    return {
        "id": str(uuid.uuid4()),
        "actor": {"name": CANARY, "account": account},
        "verb": {"id": iri, "display": {"fi": CANARY}},
        "object": {
            "id": iri,
            "definition": {
                "type": iri,
                "name": {"fi": CANARY},
                "description": {"fi": CANARY},
                "extensions": {iri: CANARY},
            },
        },
        "result": {"response": CANARY, "extensions": {iri: CANARY}},
        "context": {
            "registration": "6b616e61-7269-4616-8c69-6e7475000000",
            "instructor": {"name": CANARY, "mbox": f"mailto:{CANARY}@example.org"},
            "team": {"objectType": "Group", "member": [{"name": CANARY, "mbox": f"mailto:{CANARY}2@example.org"}]},
            "contextActivities": {"other": [{"id": iri}], "parent": [{"id": iri}]},
            "platform": CANARY,
            "revision": CANARY,
            "extensions": {iri: {"nested": CANARY}},
        },
        "attachments": [
            {
                "usageType": iri,
                "display": {"fi": CANARY},
                "contentType": "text/plain",
                "length": 1,
                "sha2": "0" * 64,
                "fileUrl": iri,
            }
        ],
        "timestamp": "2026-03-01T10:00:00Z",
    }


def test_no_canary_anywhere(server, hr, tmp_path):
    hr.everything(8)
    template = planted()
    for verb, kind in (
        (template["verb"]["id"], template["object"]["definition"]["type"]),
        ("http://adlnet.gov/expapi/verbs/completed", "https://w3id.org/xapi/cmi5/activitytype/course"),
        ("http://adlnet.gov/expapi/verbs/attended", "https://lc.example/xapi/activity-types/mentoring-session"),
        ("http://adlnet.gov/expapi/verbs/answered", "http://adlnet.gov/expapi/activities/cmi.interaction"),
    ):
        statement = planted()
        statement["verb"]["id"] = verb
        statement["object"]["definition"]["type"] = kind
        assert server.post(statement)[0] == 200
    refused = [
        server.post(planted() | {"actor": {"mbox": CANARY}}),
        server.post(planted() | {CANARY: 1}),
        server.request("GET", f"xapi/statements?{CANARY}=1"),
        server.request("GET", f"xapi/statements?statementId={CANARY}"),
        server.request("GET", f"{CANARY}"),
        server.request("GET", f"fi/{CANARY}"),
    ]
    bad = hr.hand_over("moments", f"moment_id;person_id;date;kind\n{CANARY};{CANARY};31.2.2026;{CANARY}\n", check=False)
    server.caught_up()
    server.run("release", "--as-of", "2026-11-16")
    _, metrics = server.request("GET", "metrics")
    status = server.run("status").stdout
    process = server.process
    server.stop()
    log = process.stderr.read()
    for code, answer in refused:
        assert code >= 400
        assert CANARY not in answer.decode().lower(), code
    for where, text in (("log", log), ("metrics", metrics.decode()), ("status", status), ("collect", bad.stderr)):
        assert CANARY not in text.lower(), where
    for file in server.folder.rglob("*"):
        if file.is_file() and not file.name.startswith("ledger.sqlite"):
            assert CANARY.encode() not in file.read_bytes().lower(), file.name
    assert any(CANARY.encode() in f.read_bytes() for f in server.folder.glob("ledger.sqlite*"))
    assert json.loads(server.run("status", "--json").stdout)["set_aside"]
