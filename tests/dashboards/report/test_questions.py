"""Questions follow the state of the answers; where two pull against each other, that comes first."""

import msgspec
import pytest

from dashboards.reading.answers import answers
from dashboards.reading.release import Reading
from dashboards.report.questions import CONFLICTS, questions
from look import LANGUAGES
from look.messages import texts
from tests.dashboards.conftest import NODES, Published, cell

OCTOBER = 2026 * 12 + 9


def asked(lang: str = "fi", **changes: str) -> list[str]:
    cells = [cell("KLV", name, OCTOBER, value=0.4, change=change, n="760") for name, change in changes.items()]
    published = Published(NODES, cells)
    reading = Reading(published=published, lang=lang, at="2026-10")
    return questions(answers(reading, published.node("KLV")), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_strain_that_grows_while_reach_does_not_fall_is_asked_about_first(lang) -> None:
    assert asked(lang, LC11a="up", LC01="none")[0] == texts(lang)["discuss.strain_with_reach"]
    assert texts(lang)["discuss.strain_with_reach"] not in asked(lang, LC11a="up", LC01="down")
    assert asked(lang, LC11a="down", LC01="down")[0] == texts(lang)["discuss.lighter_and_fewer"]


def test_each_answer_has_a_question_of_its_state_in_order_and_the_last_is_always_asked() -> None:
    keys = ("discuss.LC05.down", "discuss.LC11a.unseen", "discuss.LC01.steady", "discuss.unheard")
    assert asked(LC05="down", LC01="") == [texts("fi")[key] for key in keys]


def test_experiences_that_differ_are_talked_of_without_guessing() -> None:
    differ = cell("KLV", "LC11a", OCTOBER - 1, state="suppressed", note="experiences_differ")
    published = Published(NODES, [msgspec.structs.replace(differ, indicator="LC09")])
    published.cards = {"LC09": msgspec.structs.replace(published.cards["LC11a"], id="LC09")}
    reading = Reading(published=published, lang="fi", at="2026-10")
    assert questions(answers(reading, NODES[2]), "fi")[0] == texts("fi")["discuss.LC09.differ"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_are_questions_and_every_state_has_one(lang) -> None:
    found = {key: text for key, text in texts(lang).items() if key.startswith("discuss.")}
    assert all(text.endswith("?") for text in found.values())
    states = [f"discuss.{name}.{way}" for name in ("LC05", "LC09", "LC11a", "LC01") for way in ("up", "down")]
    seen = [
        f"discuss.{name}.{way}" for name in ("LC05", "LC07", "LC09", "LC11a", "LC01") for way in ("steady", "unseen")
    ]
    assert set(found) == {*CONFLICTS, *states, *seen, "discuss.LC09.differ", "discuss.unheard"}
