"""Bad input gets a clear error that names the place and the rule; nothing is lost, the server stays up."""

import http.client
import json
import uuid

import pytest

from tests.journeys.conftest import Installation, employer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One for all that is bad: it stays up."""
    made = Installation(tmp_path_factory.mktemp("bad") / "data")
    made.start()
    made.source()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def hr(server, tmp_path_factory):
    return employer(server, tmp_path_factory.mktemp("bad") / "files")


def good():
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://lms.example.org", "name": "1"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": "https://lms.example.org/course/1"},
    }


def test_bad_bodies(server):
    kept = good()
    assert server.post(kept)[0] == 200
    twice = good()
    cases = {
        b"{": 400,
        b'{"actor": null}': 400,
        json.dumps(good() | {"extra": 1}).encode(): 400,
        json.dumps(good() | {"result": None}).encode(): 400,
        json.dumps([twice, twice]).encode(): 400,
        json.dumps(kept | {"result": {"success": True}}).encode(): 409,
    }
    for body, expected in cases.items():
        status, answer = server.request("POST", "xapi/statements", body)
        assert status == expected, answer
        assert json.loads(answer)["error"]
    assert server.request("GET", "xapi/statements?statementId=" + kept["id"])[0] == 200
    assert server.request("POST", "xapi/statements", b"[]", Authorization="Basic eDp5")[0] == 401


def test_a_body_of_100_mb(server):
    host = server.address.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.putrequest("POST", "/xapi/statements")
    for name, value in server.headers().items():
        connection.putheader(name, value)
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    chunk = b"%x\r\n" % 2**20 + b" " * 2**20 + b"\r\n"
    sent = 0
    try:
        while sent < 100:
            connection.send(chunk)
            sent += 1
    except OSError:
        pass  # the server stopped reading, as it should
    else:
        connection.send(b"0\r\n\r\n")
    try:
        assert connection.getresponse().status == 413
    except OSError:
        assert sent < 100
    assert server.post(good())[0] == 200


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("moment_id;date;kind\nm1;1.1.2026;success\n", "person_id"),
        ("moment_id;person_id;date;kind\nm1;p1;31.2.2026;success\n", "date"),
        ("moment_id;person_id;date;kind\nm1;p1;1.1.2026;nonsense\n", "kind"),
    ],
)
def test_bad_moments(server, hr, text, says):
    done = hr.hand_over("moments", text, check=False)
    assert done.returncode in (1, 3)
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_decimal_comma_where_a_whole_number_is_expected(server, hr):
    text = "session_id;series_id;person_id;role;start;duration_min;status\ns1;r1;p1;mentee;1.3.2026 9.00;45,5x;held\n"
    done = hr.hand_over("sessions", text, check=False)
    assert "duration_min" in done.stderr
    assert "45,5x" not in done.stderr


def test_a_wrong_encoding(server, hr, tmp_path):
    path = tmp_path / "broken.csv"
    path.write_bytes(b"\xef\xbb\xbfmoment_id;person_id;date;kind\nm1;p\xff;1.1.2026;success\n")
    done = server.run("collect", "moments", str(path), "--source", "hr", check=False)
    assert done.returncode == 1
    assert "broken.csv" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_and_an_unknown_kind(server, hr):
    assert "no-such" in server.run("collect", "moments", "no-such.csv", "--source", "hr", check=False).stderr
    assert "must be among" in server.run("collect", "gossip", "x.csv", check=False).stderr


def test_quarantine_holds_the_place_and_the_rule_and_no_value(server, hr):
    hr.hand_over("moments", "moment_id;person_id;date;kind\nm1;maija;31.2.2026;success\n", check=False)
    told = [row for row in server.status()["quarantine"] if row["field"] == "date"]
    assert told
    assert "maija" not in json.dumps(told)
