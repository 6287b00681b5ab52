"""One of the five answers in sentences."""

import msgspec

from dashboards.reading import words
from dashboards.reading.answers import Answer
from dashboards.reading.figures import Figure
from dashboards.reading.release import name_of
from dashboards.reading.standing import Since, Standing
from look.messages import message


class Move(msgspec.Struct, frozen=True, kw_only=True):
    way: str
    """`↑ selvä nousu`; empty where none is ever told of the figure."""
    since: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One of the five answers."""

    question: str
    shown: str
    numeric: bool
    sentences: list[str]
    """What the figure says, or why there is none and when there may be."""
    moves: list[Move]
    """Since a year ago, and since the first published figure; where there is no figure, what the last one was."""
    notes: list[str]
    """Of which period it is and how many stand behind it; what to read beside it."""


def told(answer: Answer, lang: str) -> Told:
    standing = answer.standing
    sentences = dict.fromkeys([standing.sentence, standing.reason, standing.may_appear])
    return Told(
        question=message(lang, f"five.{answer.question}"),
        shown=standing.shown,
        numeric=bool(standing.cell and standing.cell.value is not None),
        sentences=[said for said in sentences if said],
        moves=_moves(standing, lang),
        notes=[said for said in (*_of(answer, lang), _beside(answer, lang)) if said],
    )


def _moves(standing: Standing, lang: str) -> list[Move]:
    year, first, last = standing.year, standing.baseline, standing.last_shown
    same = year and first and year.cell.period == first.cell.period
    moved = [
        ("five.year", year),
        ("five.baseline", None if same else first),
        ("five.last", Since(cell=last, change="") if last else None),
    ]
    return [_move(key, since, standing.figure, lang) for key, since in moved if since]


def _move(key: str, since: Since, figure: Figure, lang: str) -> Move:
    then = message(lang, key, value=figure.shown(since.cell), period=figure.period(since.cell))
    return Move(way=words.way(since.change, lang) if since.change else "", since=then)


def _of(answer: Answer, lang: str) -> list[str]:
    """Whose figure it is, of which period and of how many people, and what to be careful with."""
    cell, figure = answer.standing.cell, answer.standing.figure
    whose = message(lang, "report.above", name=name_of(answer.above, lang)[0]) if answer.above else ""
    if cell is None:
        return [whose]
    told = {"period": figure.period(cell), "people": words.people(cell, lang)}
    of = message(lang, "report.of" if cell.n else "report.then", **told)
    return [f"{of} {whose}".rstrip(), words.caution(cell, lang)]


def _beside(answer: Answer, lang: str) -> str:
    pair = answer.counterweight
    if pair is None:
        return ""
    told = pair.sentence(pair.latest) if pair.latest else message(lang, "sentence.nothing")
    return message(lang, "report.beside", name=pair.name, told=told)
