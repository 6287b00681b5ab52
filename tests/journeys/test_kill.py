"""`kill -9` of either process under load: nothing acknowledged is lost, and the warehouse equals a fresh replay."""

import json
import os
import random
import threading
import time
import urllib.error
import urllib.request
import uuid

import pytest


def statement(rng):
    return {
        "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "actor": {"account": {"homePage": "https://lms.example.org", "name": str(rng.randrange(40))}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {
            "id": f"https://lms.example.org/course/{rng.randrange(9)}",
            "definition": {"type": "https://w3id.org/xapi/cmi5/activitytype/course"},
        },
        "timestamp": f"2026-0{rng.randrange(1, 10)}-1{rng.randrange(10)}T10:00:00Z",
    }


class Load(threading.Thread):
    """Posts until told to stop, noting what was acknowledged; the server may vanish at any time."""

    def __init__(self, server, seed, acknowledged, documents):
        super().__init__(daemon=True)
        self.server, self.rng = server, random.Random(seed)
        self.acknowledged: list[str] = acknowledged
        self.documents: list[str] = documents
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.is_set():
            batch = [statement(self.rng) for _ in range(self.rng.choice([1, 1, 5, 20]))]
            try:
                self.acknowledged += json.loads(self.post("xapi/statements", batch))
                self.post(profile(batch[0]["id"]), {"of": batch[0]["id"]})
                self.documents.append(batch[0]["id"])
            except (OSError, urllib.error.URLError):
                time.sleep(0.02)

    def post(self, path, sent):
        body, headers = json.dumps(sent).encode(), self.server.headers()
        request = urllib.request.Request(self.server.address + path, body, headers, method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()


def profile(name):
    return f"xapi/activities/profile?activityId=https://lms.example.org/course/1&profileId={name}"


def killed(server, times, seed):
    rng = random.Random(seed)
    acknowledged: list[str] = []
    documents: list[str] = []
    for i in range(times):
        loads = [Load(server, seed * 1000 + i * 10 + n, acknowledged, documents) for n in range(4)]
        enough = len(acknowledged) + rng.randrange(11, 99)
        for load in loads:
            load.start()
        while len(acknowledged) < enough and any(load.is_alive() for load in loads):
            time.sleep(0.01)  # by count, for a machine may be slow
        time.sleep(rng.uniform(0.0, 0.2))
        which = rng.choice(["doors", "pipeline"])
        server.kill(which)
        if which == "pipeline":
            time.sleep(rng.uniform(0.1, 0.4))
        for load in loads:
            load.stopping.set()
        for load in loads:
            load.join(15)
        if which == "doors":
            server.start()
        else:
            server.wait_for("readyz")
    return acknowledged, documents


@pytest.mark.parametrize("times", [2, pytest.param(6, marks=pytest.mark.ci), pytest.param(20, marks=pytest.mark.long)])
def test_kills_lose_nothing(server, times):
    acknowledged, documents = killed(server, times, seed=int(os.environ.get("LAHDE_TEST_SEED", "7")))
    assert len(acknowledged) > 10 * times
    state = server.caught_up(60)
    stored = state["sources"][0]["statements"]
    assert stored >= len(acknowledged)
    for statement_id in acknowledged:
        status, _ = server.request("GET", f"xapi/statements?statementId={statement_id}")
        assert status == 200, statement_id
    assert len(documents) > times
    for name in documents:
        assert json.loads(server.request("GET", profile(name))[1]) == {"of": name}
    assert state["warehouse"]["rows"]["participation"] == stored
    assert "equal to the old one" in server.run("replay").stdout


@pytest.mark.ci
def test_an_interrupted_acknowledgement_can_be_repeated(server):
    sent = statement(random.Random(1))
    assert server.post(sent)[0] == 200
    server.kill("doors")
    server.start()
    assert server.post(sent)[0] == 200
    assert server.caught_up()["sources"][0]["statements"] == 1
