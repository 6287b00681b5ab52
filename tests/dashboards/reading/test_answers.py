"""The five questions: always in their order, beside what they are read with, and of the whole where a part has none."""

from typing import Any

import msgspec

from dashboards.reading.answers import QUESTIONS, answers
from dashboards.reading.release import Reading
from tests.dashboards.conftest import CARDS


def asked(published: Any, node: str, at: str = "") -> list[Any]:
    return answers(Reading(published=published, lang="en", at=at), published.node(node))


def test_they_are_the_domain_s_five_in_its_order() -> None:
    assert list(QUESTIONS.items()) == [
        ("work", "LC05"), ("shared", "LC07"), ("safe", "LC09"), ("bearable", "LC11a"), ("whom", "LC01")
    ]  # fmt: skip


def test_each_beside_its_counterweight(published: Any) -> None:
    found = {answer.question: answer for answer in asked(published, "KLV")}
    assert list(found) == ["work", "bearable", "whom"]
    assert found["bearable"].counterweight.card.id == "LC01"
    assert found["whom"].counterweight.card.id == "LC11a"


def test_what_is_published_of_the_agency_alone_is_told_of_it_and_says_so(published: Any) -> None:
    published.cards = CARDS | {"LC05": msgspec.structs.replace(CARDS["LC05"], deepest="agency")}
    work, *others = asked(published, "KLV-1")
    assert work.above.id == work.standing.figure.node.id == "KLV"
    assert {answer.above for answer in others} == {None}


def test_as_it_was_known(published: Any) -> None:
    then, now = asked(published, "KLV", "2025-12")[0].standing, asked(published, "KLV")[0].standing
    assert (then.cell.period, now.cell.period) == ("2025-12", "2026-10")
    assert then.baseline.cell == now.baseline.cell  # it stays as it is
