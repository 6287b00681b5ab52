"""multipart/mixed by the bytes (RFC 2046; Communication 1.5.2): what is written is read, and nothing else breaks."""

import hashlib
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors.ledger.work import Attachment
from collectors.lrs.multipart import read, write
from schemas.statement.refusal import Refused

pieces = st.sampled_from([b"\r\n", b"--", b"\r\n--", b"\n", b"\x00", b"x", b"Content-Type: a/b\r\n\r\n"])
contents = st.binary(max_size=40) | st.lists(pieces, max_size=8).map(b"".join)


@given(contents, st.lists(contents, max_size=4, unique=True))
def test_what_is_written_is_read(statements, others):
    sent = {sha256(one).hexdigest(): one for one in others}
    body, kind = write(statements, [Attachment(sha2=h, media_type="a/b", content=one) for h, one in sent.items()])
    assert read(kind, body) == (statements, sent)


@given(st.data())
def test_what_is_cut_off_is_refused(data):
    one = data.draw(contents)
    body, kind = write(b"{}", [Attachment(sha2=sha256(one).hexdigest(), media_type="a/b", content=one)])
    with pytest.raises(Refused):
        read(kind, body[: data.draw(st.integers(0, len(body) - 5))])


@given(st.binary(max_size=100), st.text(st.characters(max_codepoint=255), max_size=20))
def test_whatever_comes_only_refused_is_raised(body, boundary):
    with pytest.raises(Refused):
        read(f'multipart/mixed; boundary="{boundary}"', b"--" + boundary.encode("latin-1") + b"\r\n" + body)


@pytest.mark.parametrize("sha2", ["sha224", "sha256", "sha384", "sha512"])
def test_every_sha2_of_the_family_will_do(sha2):
    digest = hashlib.new(sha2, b"x").hexdigest()
    body, kind = write(b"{}", [Attachment(sha2=digest.upper(), media_type="a/b", content=b"x")])
    assert read(kind, body)[1] == {digest: b"x"}
