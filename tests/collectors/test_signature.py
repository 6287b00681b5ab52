"""Signed statements (Data 2.6; 2.0: 4.2.2.6 and Data 2.6 as the suite names it)."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from joserfc import jws
from joserfc.jwk import OctKey, RSAKey

from collectors.door import prepare
from collectors.signature import USAGE
from schemas.statement.refusal import Refused
from tests.collectors.test_attachments_kept import told

OURS, THEIRS = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
ID = "6d1f5a3e-0000-4000-8000-000000000002"
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "klv.example")])
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def certificate(key):
    made = x509.CertificateBuilder(NAME, NAME, key.public_key(), 7, NOW, NOW + timedelta(days=1))
    return base64.b64encode(made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)).decode()


def sign(statement, *, algorithm="RS256", key=OURS, **header):
    signing = OctKey.import_key(b"k" * 64) if algorithm == "HS256" else RSAKey.import_key(key)
    registry = jws.JWSRegistry(algorithms=[algorithm])
    registry.max_header_length = 10_000
    payload = statement if isinstance(statement, str) else json.dumps(statement)
    made = jws.serialize_compact({"alg": algorithm} | header, payload, signing, registry=registry)
    return made.encode()


def signed(statement, signature, **changes):
    """As it is sent, and its only part."""
    attachment = told(signature) | {"usageType": USAGE, "contentType": "application/octet-stream"} | changes
    sent = statement | {"attachments": [*statement.get("attachments", ()), attachment]}
    return prepare(json.dumps(sent).encode(), parts={attachment["sha2"]: signature})


def refused(statement, signature, **changes):
    with pytest.raises(Refused) as refusal:
        signed(statement, signature, **changes)
    assert refusal.value.status == 400
    return refusal.value.path


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_three_algorithms_are_taken_with_and_without_a_certificate(course, algorithm):
    sent = course()
    for header in ({}, {"x5c": [certificate(OURS)]}, {"x5c": [certificate(OURS), certificate(THEIRS)]}):
        signature = sign(sent, algorithm=algorithm, **header)
        assert [one.content for one in signed(sent, signature).attachments] == [signature]


def test_others_are_not(course):
    sent = course()
    assert refused(sent, sign(sent, algorithm="HS256")) == "attachments[0]"
    unsigned = sign(sent).replace(sign(sent).split(b".")[0], base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"="))
    assert refused(sent, unsigned) == "attachments[0]"


def test_the_certificate_is_of_the_key_that_signed(course):
    sent = course()
    assert refused(sent, sign(sent, x5c=[certificate(THEIRS)])) == "attachments[0]"


@pytest.mark.parametrize("chain", [[], [""], "MII", [7], ["AAAA"], {"0": "x"}])
def test_a_certificate_that_is_none_is_refused(course, chain):
    sent = course()
    header = base64.urlsafe_b64encode(json.dumps({"alg": "RS256", "x5c": chain}).encode()).rstrip(b"=")
    made = sign(sent)
    assert refused(sent, made.replace(made.split(b".")[0], header)) == "attachments[0]"


def test_a_certificate_of_another_kind_of_key_is_refused(course):
    sent, key = course(), ec.generate_private_key(ec.SECP256R1())
    assert refused(sent, sign(sent, x5c=[certificate(key)])) == "attachments[0]"


@pytest.mark.parametrize("signature", [b"", b"a.b.c", b"x", b"\xff.\xff.\xff", b"e30.e30.", b"W10.W10.W10"])
def test_what_is_no_signature_is_refused(course, signature):
    assert refused(course(), signature) == "attachments[0]"


def test_it_signs_this_statement_and_no_other(course):
    sent = course()
    assert refused(sent, sign(sent | {"timestamp": "2026-03-02T11:00:00Z"})) == "attachments[0]"
    assert refused(sent, sign(json.dumps(sent)[1:])) == "attachments[0]"
    assert refused(sent, sign("[]")) == "attachments[0]"
    more = sent | {"result": {"response": "what the statement does not say"}}
    assert refused(sent, sign(more)) == "attachments[0]"


def test_durations_are_compared_to_the_hundredth_of_a_second(course):
    """Data 4.6; 2.0: 4.2.7."""
    inner = {name: course()[name] for name in ("actor", "verb", "object")} | {"objectType": "SubStatement"}
    for shown in (
        lambda given: course(id=ID, result=given),
        lambda given: course(id=ID, object=inner | {"result": given}),
    ):
        sent = shown({"duration": "PT1.236S"})
        assert signed(sent, sign(shown({"duration": "PT1.2399S"}))).attachments
        assert refused(sent, sign(shown({"duration": "PT1.24S"}))) == "attachments[0]"
        assert refused(sent, sign(shown({"duration": 1}))) == "attachments[0]"


def test_what_comes_to_a_statement_later_need_not_be_signed(course):
    sent = course(version="1.0.3", stored="2026-03-02T10:00:00Z", authority={"mbox": "mailto:lms@klv.example"})
    early = {name: sent[name] for name in ("actor", "verb", "object")}
    assert signed(sent, sign(early)).attachments


def test_other_attachments_are_signed_with_it(course):
    sent = course(attachments=[told() | {"fileUrl": "https://klv.example/proof.txt"}])
    assert signed(sent, sign(sent)).attachments
    bare = {name: value for name, value in sent.items() if name != "attachments"}
    assert refused(sent, sign(bare)) == "attachments[1]"


def test_a_signature_says_so_by_its_usage_and_comes_along(course):
    sent = course()
    assert refused(sent, sign(sent), contentType="text/plain") == "attachments[0].contentType"
    elsewhere = told(b"") | {"usageType": USAGE, "contentType": "application/octet-stream", "fileUrl": "x:y"}
    raw = json.dumps(course(attachments=[elsewhere])).encode()
    with pytest.raises(Refused):
        prepare(raw, parts={})
    assert signed(sent, b"no signature at all", usageType="https://klv.example/usage/proof").attachments
