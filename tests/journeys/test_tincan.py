"""TinCanPython's own client works against `lahde serve`, over a real socket."""

import uuid

import pytest
from tincan import (
    Activity,
    ActivityDefinition,
    Agent,
    AgentAccount,
    AgentProfileDocument,
    RemoteLRS,
    StateDocument,
    Statement,
    StatementRef,
    Verb,
)


# A session's fixture, as the house is: tests run side by side may come back to this module, and a source is added once.
@pytest.fixture(scope="session")
def lrs(house):
    c = house.source("tincan")
    return RemoteLRS(version="1.0.3", endpoint=house.address + "xapi/", username=c["key"], password=c["secret"])


def statement(name="mentee-1"):
    return Statement(
        id=uuid.uuid4(),
        actor=Agent(account=AgentAccount(home_page="https://lms.example.org", name=name)),
        verb=Verb(id="http://adlnet.gov/expapi/verbs/completed", display={"en": "completed"}),
        object=Activity(
            id="https://lms.example.org/course/1",
            definition=ActivityDefinition(type="https://w3id.org/xapi/cmi5/activitytype/course"),
        ),
    )


def test_about(lrs):
    answer = lrs.about()
    assert answer.success
    assert "1.0.3" in answer.content.version


def test_save_and_retrieve(lrs):
    sent = statement()
    assert lrs.save_statement(sent).success
    got = lrs.retrieve_statement(str(sent.id))
    assert got.success
    assert got.content.id == sent.id
    assert got.content.verb.id == sent.verb.id


def test_save_without_id_gets_one(lrs):
    sent = statement()
    sent.id = None
    answer = lrs.save_statement(sent)
    assert answer.success
    assert answer.content.id is not None


def test_save_many_query_and_more(lrs):
    sent = [statement("a"), statement("b"), statement("a")]
    saved = lrs.save_statements(sent)
    assert saved.success
    assert [s.id for s in saved.content] == [s.id for s in sent]
    page = lrs.query_statements(
        {"agent": sent[0].actor, "verb": sent[0].verb, "related_activities": False, "limit": 1, "ascending": True}
    )
    assert page.success
    assert [s.id for s in page.content.statements] == [sent[0].id]
    more = lrs.more_statements(page.content)
    assert more.success
    assert [s.id for s in more.content.statements] == [sent[2].id]
    assert not more.content.more


def test_void(lrs):
    sent = statement()
    lrs.save_statement(sent)
    voiding = Statement(
        actor=sent.actor, verb=Verb(id="http://adlnet.gov/expapi/verbs/voided"), object=StatementRef(id=sent.id)
    )
    assert lrs.save_statement(voiding).success
    assert not lrs.retrieve_statement(str(sent.id)).success
    voided = lrs.retrieve_voided_statement(str(sent.id))
    assert voided.success
    assert voided.content.id == sent.id


def test_states(lrs):
    of = statement("learner")
    sent = StateDocument(
        id="bookmark", activity=of.object, agent=of.actor, content='{"page": 7}', content_type="application/json"
    )
    assert lrs.save_state(sent).success
    assert lrs.retrieve_state_ids(of.object, of.actor).content == ["bookmark"]
    assert lrs.retrieve_state(of.object, of.actor, "bookmark").content.content.decode() == '{"page": 7}'
    assert lrs.delete_state(sent).success
    assert lrs.save_state(sent).success
    assert lrs.clear_state(of.object, of.actor).success
    assert lrs.retrieve_state_ids(of.object, of.actor).content == []


def test_a_profile_changed_by_somebody_else_is_not_replaced(lrs):
    agent = statement("learner").actor
    sent = AgentProfileDocument(id="settings", agent=agent, content="{}", content_type="application/json", etag='"old"')
    answer = lrs.save_agent_profile(sent)
    assert (answer.success, answer.response.status) == (False, 412)
    assert lrs.retrieve_agent_profile_ids(agent).content == []
