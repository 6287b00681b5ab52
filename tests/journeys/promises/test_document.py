"""docs/privacy.md names the tests that prove each promise, and they exist."""

import re
from pathlib import Path

import pytest

from dashboards.contents.promises import promises

DOCS = Path(__file__).parents[3] / "docs"
TEXT = (DOCS / "privacy.md").read_text("utf-8")
PROMISES = re.findall(r"^## (\d+)\. ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
NAMED = re.findall(r"\[(test_\w+)\]\((\S+?)\)", TEXT)


def test_there_are_twelve():
    assert [int(number) for number, _, _ in PROMISES] == list(range(1, 13))


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise[0])
def test_each_is_proved(promise):
    assert len(re.findall(r"^- \[test_\w+\]", promise[2], re.MULTILINE)) >= 3


def test_the_trust_page_says_the_same():
    """The page speaks three languages, and its English is this document's."""
    told = promises("en")
    assert [title for _, title, _ in PROMISES] == [promise.title for promise in told]
    for promise, (_, _, text) in zip(told, PROMISES, strict=True):
        plain = " ".join(text.replace("*", "").replace("`", "").split())
        assert [s for s in re.split(r"(?<=[.]) ", promise.means) if s not in plain] == []


@pytest.mark.parametrize(("test", "file"), NAMED, ids=lambda part: part.rpartition("/")[2])
def test_every_test_that_is_named_exists(test, file):
    assert f"def {test}(" in (DOCS / file).read_text("utf-8")
