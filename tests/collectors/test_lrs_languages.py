"""Which language of a map is answered (Communication 2.1.3; RFC 4647 and RFC 9110, 12.5.4)."""

import pytest

from collectors.lrs.languages import chosen, ranges


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("fi", ["fi"]),
        ("en;q=0.5, sv-FI, fi;q=0.9", ["sv-fi", "fi", "en"]),
        ("fi;q=0, sv;q=0.0, en;q=0.001", ["en"]),
        ("fi ; q=1.000 , *;q=0.1", ["fi", "*"]),
        ("a, b, c", ["a", "b", "c"]),
        ("", []),
        ("fi;q=2, en;q=x, ;, sv", ["sv"]),
    ],
)
def test_what_is_wanted_most_stands_first(header, found):
    assert ranges(header) == found


@pytest.mark.parametrize(
    ("tags", "wanted", "tag"),
    [
        (["en-US", "en-GB"], ["en-gb"], "en-GB"),
        (["en-US", "en-GB"], ["en"], "en-US"),
        (["en", "fi"], ["fi-fi"], "fi"),
        (["en", "fi"], ["sv", "fi"], "fi"),
        (["en", "fin"], ["fi"], "en"),
        (["sv", "en"], ["fi-fi", "en-gb", "sv"], "sv"),
        (["sv", "en"], ["fi", "*"], "sv"),
        (["sv", "en"], [], "sv"),
        ([], ["fi"], None),
    ],
)
def test_one_is_chosen(tags, wanted, tag):
    assert chosen(tags, wanted) == tag
