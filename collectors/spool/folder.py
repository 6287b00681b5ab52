"""All waves of a data folder."""

from pathlib import Path

from collectors.spool.file import SpoolFile
from collectors.spool.wave import NAME

FOLDER = "spool"


class Spool:
    """`data` is the data folder. A wave is running (its file is there), closed, or unknown."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def ready(self) -> "Spool":
        """Makes the folder, its owner's alone."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self

    def running(self, name: str) -> SpoolFile | None:
        """The file of a wave that is not closed and entered yet. `name` may be anything somebody typed."""
        found = self.file(name) if NAME.fullmatch(name) else None
        return found if found and found.path.exists() else None

    def closed(self, name: str) -> bool:
        return bool(NAME.fullmatch(name)) and self._mark(name).exists()

    def names(self) -> list[str]:
        """Of the running ones."""
        return sorted(path.name.removesuffix(".sqlite") for path in self._folder.glob("*.sqlite"))

    def file(self, name: str) -> SpoolFile:
        return SpoolFile(self._folder / f"{name}.sqlite")

    def mark_closed(self, name: str) -> None:
        """Remembers that there was such a wave, when its file is about to go."""
        self._mark(name).touch(mode=0o600)

    def _mark(self, name: str) -> Path:
        return self._folder / f"{name}.closed"
