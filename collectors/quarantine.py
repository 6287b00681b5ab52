"""What a file could not give: rows set aside, files refused. Row, field and rule, never a value (law 10).

A row's number is the one a spreadsheet shows beside it: the header is row 1.
"""

import msgspec


class Quarantined(msgspec.Struct, frozen=True):
    """A row that was not taken. The remedy is to send the corrected file again."""

    row: int
    field: str
    rule: str


class Flagged(msgspec.Struct, frozen=True):
    """A row that was taken, with something in it worth a look."""

    row: int
    field: str
    rule: str


class Unstated(msgspec.Struct, frozen=True):
    """A row that is right and gives no statement: it is counted, and nothing of it is kept."""

    row: int
    field: str
    rule: str


def printable(name: str) -> str:
    """A name as somebody wrote it, on one line and without what moves a cursor."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


class FileRefused(Exception):
    """A file of which no row can be taken: its name without folders, the rule, and the way out."""

    def __init__(self, file: str, rule: str, way_out: str) -> None:
        self.file = printable(file)
        super().__init__(f"{self.file}: {rule}; {way_out}")
        self.rule = rule
        self.way_out = way_out

    @property
    def reason(self) -> str:
        """Without the name."""
        return f"{self.rule}; {self.way_out}"
