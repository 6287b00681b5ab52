"""What the report says, before it is set."""

import msgspec
import pytest

from look import LANGUAGES
from tests.dashboards.conftest import CELLS, NODES, Published


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_stand_in_the_order_of_the_questions(told, lang) -> None:
    answers = told("KLV", lang).answers
    assert [answer.question for answer in answers] == list(dict.fromkeys(answer.question for answer in answers))
    assert [drawing.title for drawing in told("KLV", "fi").drawings] == [
        "Työssä suomeksi?", "Missä oppiminen tapahtui", "Kuormitus suomeksi?", "Kattavuus suomeksi?"
    ]  # fmt: skip


def test_an_answer_tells_its_figure_where_it_came_from_and_what_to_read_beside_it(told) -> None:
    reach = told("KLV").answers[-1]
    assert (reach.shown, reach.numeric) == ("62\u00a0%", True)
    assert [(move.way, move.since) for move in reach.moves] == [
        ("↑ selvä nousu", "vuotta aiemmin 57\u00a0%"),
        ("↑ selvä nousu", "ensimmäinen julkaistu luku 52\u00a0% (elo–lokakuu 2024)"),
    ]
    assert reach.notes[0] == "Ajanjakso elo–lokakuu 2026, ihmisiä luvun takana 1\u00a0250."
    assert reach.notes[-1].startswith("Lue rinnalla: Kuormitus suomeksi?")


def test_a_hidden_figure_is_words(told) -> None:
    work = told("EVIL").answers[0]
    assert (work.shown, work.numeric) == ("peitetty tietosuojan vuoksi", False)
    assert work.sentences[0].startswith("Luku on olemassa")


def test_a_node_without_any_cell_reads_well(told) -> None:
    report = told("ÄÄ")
    assert {answer.shown for answer in report.answers} == {"ei tietoa"}
    assert {drawing.svg for drawing in report.drawings} == {""}
    assert report.changes.rows == []
    assert "ei ole ilmoittanut" in report.no_goals


def test_it_is_as_it_was_known_at_the_end_of_the_month(told) -> None:
    earlier = Published(NODES, [c for c in CELLS if c.period_end[:7] <= "2026-03"])
    then, alone = told("KLV", "fi", "2026-03"), told("KLV", "fi", "2026-03", of=earlier)
    assert then == alone


def test_goals_are_those_of_the_newest_month_or_none(told) -> None:
    assert len(told("KLV").goals) == len(told("KLV-1").goals) == 4
    assert (told("KLV", at="2026-09").goals, told("KLV", at="2026-09").no_goals[-13:]) == ([], "lokakuu 2026.")


def test_every_card_that_is_shown_says_what_not_to_conclude(told) -> None:
    limits = {limit.name for limit in told("KLV").limits}
    assert limits == {"Työssä suomeksi?", "Kuormitus suomeksi?", "Kattavuus suomeksi?"}


def test_invented_data_and_unread_swedish_are_said_so(told) -> None:
    real = Published(NODES, CELLS, demo=False)
    assert [len(told("KLV", lang).notices) for lang in LANGUAGES] == [1, 2, 1]
    assert told("KLV", of=real).notices == []


def test_it_is_plain_data(told) -> None:
    assert msgspec.json.decode(msgspec.json.encode(told("KLV"))) == msgspec.to_builtins(told("KLV"), str_keys=True) | {
        "key": [list(pair) for pair in told("KLV").key]
    }
