"""A file of statements: one a line, or one JSON array. Each one's bytes are as they stand in the file."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from collectors.quarantine import FileRefused, Quarantined
from collectors.sources.headers import Header
from schemas.statement.parse import split
from schemas.statement.refusal import Refused

LONGEST_LINE = 4 * 2**20
MOST_ARRAY = 64 * 2**20
"""Bytes of an array: it is cut as a whole, while lines may go on for ever."""
PACKED = {b"\x1f\x8b": "gzip", b"PK": "zip", b"BZ": "bzip2", b"\xfd7": "xz", b"(\xb5": "zstd"}
MARK = b"\xef\xbb\xbf"
BLANK = b" \t\r\n"


class Statements:
    """An opened file; FileRefused when it holds no statements. `total` and `done()` are in bytes."""

    header = Header(places={})

    def __init__(self, file: BinaryIO | Path, name: str | None = None) -> None:
        self.name = name or Path(str(getattr(file, "name", file))).name
        self._owned = isinstance(file, Path)
        self._file = file.open("rb") if isinstance(file, Path) else file
        try:
            self.total = self._file.seek(0, io.SEEK_END)
            self._array = self._is_array()
        except BaseException:
            self.close()
            raise

    def done(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        """A file opened here is closed; one that was handed in stays open."""
        if self._owned:
            self._file.close()

    def records(self) -> Iterator[tuple[int, bytes] | Quarantined]:
        """(line, or place in the array from 1; the statement's bytes)."""
        self._file.seek(0)
        if self._array:
            yield from enumerate(self._elements(), start=1)
            return
        row = 0
        while line := self._file.readline(LONGEST_LINE):
            row += 1
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                self._skip()
                yield Quarantined(row, "(row)", f"a statement of more than {LONGEST_LINE // 2**20} MB is not taken")
            elif statement := line.removeprefix(MARK if row == 1 else b"").strip(BLANK):
                yield row, statement

    def _is_array(self) -> bool:
        self._file.seek(0)
        start = self._file.read(4_096)
        if packing := next((name for magic, name in PACKED.items() if start.startswith(magic)), None):
            raise FileRefused(self.name, f"is packed with {packing}", "unpack it first")
        first = start.removeprefix(MARK).lstrip(BLANK)[:1]
        if first not in (b"{", b"["):
            raise FileRefused(self.name, "does not begin as JSON in UTF-8", "write one statement a line, or an array")
        if first == b"[" and self.total > MOST_ARRAY:
            rule = f"an array of more than {MOST_ARRAY // 2**20} MB is not read"
            raise FileRefused(self.name, rule, "write one statement a line instead")
        return first == b"["

    def _elements(self) -> list[bytes]:
        try:
            return split(self._file.read().removeprefix(MARK).strip(BLANK))[1]
        except Refused as refusal:
            raise FileRefused(self.name, refusal.rule, "or write one statement a line") from None

    def _skip(self) -> None:
        while (part := self._file.readline(LONGEST_LINE)) and not part.endswith(b"\n"):
            pass
