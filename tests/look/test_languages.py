import pytest
from hypothesis import given
from hypothesis import strategies as st

from look.languages import LANGUAGES, choose


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", "fi"),
        ("sv", "sv"),
        ("sv-FI,sv;q=0.9,fi;q=0.8", "sv"),
        ("de-DE,de;q=0.9,en;q=0.4", "en"),
        ("en;q=0.3, fi;q=0.7", "fi"),
        ("EN-us", "en"),
        ("de", "fi"),
        ("en;q=0, sv;q=0.1", "sv"),
        ("en;q=rubbish, sv", "sv"),
        ("*", "fi"),
    ],
)
def test_the_visitors_best_liked_language_that_we_have(header: str, chosen: str) -> None:
    assert choose(header) == chosen


@given(st.text())
def test_any_header_gives_a_language(header: str) -> None:
    assert choose(header) in LANGUAGES
