"""Questions to talk about: of each answer's state, and of answers that pull against each other. Never advice."""

from dashboards.reading.answers import Answer
from look.messages import message, texts
from schemas.cell import Cell

CONFLICTS: dict[str, dict[str, tuple[str, ...]]] = {
    "discuss.strain_with_reach": {"LC11a": ("up",), "LC01": ("up", "none")},
    "discuss.lighter_and_fewer": {"LC11a": ("down",), "LC01": ("down",)},
    "discuss.strain_and_safety": {"LC11a": ("up",), "LC09": ("down",)},
}
"""Which ways since last year make the question worth asking."""

ALWAYS = "discuss.unheard"


def questions(answers: list[Answer], lang: str) -> list[str]:
    """First where answers conflict, then each answer's own in their order."""
    cells = {answer.standing.figure.card.id: answer.standing.cell for answer in answers}
    moves = {name: cell.change for name, cell in cells.items() if cell}
    conflicts = [key for key, ways in CONFLICTS.items() if all(moves.get(name) in way for name, way in ways.items())]
    own = [f"discuss.{name}.{_state(cell, lang)}" for name, cell in cells.items()]
    return [message(lang, key) for key in (*conflicts, *own, ALWAYS)]


def _state(cell: Cell | None, lang: str) -> str:
    """up, down, steady, unseen; differ where experiences do."""
    if cell is None or cell.value is None:
        return "differ" if cell and cell.note == "experiences_differ" else "unseen"
    known = f"discuss.{cell.indicator}.{cell.change}" in texts(lang)
    return cell.change if cell.change and known else "steady"
