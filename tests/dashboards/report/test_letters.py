"""What can be set, and what stands for the rest."""

from dashboards.report.letters import LONGEST_WORD, MARK, MAY_BREAK, printable


def test_names_of_these_shores_stay_as_they_are() -> None:
    names = [
        "Äänimaisemavirasto",
        "Ödemarkstillståndsverket",
        "Sámediggi, Ođđajohka",
        "Řeky & Łódź",
        "Ленинград",
        "Ρόδος",
    ]
    assert printable(names) == names


def test_a_run_of_unknown_signs_becomes_one_mark() -> None:
    assert printable("Väylät 👩‍🚀🚀 日本") == f"Väylät {MARK} {MARK}"


def test_invisible_signs_go() -> None:
    assert printable("Lu\u00advat\u200e\u202e") == "Luvat"
    assert printable("a\tb\nc\u2028d") == "a b c d"


def test_endless_words_may_break_and_ordinary_ones_do_not() -> None:
    assert printable("x" * 60).count(MAY_BREAK) == 2
    assert printable("x" * LONGEST_WORD) == "x" * LONGEST_WORD
    assert printable("x" * 60).replace(MAY_BREAK, "") == "x" * 60


def test_drawings_are_left_alone_and_names_cannot_pass_for_one() -> None:
    assert printable({"svg": "<svg>🚀</svg>", "name": "<svg>🚀</svg>"}) == {
        "svg": "<svg>🚀</svg>",
        "name": f"<svg>{MARK}</svg>",
    }
