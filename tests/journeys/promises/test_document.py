"""docs/privacy.md names the tests that prove each promise, and they exist."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"
TEXT = (DOCS / "privacy.md").read_text("utf-8")
PROMISES = re.findall(r"^## (\d+)\. ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
NAMED = re.findall(r"\[(test_\w+)\]\((\S+?)\)", TEXT)


def test_there_are_twelve():
    assert [int(number) for number, _, _ in PROMISES] == list(range(1, 13))


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise[0])
def test_each_is_proved(promise):
    assert len(re.findall(r"^- \[test_\w+\]", promise[2], re.MULTILINE)) >= 3


@pytest.mark.parametrize(("test", "file"), NAMED, ids=lambda part: part.rpartition("/")[2])
def test_every_test_that_is_named_exists(test, file):
    assert f"def {test}(" in (DOCS / file).read_text("utf-8")
