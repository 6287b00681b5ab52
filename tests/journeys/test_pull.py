"""`lahde pull` from another `lahde serve`: everything once, as it was sent, however often and wherever it stopped."""

import json
import signal
import subprocess
import sys
import time
import uuid

import pytest

from collectors.ledger.sqlite import open_reader
from tests.journeys.conftest import Installation

COURSE = "https://w3id.org/xapi/cmi5/activitytype/course"
VERBS = "http://adlnet.gov/expapi/verbs"


def completed(n, verb=f"{VERBS}/completed", kind=COURSE, **more):
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, str(n))),
        "actor": {"account": {"homePage": "https://lms.example", "name": f"u{n}"}},
        "verb": {"id": verb},
        "object": {"id": f"https://lms.example/c/{n % 7}", "definition": {"type": kind}},
        "timestamp": "2026-03-02T10:00:00Z",
    } | more


class Pull:
    """Takes from a running server into a folder of its own."""

    def __init__(self, remote, local, path):
        self.remote, self.local, self.path = remote, local, path
        local.source("eoppiva")
        local.environment |= {
            "LAHDE_SETTINGS": str(path),
            "PULL_KEY": remote.credentials["key"],
            "PULL_SECRET": remote.credentials["secret"],
        }
        self.settings()

    def settings(self, endpoint="", more=""):
        self.path.write_text(
            f"""[pulls.other]
endpoint = "{endpoint or self.remote.address + "xapi"}"
source = "eoppiva"
key_env = "PULL_KEY"
secret_env = "PULL_SECRET"
per_minute = 6000
{more}""",
            "utf-8",
        )

    def run(self, *options, check=True):
        return self.local.run("pull", "other", *options, check=check).stderr

    def bodies(self):
        rows = open_reader(self.local.folder).execute("select body from statement order by seq").fetchall()
        return [body for (body,) in rows]


@pytest.fixture
def pull(server, tmp_path):
    return Pull(server, Installation(tmp_path / "local"), tmp_path / "lahde.toml")


@pytest.fixture
def misled(installation, tmp_path):
    """What goes wrong before anything is asked of the other store, which does not run."""
    installation.source()
    installation.address = "http://127.0.0.1:9/"
    return Pull(installation, Installation(tmp_path / "local"), tmp_path / "lahde.toml")


def test_everything_once_as_the_other_store_gives_it(pull):
    pull.remote.post([completed(n) for n in range(250)])
    assert "250 read, 250 added" in pull.run()
    given = json.loads(pull.remote.request("GET", "xapi/statements?ascending=true&limit=500")[1])["statements"]
    assert [json.loads(body) for body in pull.bodies()] == given
    assert "0 added" in pull.run()
    pull.remote.post(completed(250))
    assert " 1 added" in pull.run()
    (shown,) = pull.local.status()["watched"]
    assert (shown["kind"], shown["name"], shown["fault"], shown["added"]) == ("pull", "other", "", 1)
    assert pull.local.status()["sources"][0]["statements"] == 251


@pytest.mark.ci
def test_what_is_voided_there_is_voided_here(pull):
    first, other = completed(1), completed(2)
    pull.remote.post([first, other])
    pull.run()
    void = {"verb": {"id": f"{VERBS}/voided"}, "object": {"objectType": "StatementRef", "id": first["id"]}}
    unknown = completed(4) | void | {"object": {"objectType": "StatementRef", "id": str(uuid.uuid4())}}
    pull.remote.post([completed(3) | void, unknown])
    assert " 1 added" in pull.run()
    rows = open_reader(pull.local.folder).execute("select voided_at is not null from statement order by seq").fetchall()
    assert [v for (v,) in rows] == [1, 0, 0]


@pytest.mark.ci
def test_a_mapping_file_says_what_is_taken(pull, tmp_path):
    mapping = tmp_path / "other.toml"
    mapping.write_text(f'drop_authority = true\n[aliases]\n"https://x.example/finished" = "{VERBS}/completed"\n')
    pull.settings(more=f'mapping = "{mapping}"')
    pull.remote.post([completed(1, "https://x.example/finished"), completed(2, "https://x.example/launched")])
    assert "2 read, 1 added, 1 not of those asked for" in pull.run()
    (taken,) = map(json.loads, pull.bodies())
    assert taken["verb"]["id"] == f"{VERBS}/completed"
    assert "authority" not in taken
    pull.settings(more='mapping = "/no/such/file"')
    assert "mapping: the file cannot be read" in pull.run(check=False)


@pytest.mark.ci
def test_a_dry_run_takes_nothing_in_and_moves_nothing(pull):
    pull.remote.post([completed(n) for n in range(3)])
    done = pull.local.run("pull", "--dry-run")
    assert len(done.stdout.splitlines()) == 3
    assert pull.bodies() == []
    assert pull.local.status()["watched"][0]["ran"] is None
    assert " 3 added" in pull.run()


@pytest.mark.ci
def test_what_the_door_refuses_is_set_aside_without_its_values(pull, site):
    bad = completed(1, result={"score": {"scaled": 7}}) | {"stored": "2026-03-02T10:00:00Z"}
    good = completed(2) | {"stored": "2026-03-02T10:00:01Z"}
    site.answers["/xapi/statements"] = lambda _: (200, {}, json.dumps({"statements": [bad, good], "more": ""}).encode())
    pull.settings(endpoint=f"{site.address}/xapi")
    done = pull.local.run("pull", check=False)
    assert done.returncode == 3
    assert "1 added, 1 rows set aside" in done.stderr
    (row,) = pull.local.status()["quarantine"]
    assert (row["kind"], row["field"]) == ("pull", "result.score.scaled")


@pytest.mark.ci
def test_stopped_anywhere_it_goes_on_where_it_stopped(pull, site):
    """A slow store; the command is killed in the middle, and what it took stays taken once."""
    pages = [[completed(p * 10 + n) | {"stored": f"2026-03-02T10:0{p}:0{n}Z"} for n in range(10)] for p in range(6)]

    def answer(n):
        def slowly(_):
            time.sleep(0.3)
            more = f"/more/{n + 1}" if n + 1 < len(pages) else ""
            return 200, {}, json.dumps({"statements": pages[n], "more": more}).encode()

        return slowly

    site.answers |= {f"/more/{n}": answer(n) for n in range(1, 6)} | {"/xapi/statements": answer(0)}
    pull.settings(endpoint=f"{site.address}/xapi")
    command = [sys.executable, "-m", "lahde", "pull", "--data", str(pull.local.folder)]
    process = subprocess.Popen(command, env=pull.local.environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while len(pull.bodies()) < 20 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    taken = len(pull.bodies())
    assert 20 <= taken < 60
    site.asked.clear()
    pull.run()
    assert len(pull.bodies()) == 60
    assert site.asked[0][0].startswith("/more/")


@pytest.mark.ci
def test_one_that_fails_does_not_stop_the_others_and_status_says_why(pull):
    pull.remote.post(completed(1))
    text = pull.path.read_text()
    other = text.replace("[pulls.other]", "[pulls.broken]").replace('"PULL_SECRET"', '"PULL_KEY"')
    pull.path.write_text(other + "\n" + text)
    done = pull.local.run("pull", check=False)
    assert done.returncode == 1
    assert "other: 1 read, 1 added" in done.stderr
    faults = {w["name"]: w["fault"] for w in pull.local.status()["watched"]}
    assert faults["other"] == ""
    assert "does not let us in" in faults["broken"]
    assert pull.remote.credentials["secret"] not in json.dumps(pull.local.status())


@pytest.mark.ci
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"endpoint": "http://lrs.example.org/xapi"}, "https|no server of this name"),
        ({"more": 'since = "yesterday"'}, "since: must be written"),
        ({"more": "[pulls.more]\n"}, "endpoint"),
        ({"more": "per_minute = 0"}, "per_minute"),
    ],
)
def test_what_is_set_wrong_is_said_in_a_line(misled, wrong, why):
    if wrong.get("more", "").startswith("per_minute"):
        misled.path.write_text(misled.path.read_text().replace("per_minute = 6000", wrong["more"]))
    else:
        misled.settings(**wrong)
    done = misled.local.run("pull", check=False)
    assert done.returncode == 1
    assert any(word in done.stderr for word in why.split("|"))
    assert "Traceback" not in done.stderr
