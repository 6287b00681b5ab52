"""/fi/examples: the look of the house on one page, for whoever adds a page and for the tests that look at it."""

from dashboards.contents import examples as made
from dashboards.page import Page
from dashboards.reading.release import Reading
from look.messages import message

MARKS = {
    "examples.line": made.lines,
    "examples.dots": made.dots,
    "examples.bars": made.beside,
    "examples.sparklines": made.words,
}


def examples(reading: Reading) -> Page:
    lang = reading.lang
    marks = {message(lang, key): make(lang) for key, make in MARKS.items()}
    told = [[mark, example.says] for mark, shown in marks.items() for example in shown]
    return Page(
        template="examples.html",
        title=message(lang, "examples.title"),
        path="/examples",
        data=lambda: {"examples": [{"mark": mark, "says": says} for mark, says in told]},
        table=lambda: [[message(lang, "examples.column.mark"), message(lang, "examples.column.says")], *told],
        context=lambda: {"marks": marks, "small": made.small(lang)},
    )
