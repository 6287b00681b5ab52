"""Attachments (1.0.3: Data 2.4.11, Communication 1.5.2 and 2.1.3; 2.0: 4.1.3, 4.2.2.6)."""

import json
from email.parser import BytesParser
from email.policy import HTTP
from hashlib import sha256

import pytest

PHOTO, NOTE = b"\x89PNG\r\n--x\r\n\x00", "päiväkirja".encode()
EDGE = "rajapyykki"
MIXED = {"Content-Type": f'multipart/mixed; boundary="{EDGE}"'}


def told(content, **changes):
    return {
        "usageType": "https://klv.example/usage/proof",
        "display": {"fi": "Todiste"},
        "contentType": "image/png",
        "length": len(content),
        "sha2": sha256(content).hexdigest(),
    } | changes


def part(content, *, sha2=None, encoding="binary", kind="image/png"):
    lines = f"Content-Type: {kind}\r\n"
    lines += f"Content-Transfer-Encoding: {encoding}\r\n" if encoding else ""
    lines += "" if sha2 == "" else f"X-Experience-API-Hash: {sha2 or sha256(content).hexdigest()}\r\n"
    return lines.encode() + b"\r\n" + content


def mixed(statements, *parts, kind="application/json"):
    first = f"Content-Type: {kind}\r\n\r\n".encode() + json.dumps(statements).encode()
    edge = f"--{EDGE}".encode()
    return b"".join(edge + b"\r\n" + one + b"\r\n" for one in (first, *parts)) + edge + b"--\r\n"


def parts(answer):
    """(the statements, contents by SHA-2) of a multipart answer, as Python's own library for mail reads it."""
    head = f"Content-Type: {answer.headers['Content-Type']}\r\n\r\n".encode()
    first, *others = BytesParser(policy=HTTP).parsebytes(head + answer.content).iter_parts()
    assert first.get_content_type() == "application/json"
    assert {one["Content-Transfer-Encoding"] for one in others} <= {"binary"}
    found = {one["X-Experience-API-Hash"]: one.get_payload(decode=True) for one in others}
    assert len(found) == len(others)
    return json.loads(first.get_payload(decode=True)), found


@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_what_came_along_comes_back_byte_for_byte(store, course, version):
    lrs, sent = store(version), course(attachments=[told(PHOTO), told(NOTE, contentType="text/plain")])
    answer = lrs.post("/statements", content=mixed(sent, part(PHOTO), part(NOTE)), headers=MIXED)
    assert answer.json() == [sent["id"]]
    got = lrs.get("/statements", params={"statementId": sent["id"], "attachments": "true"})
    statement, contents = parts(got)
    assert statement["attachments"] == sent["attachments"]
    assert contents == {sha256(PHOTO).hexdigest(): PHOTO, sha256(NOTE).hexdigest(): NOTE}


def test_put_takes_them_too(store, course):
    lrs, sent = store(), course(attachments=[told(PHOTO)])
    address = {"params": {"statementId": sent["id"]}, "headers": MIXED}
    assert lrs.put("/statements", content=mixed(sent, part(PHOTO), part(NOTE)), **address).json()["path"] == "body"
    assert lrs.put("/statements", content=mixed(sent, part(PHOTO)), **address).status_code == 204


def test_one_content_of_two_statements_is_sent_and_answered_once(store, course):
    lrs, sent = store(), [course(attachments=[told(PHOTO), told(PHOTO, display={"sv": "Bevis"})]) for _ in range(2)]
    assert lrs.post("/statements", content=mixed(sent, part(PHOTO)), headers=MIXED).status_code == 200
    result, contents = parts(lrs.get("/statements", params={"attachments": "true"}))
    assert len(result["statements"]) == 2
    assert contents == {sha256(PHOTO).hexdigest(): PHOTO}


def test_a_substatement_has_attachments_of_its_own(store, course):
    inner = {key: value for key, value in course().items() if key != "id"}
    sent = course(object=inner | {"objectType": "SubStatement", "attachments": [told(NOTE)]})
    assert store().post("/statements", content=mixed(sent, part(NOTE)), headers=MIXED).status_code == 200


def test_without_any_the_answer_is_multipart_all_the_same(store):
    assert parts(store().get("/statements", params={"attachments": "true"})) == ({"statements": [], "more": ""}, {})


def test_not_asked_for_they_are_not_sent(store, course):
    lrs, sent = store(), course(attachments=[told(PHOTO)])
    lrs.post("/statements", content=mixed(sent, part(PHOTO)), headers=MIXED)
    for asked in ({}, {"attachments": "false"}):
        assert lrs.get("/statements", params=asked).headers["Content-Type"] == "application/json"


def test_more_goes_on_as_it_began(store, course):
    lrs = store()
    for _ in range(2):
        sent = course(attachments=[told(PHOTO)])
        lrs.post("/statements", content=mixed(sent, part(PHOTO)), headers=MIXED)
    first, _ = parts(lrs.get("/statements", params={"attachments": "true", "format": "ids", "limit": "1"}))
    second, contents = parts(lrs.get(first["more"]))
    assert contents
    assert second["statements"][0]["verb"].keys() == {"id"}


@pytest.mark.parametrize(("octets", "pages"), [(10, 4), (100, 2), (1_000, 1)])
def test_a_page_has_no_more_contents_than_fit_in_memory(store, course, monkeypatch, octets, pages):
    monkeypatch.setattr("collectors.lrs.statements.MOST_OCTETS", octets)
    lrs, contents = store(), [bytes([number]) * 40 for number in range(4)]
    for content in contents:
        lrs.post("/statements", content=mixed(course(attachments=[told(content)]), part(content)), headers=MIXED)
    seen, address = [], "/statements?attachments=true"
    while address:
        result, found = parts(lrs.get(address))
        seen.append(found)
        address = result["more"]
    assert len(seen) == pages
    assert [content for found in seen for content in found.values()] == contents[::-1]


@pytest.mark.parametrize("form", ["json", "mixed"])
def test_content_that_lies_elsewhere_need_not_come(store, course, form):
    sent = course(attachments=[told(PHOTO, fileUrl="https://klv.example/photo.png")])
    given = {"json": sent} if form == "json" else {"content": mixed(sent), "headers": MIXED}
    assert store().post("/statements", **given).status_code == 200


def test_content_that_came_is_kept_also_where_it_lies_elsewhere(store, course):
    lrs, sent = store(), course(attachments=[told(PHOTO, fileUrl="https://klv.example/photo.png")])
    lrs.post("/statements", content=mixed(sent, part(PHOTO)), headers=MIXED)
    assert parts(lrs.get("/statements", params={"attachments": "true"}))[1].keys() == {sha256(PHOTO).hexdigest()}


def refused(store, body, headers=MIXED):
    answer = store().post("/statements", content=body, headers=headers)
    assert answer.status_code == 400
    return answer.json()["path"]


def test_content_that_lies_nowhere_must_come(store, course):
    sent = course(attachments=[told(PHOTO)])
    assert refused(store, mixed(sent)) == "attachments[0].sha2"
    assert (
        refused(store, json.dumps([sent]).encode(), {"Content-Type": "application/json"}) == "[0].attachments[0].sha2"
    )


def test_what_another_sent_is_not_had_by_knowing_its_hash(store, course):
    sent = course(attachments=[told(PHOTO)])
    store().post("/statements", content=mixed(sent, part(PHOTO)), headers=MIXED)
    known = course(attachments=[told(PHOTO, fileUrl="https://klv.example/photo.png")])
    other = store("1.0.3", "statements/write", "statements/read/mine")
    other.post("/statements", json=known)
    assert parts(other.get("/statements", params={"attachments": "true"}))[1] == {}


def test_each_part_is_named_by_a_statement_and_says_what_it_is(store, course):
    sent = course(attachments=[told(PHOTO)])
    assert refused(store, mixed(sent, part(PHOTO), part(NOTE))) == "body"
    assert refused(store, mixed(sent, part(PHOTO, sha2=""))) == "body[1].X-Experience-API-Hash"
    assert refused(store, mixed(sent, part(NOTE, sha2=sha256(PHOTO).hexdigest()))) == "body[1].X-Experience-API-Hash"
    assert refused(store, mixed(sent, part(PHOTO, encoding="base64"))) == "body[1].Content-Transfer-Encoding"
    assert refused(store, mixed(sent, part(PHOTO, encoding=""))) == "body[1].Content-Transfer-Encoding"
    assert refused(store, mixed(sent, part(PHOTO), kind="text/plain")) == "body[0].Content-Type"


@pytest.mark.parametrize(
    "body", [b"", b"--rajapyykki--", b"--other\r\n\r\n{}\r\n--other--", b"\x00", b"--rajapyykki\r\n\r\n{}"]
)
def test_what_is_not_in_parts_is_refused(store, body):
    assert refused(store, body).startswith("body")


@pytest.mark.parametrize(
    "kind", ["multipart/mixed", "multipart/mixed;", "multipart/form-data; boundary=x", "text/plain"]
)
def test_other_content_types_are_refused(store, course, kind):
    assert refused(store, mixed(course()), {"Content-Type": kind}) == "Content-Type"


def test_what_comes_with_a_reflection_may_be_its_text(store, course):
    """Law 11."""
    sent = course(verb={"id": "https://lc.example/xapi/verbs/reflected"}, attachments=[told(NOTE)])
    answer = store().post("/statements", content=mixed(sent, part(NOTE)), headers=MIXED)
    assert (answer.status_code, answer.json()["path"]) == (403, "attachments")
