"""In which encoding a file is written: byte order mark first, then strict UTF-8, then Windows-1252."""

import codecs
from typing import BinaryIO

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHUNK = 1 << 20


class Undecodable(Exception):
    """`rule` and `way_out` say why no table can be read from these bytes."""

    def __init__(self, rule: str, way_out: str = "save it as CSV in UTF-8") -> None:
        super().__init__(rule)
        self.rule = rule
        self.way_out = way_out


def encoding(file: BinaryIO) -> tuple[str, int]:
    """(encoding, bytes before the text), or Undecodable. Reads it all: only the last letter may be beyond ASCII."""
    try:
        return _encoding(file)
    except UnicodeDecodeError as fault:
        raise Undecodable("the bytes are neither UTF-8, UTF-16 nor Windows-1252 text") from fault


def _encoding(file: BinaryIO) -> tuple[str, int]:
    file.seek(0)
    start = file.read(3)
    for mark, name in MARKS:
        if start.startswith(mark):
            _check(file, name, len(mark))
            return name, len(mark)
    try:
        _check(file, "utf-8", 0)
    except UnicodeDecodeError:
        _check(file, "cp1252", 0)
        return "cp1252", 0
    return "utf-8", 0


def _check(file: BinaryIO, name: str, start: int) -> None:
    decoder = codecs.getincrementaldecoder(name)()
    file.seek(start)
    written = False
    while chunk := file.read(CHUNK):
        text = decoder.decode(chunk)
        if "\0" in text:
            raise Undecodable("there is a NUL byte in it, so it is no text file")
        if len(chunk) == CHUNK and "\n" not in text and "\r" not in text:
            raise Undecodable("a line is longer than half a million characters, so it is no table")
        written = written or not text.isspace()
    decoder.decode(b"", final=True)
    if not written:
        raise Undecodable("the file is empty", "export it again")
