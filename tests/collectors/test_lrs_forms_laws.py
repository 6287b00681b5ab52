"""Laws of the forms over made-up statements: what a form leaves out never changes what is stated."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from collectors.lrs.forms import canonical, ids, in_utc
from collectors.written import in_lists
from schemas.statement import check
from schemas.statement.agent import mentions
from schemas.statement.equality import same
from schemas.statement.parse import parse
from schemas.statement.related import alone, related
from tests.schemas.test_statement_laws import statements

written = statements.map(msgspec.json.encode)


@given(written, st.lists(st.sampled_from(["fi", "sv", "x-oma", "*"])))
def test_canonical_says_the_same(raw, wanted):
    shown = parse(canonical(in_lists(raw), wanted, lambda _: {}))
    assert same(shown, parse(raw))
    assert len(shown["verb"].get("display", {})) <= 1


@given(written)
def test_ids_is_about_the_same_and_once_is_enough(raw):
    once = ids(in_lists(raw))
    assert ids(once) == once
    check(parse(once))
    assert related(parse(once)) == related(parse(raw))
    assert {one.key for one in mentions(parse(once))} <= {one.key for one in mentions(parse(raw))}


@given(written)
def test_times_in_utc_are_the_same_times(raw):
    shown = in_utc(raw)
    assert same(parse(shown), parse(raw))
    assert in_utc(shown) == shown


@given(written)
def test_activities_in_lists_are_the_same_activities(raw):
    assert not alone(parse(in_lists(raw)))
    assert same(parse(in_lists(raw)), parse(raw))


@given(statements)
def test_what_1_0_3_takes_2_0_takes_too(statement):
    check(statement, "2.0.0")
