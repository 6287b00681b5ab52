"""Messages by key. A message is a whole sentence or label, never a fragment to be glued: Finnish inflects."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

FOLDER = Path(__file__).parent / "catalogues"


@cache
def catalogue(lang: str) -> Catalog:
    with (FOLDER / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


@cache
def texts(lang: str) -> dict[str, str]:
    """Key → message of one language."""
    return {str(entry.id): str(entry.string) for entry in catalogue(lang) if entry.id}


def reviewed(lang: str) -> bool:
    """Has a reader of the language approved the catalogue? Its header carries gettext's `fuzzy` flag until then."""
    return not catalogue(lang).fuzzy


def message(lang: str, key: str, **values: object) -> str:
    """The message as plain text, for charts, downloads and titles. An unknown key is an error."""
    return texts(lang)[key].format(**values)


def markup(lang: str, key: str, **values: object) -> Markup:
    """The message for a page: message and values are escaped, values that are already markup stay."""
    # S704: the text is escaped here, and Markup.format escapes the values.
    return Markup(escape(texts(lang)[key])).format(**values)  # noqa: S704
