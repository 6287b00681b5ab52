"""What only a real server shows of the statements resource: headers as they go over the wire, and HEAD (1.0.3:
Communication 1.1, 1.2, 2.1.3; 2.0: 4.1.4)."""

import json
import uuid
from base64 import b64encode
from hashlib import sha256
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

NOTE = b"kept beside the statement"


@pytest.fixture(scope="session")
def ask(house):
    credentials = house.source("wire")
    secret = b64encode(f"{credentials['key']}:{credentials['secret']}".encode()).decode()
    known = {"Authorization": f"Basic {secret}", "X-Experience-API-Version": "2.0.0"}

    def asked(method, address, body=None, **headers):
        connection = HTTPConnection(urlsplit(house.address).netloc, timeout=30)
        connection.request(method, f"/xapi/statements{address}", body, known | headers)
        answer = connection.getresponse()
        return answer, answer.read()

    return asked


@pytest.fixture
def sent(ask):
    statement = {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://lms.example.org", "name": "wire"}},
        "verb": {"id": "https://lms.example.org/verbs/kept"},
        "object": {"id": "https://lms.example.org/note"},
        "attachments": [
            {
                "usageType": "https://lms.example.org/usage/note",
                "display": {"en": "Note"},
                "contentType": "text/plain",
                "length": len(NOTE),
                "sha2": sha256(NOTE).hexdigest(),
            }
        ],
    }
    lines = (
        b"--edge",
        b"Content-Type: application/json\r\n",
        json.dumps(statement).encode(),
        b"--edge",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: binary",
        f"X-Experience-API-Hash: {sha256(NOTE).hexdigest()}\r\n".encode(),
        NOTE,
        b"--edge--\r\n",
    )
    answer, body = ask("POST", "", b"\r\n".join(lines), **{"Content-Type": "multipart/mixed; boundary=edge"})
    assert (answer.status, json.loads(body)) == (200, [statement["id"]])
    return statement


def test_every_answer_has_one_date_and_says_once_how_far_it_is_consistent(ask, sent):
    for method, address in (
        ("GET", ""),
        ("GET", "/"),
        ("GET", "?LIMIT=1"),
        ("HEAD", ""),
        ("POST", "?x=y"),
        ("DELETE", ""),
    ):
        answer, _ = ask(method, address)
        for header in ("Date", "X-Experience-API-Consistent-Through", "X-Experience-API-Version"):
            assert len(answer.headers.get_all(header, [])) == 1, (method, address, header)


@pytest.mark.parametrize("more", ["", "&attachments=true", "&format=canonical"])
def test_head_says_what_get_says_without_the_body(ask, sent, more):
    (got, body), (head, nothing) = (ask(method, f"?statementId={sent['id']}{more}") for method in ("GET", "HEAD"))
    assert (got.status, head.status, nothing) == (200, 200, b"")
    assert int(got.headers["Content-Length"]) == len(body)
    assert (NOTE in body) == ("attachments" in more)
    for header in ("Content-Length", "Last-Modified"):
        assert head.headers[header] == got.headers[header]
