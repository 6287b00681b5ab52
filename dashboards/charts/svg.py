"""The little SVG that charts are written in."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec
from markupsafe import Markup, escape

UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file may hold, not even escaped."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What a chart says to those who do not see it, in the page's language."""

    id: str
    """Unique on the page; of any characters."""
    title: str
    desc: str


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """Frame, margins and text size in the same units; at least 12 px of text at the width it is shown at."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    text: float


def num(value: float) -> str:
    """Tenths of a unit are finer than any screen."""
    return f"{value:.1f}".removesuffix(".0")


def element(tag: str, content: object = "", **attributes: object) -> Markup:
    """One element; `class_` and `stroke_width` are written as SVG spells them, numbers with one decimal."""
    written = "".join(
        [
            f' {_attribute(name)}="{num(value) if isinstance(value, float) else _safe(value)}"'
            for name, value in attributes.items()
        ]
    )
    body = _safe(content)
    # S704: attributes and body are escaped just above; tag names are our own.
    return Markup(f"<{tag}{written}>{body}</{tag}>" if body else f"<{tag}{written}/>")  # noqa: S704


def path(d: str, css: str) -> Markup:
    """One path; nothing where there is nothing to draw."""
    return element("path", d=d, class_=css) if d else Markup("")


def join(elements: Iterable[str]) -> Markup:
    return Markup("").join(elements)


def frame(size: Size, words: Words, css: str, content: str) -> Markup:
    """The whole drawing: an image with a name and a description."""
    title, desc = f"c-{_name(words.id)}-t", f"c-{_name(words.id)}-d"
    return element(
        "svg",
        element("title", words.title, id=title) + element("desc", words.desc, id=desc) + content,
        viewBox=f"0 0 {num(size.width)} {num(size.height)}",
        class_=css,
        role="img",
        aria_labelledby=f"{title} {desc}",
        font_size=size.text,
    )


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _safe(value: object) -> Markup:
    return value if isinstance(value, Markup) else _spoken(str(value))


@lru_cache(4_096)  # the same few classes and places again and again
def _spoken(text: str) -> Markup:
    return escape(UNSPEAKABLE.sub("", text))


def _name(text: str) -> str:
    """A different name for every text, of characters that names in XML may have."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda found: f".{ord(found[0]):x}", text)
