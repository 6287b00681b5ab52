"""An uploaded file on its way to the disk: never whole in memory, never where other users of the machine could read it.

The form's fields come before its file, so that nothing is kept of a form that is not ours.
"""

import hashlib
import secrets
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import msgspec
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from collectors.web import form

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_PARTS = 8
LONGEST_FIELD = 1000
PATIENCE = 4
"""How many times the limit is read and thrown away, so that a browser hears why instead of losing its connection."""
ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".ics", ".json", ".ndjson", ".jsonl"})


class Upload(msgspec.Struct, kw_only=True):
    """What came. Without a path no file was chosen, or it was too large."""

    name: str = ""
    """As the browser gave it: only ever shown."""
    path: Path | None = None
    size: int = 0
    sha256: str = ""
    too_large: bool = False

    def discard(self) -> None:
        if self.path:
            self.path.unlink(missing_ok=True)


async def read(request: Request, csrf: str, folder: Path, largest: int) -> tuple[FormData, Upload]:
    """The form's fields and its file. 400: no form of a browser. 403: not handed out by us. 413: far too large."""
    form.from_here(request)
    reading = _Reading(csrf, folder, largest)
    try:
        parser = MultipartParser(_boundary(request), reading.callbacks())  # limits headers itself
        async for chunk in request.stream():
            reading.came(len(chunk))
            parser.write(chunk)
            await run_in_threadpool(reading.write)
        parser.finalize()
        return reading.whole()
    except FormParserError:
        reading.discard()
        raise HTTPException(400) from None
    except BaseException:
        reading.discard()
        raise


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise HTTPException(400)
    return options[b"boundary"]


class _Reading:
    """One form, part by part."""

    def __init__(self, csrf: str, folder: Path, largest: int) -> None:
        self._csrf = csrf
        self._folder = folder
        self._largest = largest
        self._came = 0
        self._parts = 0
        self._fields: dict[str, bytes] = {}
        self._header = b""
        self._disposition = b""
        self._value = b""
        self._field: str | None = None
        self._waiting: list[bytes] = []
        self._digest = hashlib.sha256()
        self._upload: Upload | None = None

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers,
            "on_part_data": self._data,
        }

    def came(self, size: int) -> None:
        self._came += size
        if self._came > PATIENCE * self._largest + form.SMALL:
            raise HTTPException(413)

    def write(self) -> None:
        """What gathered, in a thread."""
        waiting, self._waiting = self._waiting, []
        if not (self._upload and self._upload.path and waiting):
            return
        with self._upload.path.open("ab") as file:
            for data in waiting:
                self._digest.update(data)
                file.write(data)

    def whole(self) -> tuple[FormData, Upload]:
        self._ours()
        upload = self._upload or Upload()
        upload.sha256 = self._digest.hexdigest()
        if upload.too_large or not upload.name:
            upload.discard()
            upload.path = None
        return FormData([(name, value.decode(errors="replace")) for name, value in self._fields.items()]), upload

    def discard(self) -> None:
        if self._upload:
            self._upload.discard()

    def _begin(self) -> None:
        self._parts += 1
        self._disposition = b""
        self._field = None
        if self._parts > MOST_PARTS:
            raise HTTPException(400)

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        if b"filename" not in options:
            self._field = options.get(b"name", b"").decode(errors="replace")[:100]
            self._fields[self._field] = b""
            return
        self._ours()
        if self._upload:
            raise HTTPException(400)
        name = options[b"filename"].decode(errors="replace")
        self._upload = Upload(name=name, path=_new(self._folder, name))

    def _ours(self) -> None:
        if not secrets.compare_digest(self._fields.get(form.FIELD, b""), self._csrf.encode()):
            raise HTTPException(403)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._field is not None:
            self._fields[self._field] += data[start:end]
            if len(self._fields[self._field]) > LONGEST_FIELD:
                raise HTTPException(413)
        elif self._upload:
            self._upload.size += end - start
            self._upload.too_large = self._upload.size > self._largest
            if not self._upload.too_large:
                self._waiting.append(data[start:end])


def _new(folder: Path, name: str) -> Path:
    """A file only its owner can read, under a name that nobody chose. The ending stays where it is a known one."""
    ending = PurePath(name).suffix.lower()
    path = folder / (secrets.token_hex(16) + (ending if ending in ENDINGS else ""))
    path.touch(mode=0o600, exist_ok=False)
    return path
