import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from look import LANGUAGES
from look.messages import catalogues, markup, message, reviewed, texts

ROOT = Path(__file__).parents[2]
ROOMS = (ROOT / "look", ROOT / "dashboards", ROOT / "collectors/web", ROOT / "lahde/signin", ROOT / "lahde/inbox")
CHOSEN = (
    "parts?|note|five|when|discuss|tool|sentence|headline|unit|state|kind|class|field|value|how|ask|booked|wrong|rule|taken_[a-z]+|csv|yours|"
    "identity"
)
CHOSEN_BY_DATA = re.compile(rf"""(?:"|\()({CHOSEN})\.(?:"|\{{)""")
"""Keys put together at run time: a figure's parts and unit, a cell's state and note, what a kept statement says."""


def sources() -> str:
    files = (f for room in ROOMS for f in room.rglob("*") if f.suffix in {".py", ".html"})
    return "\n".join(f.read_text("utf-8") for f in files)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_key_stands_in_one_catalogue() -> None:
    keys = Counter(entry.id for catalogue in catalogues("fi") for entry in catalogue if entry.id)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_in_every_language() -> None:
    assert texts("fi").keys() == texts("sv").keys() == texts("en").keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_empty(lang: str) -> None:
    assert [key for key, text in texts(lang).items() if not text.strip()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_values_go_into_every_language(lang: str) -> None:
    assert {k: fields(v) for k, v in texts(lang).items()} == {k: fields(v) for k, v in texts("fi").items()}


def test_every_key_is_used() -> None:
    code = sources()
    prefixes = tuple(f"{prefix}." for prefix in CHOSEN_BY_DATA.findall(code))
    unused = [key for key in texts("fi") if f'"{key}"' not in code and not key.startswith(prefixes)]
    assert unused == []


def test_every_used_key_exists() -> None:
    used = set(re.findall(r"""\bt\("([a-z_.A-Z0-9]+)"[,)]""", sources()))
    used |= set(re.findall(r"""\bmessage\([\w.]+, "([a-z_.A-Z0-9]+)"[,)]""", sources()))
    assert len(used) > 50
    assert used - texts("fi").keys() == set()


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_a_percent_sign_never_stands_alone_on_a_line(lang: str) -> None:
    assert [text for text in texts(lang).values() if re.search(r"[\d}] %", text)] == []


def test_swedish_waits_for_a_reader() -> None:
    assert [lang for lang in LANGUAGES if not reviewed(lang)] == ["sv"]


def test_values_are_escaped_on_pages_only() -> None:
    assert message("fi", "phrase.below", value="<b>") == "alle <b>"
    assert markup("fi", "phrase.below", value="<b>") == "alle &lt;b&gt;"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("fi", "no.such.key")
