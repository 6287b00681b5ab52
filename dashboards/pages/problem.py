"""What is said where there is no page, or no release."""

from dashboards.page import Page, bare, render
from look.messages import message

UNPUBLISHED = {
    "nothing": "unpublished.nothing",
    "incomplete": "unpublished.incomplete",
    "older": "unpublished.older",
    "newer": "unpublished.newer",
}


def missing(lang: str, *, demo: bool) -> str:
    return _page("missing.html", lang, message(lang, "missing.title"), demo=demo)


def elsewhere(lang: str) -> str:
    """Of a page that stands on the server which takes in the data."""
    return _page("elsewhere.html", lang, message(lang, "elsewhere.title"), demo=False)


def unpublished(reason: str, lang: str, *, demo: bool) -> str:
    """`reason` as `Unpublished` gives it."""
    text = message(lang, UNPUBLISHED.get(reason, "unpublished.nothing"))
    return _page("unpublished.html", lang, message(lang, "unpublished.title"), demo=demo, text=text)


def _page(template: str, lang: str, title: str, *, demo: bool, **context: object) -> str:
    page = Page(template=template, title=title, path="", data=dict, table=list, context=lambda: context)
    return render(template, **(bare(page, lang, demo=demo) | {"twins": {}} | context))
