"""From bytes to statements: every fault of the bytes is Refused, and slices of a batch are the sender's bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.statement.parse import DEEPEST, parse, split
from schemas.statement.refusal import Refused

BROKEN = {
    "nothing": b"",
    "blank": b" \n",
    "half": b'{"actor":',
    "trailing comma": b'{"a":1,}',
    "text after it": b"{} {}",
    "single quotes": b"{'a':1}",
    "a byte order mark": b"\xef\xbb\xbf{}",
    "Latin-1": '{"a":"ä"}'.encode("latin-1"),
    "half a surrogate pair": b'{"a":"\\ud800"}',
    "a bare line end in a text": b'{"a":"\n"}',
    "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":-Infinity}',
    "a number of 5,000 digits": b'{"a":' + b"9" * 5000 + b"}",
    "a list": b"[{}]",
    "null": b"null",
    "a text": b'"statement"',
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN.keys())
def test_broken_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        parse(raw)
    assert refused.value.status == 400


@pytest.mark.parametrize("raw", [b'{"a":1,"a":1}', b'{"b":[{"a":1,"c":2,"a":3}]}'])
def test_a_key_given_twice_is_refused_without_saying_which(raw: bytes) -> None:
    with pytest.raises(Refused, match=r"twice.* at line 1 column \d+") as refused:
        parse(raw.replace(b'"a"', b'"Aallotar Kari"'))
    assert "Aallotar" not in str(refused.value)


def nested(levels: int) -> bytes:
    return b'{"a":' * levels + b"1" + b"}" * levels


def test_nesting_is_taken_to_a_depth_and_no_further() -> None:
    assert parse(nested(DEEPEST))
    for levels in (DEEPEST + 1, 150, 100_000):
        with pytest.raises(Refused, match="nested too deeply"):
            parse(nested(levels))


def test_brackets_in_texts_and_side_by_side_are_no_depth() -> None:
    assert parse(b'{"a":"' + b'[{\\"' * 500 + b'","b":[' + b"[],{}," * 500 + b"1]}")


def test_an_unending_text_full_of_escapes_is_refused_at_once() -> None:
    """A pattern that backtracks would look at this for hours."""
    with pytest.raises(Refused):
        parse(b"[" * (DEEPEST + 1) + b'"' + b'\\"' * 1_000_000)


def test_one_statement_is_no_batch() -> None:
    assert split(b' {"a": 1}\n') == (False, [b' {"a": 1}\n'])


def test_a_batch_is_split_into_the_bytes_as_sent() -> None:
    assert split(b' [ {"a": 1.0} ,{"b":"\\u00e4"}\n]') == (True, [b'{"a": 1.0}', b'{"b":"\\u00e4"}'])
    assert split(b"[]") == (True, [])


def test_a_fault_inside_a_statement_is_left_to_parse() -> None:
    batch, raws = split(b'[{"a":1,"a":2}]')
    assert batch
    with pytest.raises(Refused):
        parse(raws[0])


@pytest.mark.parametrize("body", [b"[", b"[{}", b"[{},]", b"[{}] x", b"[" * 100_000, b"[" + nested(50_000) + b"]"])
def test_a_list_that_cannot_be_split_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        split(body)


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,\\ue1-.0 \n', max_size=60).map(str.encode))
def test_whatever_comes_only_refused_is_raised(body: bytes) -> None:
    try:
        for raw in split(body)[1]:
            assert isinstance(parse(raw), dict)
    except Refused as refused:
        assert refused.rule  # noqa: PT017  both ends are fine; anything else raised is not


def test_a_refusal_reads_as_path_and_rule() -> None:
    refusal = Refused("mbox", "must be mailto:").within("[1]").within("member").within("actor").within("[3]")
    assert str(refusal) == "[3].actor.member[1].mbox: must be mailto:"
    assert str(Refused("", "must be an object", status=413)) == "must be an object"
