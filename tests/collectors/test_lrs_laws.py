"""Laws of the store over made-up statements: what follows the rules is taken and read back as it was sent."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectors.written import in_lists
from schemas.statement.equality import alike
from tests.schemas.test_statement_laws import holder, places, statements

JSON = {"Content-Type": "application/json"}
OURS = ("id", "stored", "authority", "timestamp", "version")
on_one_store = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fetched_from_elsewhere(statement):
    """The statement with a fileUrl for each attachment: nothing comes along."""
    obj = statement["object"]
    if obj.get("objectType") == "SubStatement":
        statement = statement | {"object": fetched_from_elsewhere(obj)}
    named = [told | {"fileUrl": "https://majakka.example/1"} for told in statement.get("attachments", ())]
    return statement | {"attachments": named}


taken = statements.map(fetched_from_elsewhere)


@pytest.fixture
def lrs(store):
    return store()


@on_one_store
@given(st.lists(taken, min_size=1, max_size=4, unique_by=lambda statement: statement.get("id", id(statement))))
def test_what_is_taken_is_read_back(lrs, sent):
    for statement in sent:
        statement.pop("id", None)  # the next example may say another thing by the same one
    answer = lrs.post("/statements", content=msgspec.json.encode(sent), headers=JSON)
    assert answer.status_code == 200, answer.text
    for made, statement in zip(answer.json(), sent, strict=True):
        got = msgspec.json.decode(lrs.get("/statements", params={"statementId": made}).content)
        expected = msgspec.json.decode(in_lists(msgspec.json.encode(statement)))
        for name in OURS:
            if name not in statement or name in ("stored", "authority"):
                expected[name] = got[name]
        assert alike(got, expected)


@on_one_store
@given(taken, st.data())
def test_one_thing_wrong_is_refused_and_leaves_nothing(lrs, statement, data):
    place = data.draw(st.sampled_from(list(places(statement))))
    holder(statement, place)[place[-1]] = None
    before = lrs.get("/statements").json()["statements"]
    answer = lrs.post("/statements", content=msgspec.json.encode([statement]), headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["path"].startswith("[0]")
    assert lrs.get("/statements").json()["statements"] == before
