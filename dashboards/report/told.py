"""One of the five answers in sentences."""

import msgspec

from dashboards import words
from dashboards.answers import Answer
from dashboards.figures import Figure
from dashboards.reading import name_of
from dashboards.standing import Since, Standing
from look.messages import message


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One of the five answers."""

    question: str
    shown: str
    numeric: bool
    sentences: list[str]
    """What the figure says and how it has moved, or why there is none and when there may be."""
    notes: list[str]
    """Of which period it is and how many stand behind it; what to read beside it."""


def told(answer: Answer, lang: str) -> Told:
    standing = answer.standing
    sentences = dict.fromkeys([standing.sentence, *_moves(standing, lang), *_unseen(standing, lang)])
    return Told(
        question=message(lang, f"five.{answer.question}"),
        shown=standing.shown,
        numeric=bool(standing.cell and standing.cell.value is not None),
        sentences=[said for said in sentences if said],
        notes=[said for said in (*_of(answer, lang), _beside(answer, lang)) if said],
    )


def _moves(standing: Standing, lang: str) -> list[str]:
    """Since a year ago, and since the first published figure. Where no arrow is ever told, only what it was."""
    year, first = standing.year, standing.baseline
    same = year and first and year.cell.period == first.cell.period
    moved = [
        _move(year, "report.year" if year.change else "report.year.alone", standing.figure, lang) if year else "",
        _move(first, "report.baseline" if first.change else "report.baseline.alone", standing.figure, lang)
        if first and not same
        else "",
    ]
    return [said for said in moved if said]


def _move(since: Since, key: str, figure: Figure, lang: str) -> str:
    told = {"then": figure.shown(since.cell), "period": figure.period(since.cell)}
    return message(lang, key, **told, change=message(lang, words.CHANGES[since.change]))


def _unseen(standing: Standing, lang: str) -> list[str]:
    """Why there is no figure, when there may be one, and what the last one was."""
    last, figure = standing.last_shown, standing.figure
    then = message(lang, "report.last", then=figure.shown(last), period=figure.period(last)) if last else ""
    return [standing.reason, standing.may_appear, then]


def _of(answer: Answer, lang: str) -> list[str]:
    """Whose figure it is, of which period and of how many people, and what to be careful with."""
    cell, figure = answer.standing.cell, answer.standing.figure
    whose = message(lang, "report.above", name=name_of(answer.above, lang)[0]) if answer.above else ""
    if cell is None:
        return [whose]
    told = {"period": figure.period(cell), "people": words.people(cell, lang)}
    return [whose, message(lang, "report.of" if cell.n else "report.then", **told), words.caution(cell, lang)]


def _beside(answer: Answer, lang: str) -> str:
    pair = answer.counterweight
    if pair is None:
        return ""
    told = pair.sentence(pair.latest) if pair.latest else message(lang, "sentence.nothing")
    return message(lang, "report.beside", name=pair.name, told=told)
