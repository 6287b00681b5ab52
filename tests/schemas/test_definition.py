"""One definition from several (Data 2.4.4.1)."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.statement.definition import merged

maps = st.dictionaries(st.sampled_from(["fi", "sv", "en"]), st.sampled_from("abc"), min_size=1, max_size=3)
definitions = st.fixed_dictionaries({}, optional={"name": maps, "description": maps, "type": st.sampled_from("abc")})


def test_languages_add_up_and_the_newest_word_holds():
    older, newer = {"name": {"fi": "a", "sv": "b"}, "type": "x:1"}, {"name": {"fi": "c"}, "moreInfo": "x:2"}
    assert merged([older, newer]) == {"name": {"fi": "c", "sv": "b"}, "type": "x:1", "moreInfo": "x:2"}


def test_extensions_add_up():
    assert merged([{"extensions": {"x:a": 1}}, {"extensions": {"x:b": 2}}]) == {"extensions": {"x:a": 1, "x:b": 2}}


def test_an_interaction_is_replaced_as_a_whole():
    choice = {"interactionType": "choice", "choices": [{"id": "a"}], "correctResponsesPattern": ["a"]}
    assert merged([choice, {"interactionType": "numeric"}]) == {"interactionType": "numeric"}
    assert merged([choice, {"name": {"fi": "a"}}]) == choice | {"name": {"fi": "a"}}


def test_of_nothing_nothing_is_said():
    assert merged([]) == {}


@given(st.lists(definitions, max_size=5), st.lists(definitions, max_size=5))
def test_it_does_not_matter_how_they_are_gathered(first, second):
    assert merged([*first, *second]) == merged([merged(first), merged(second)])


@given(st.lists(definitions, max_size=5))
def test_what_it_merges_stays_as_it_was(several):
    before = repr(several)
    merged(several)
    assert repr(several) == before
