"""A late link, a move between units and agencies, an erasure: the tables equal those of a fresh replay."""

import random

import pytest

HEAD = "person_id;unit_id;valid_from;valid_to\n"


def moves(rng, hr):
    """One random change as HR would hand it over."""
    person = f"p{rng.randrange(30)}"
    yield "persons", f"{HEAD}{person};KLV-A;2020-01-01;2026-04-30\n{person};KLV-B;2026-05-01;\n", "hr"
    yield "persons", f"{HEAD}{person};KLV-B;2020-01-01;2026-04-30\n", "hr"
    yield "persons", f"{HEAD}{person};MH-A;2026-05-01;\n", "mh-hr"
    user = rng.randrange(30)
    yield (
        "identities",
        f"agency_id;person_id;kind;value;home_page\nKLV;{person};account;{user};https://lms.example.org\n",
        "hr",
    )


def courses(rng, server):
    for _ in range(20):
        day = f"2026-{rng.randrange(1, 10):02d}-{rng.randrange(1, 28):02d}T10:00:00Z"
        statement = {
            "actor": {"account": {"homePage": "https://lms.example.org", "name": str(rng.randrange(34))}},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
            "object": {
                "id": f"https://lms.example.org/course/{rng.randrange(5)}",
                "definition": {"type": "https://w3id.org/xapi/cmi5/activitytype/course"},
            },
            "timestamp": day,
        }
        assert server.post(statement)[0] == 200


@pytest.mark.ci
@pytest.mark.parametrize("seed", [1, *(pytest.param(s, marks=pytest.mark.long) for s in range(2, 13))])
def test_after_links_moves_and_erasures_a_replay_gives_the_same(server, hr, seed):
    rng = random.Random(seed)
    hr.everything()
    server.source("lms")
    courses(rng, server)
    for kind, text, source in moves(rng, hr):
        hr.hand_over(kind, text, source)
        courses(rng, server)
    server.caught_up()
    assert "equal to the old one, table by table" in server.run("replay").stdout
    server.run("erase", f"KLV/p{rng.randrange(30)}", "--yes")
    for kind, text, source in moves(rng, hr):
        hr.hand_over(kind, text, source, check=False)
    server.caught_up()
    assert "equal to the old one, table by table" in server.run("replay").stdout
