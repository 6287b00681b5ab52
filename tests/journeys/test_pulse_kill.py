"""The server is killed again and again while answers come in: no thanked answer is lost, none enters twice."""

import csv
import io
import json
import random
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

import pytest

KILLS = 3
INVITED = 150
DECLARED = ("--purpose", "pulse", "--dpia", "D-1", "--cooperation", "C-1")


class Answering(threading.Thread):
    """Sends the sheets it is given, each until it is thanked for it or told that its link is used."""

    def __init__(self, installation, tokens):
        super().__init__(daemon=True)
        self.installation, self.tokens = installation, tokens
        self.thanked, self.used = set(), set()

    def run(self):
        for token in self.tokens:
            while not self.sent(token):
                time.sleep(0.05)

    def sent(self, token):
        form = urllib.parse.urlencode({"t": token, "load-time": 1 + int(token.encode().hex(), 16) % 5})
        try:
            with urllib.request.urlopen(f"{self.installation.address}pulse/w", form.encode(), timeout=10):
                self.thanked.add(token)
                return True
        except urllib.error.HTTPError as answer:
            self.used.add(token)  # taken, and the server died before it could say so
            return answer.code == 404
        except OSError:
            return False


@pytest.mark.ci
def test_no_thanked_answer_is_lost_and_none_enters_twice(installation, hr, tmp_path):
    installation.start()
    hr.hand_over("units", "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to\nKLV;;KLV;K;K;2020-01-01;\n")
    installation.run("source", "add", "klv-pages", "--agency", "KLV", "--scope", "pages", "--feeds", "pulse", *DECLARED)
    (tmp_path / "b.csv").write_text(f"unit;invited\nKLV;{INVITED}\n", "utf-8")
    options = ("--agency", "KLV", "--closes", "2099-01-01", "--batches", str(tmp_path / "b.csv"))
    made = installation.run("pulse", "open", "w", *options)
    tokens = [row["link"].partition("t=")[2] for row in csv.DictReader(io.StringIO(made.stdout))]
    clients = [Answering(installation, tokens[part::3]) for part in range(3)]
    rng = random.Random(4)
    for client in clients:
        client.start()
    for _ in range(KILLS):
        time.sleep(rng.uniform(0.1, 0.6))
        installation.kill("doors")
        installation.start()
    for client in clients:
        client.join(120)
        assert not client.is_alive()
    installation.run("pulse", "close", "w")
    ledger = sqlite3.connect(installation.folder / "ledger.sqlite")
    bodies = [json.loads(body) for (body,) in ledger.execute("select body from statement")]
    respondents = Counter(body["actor"]["account"]["name"] for body in bodies)
    assert len(respondents) == INVITED
    assert set(respondents.values()) == {1}
    told = {token for client in clients for token in client.thanked | client.used}
    assert told == set(tokens)
    sent = Counter(1 + int(token.encode().hex(), 16) % 5 for token in tokens)
    assert Counter(body["result"]["score"]["raw"] for body in bodies) == sent
