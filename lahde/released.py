"""The release in force, for commands that read nothing else."""

from lahde.folder import existing
from lahde.pipeline import PUBLISHED
from lahde.settings import Settings
from schemas.statement.refusal import Refused
from warehouse.published import Published, Unpublished, open_current

UNPUBLISHED = {
    "nothing": "nothing is released yet; `lahde release` makes the first",
    "incomplete": "the release is incomplete; `lahde release` makes another",
    "older": "the release was made by an older Lähde; `lahde release` makes another from the same data",
    "newer": "the release was made by a newer Lähde; use that one",
}


def released(settings: Settings) -> Published:
    """Refused: there is none that can be read, and what to do."""
    folder = settings.folder / PUBLISHED
    if not folder.exists():
        existing(settings.folder)
    try:
        return open_current(folder)
    except Unpublished as unpublished:
        raise Refused(str(folder), UNPUBLISHED[unpublished.reason]) from None
