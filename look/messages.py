"""Messages by key. A message is a whole sentence or label, never a fragment to be glued: Finnish inflects."""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

FOLDER = Path(__file__).parent / "catalogues"


@cache
def catalogues(lang: str) -> list[Catalog]:
    """One for each group of pages, and one for what all pages share."""
    return list(_read(lang))


def _read(lang: str) -> Iterator[Catalog]:
    for path in sorted(FOLDER.glob(f"*.{lang}.po")):
        with path.open("rb") as file:
            yield read_po(file, locale=lang)


@cache
def texts(lang: str) -> dict[str, str]:
    """Key → message of one language."""
    return {str(entry.id): str(entry.string) for entry in chain(*catalogues(lang)) if entry.id}


def reviewed(lang: str) -> bool:
    """Has a reader of the language approved all its catalogues? A header carries gettext's `fuzzy` flag until then."""
    return not any(catalogue.fuzzy for catalogue in catalogues(lang))


def message(lang: str, key: str, **values: object) -> str:
    """The message as plain text, for charts, downloads and titles. An unknown key is an error."""
    return texts(lang)[key].format(**values)


def markup(lang: str, key: str, **values: object) -> Markup:
    """The message for a page: message and values are escaped, values that are already markup stay."""
    # Each by itself: Markup.format would take three times as long.
    safe = {name: escape(value) for name, value in values.items()}
    return Markup(_escaped(lang, key).format(**safe))  # noqa: S704 (text and values are escaped)


@cache
def _escaped(lang: str, key: str) -> str:
    return str(escape(texts(lang)[key]))
