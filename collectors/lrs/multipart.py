"""multipart/mixed, both ways: statements first, then each content once (Communication 1.5.2; 2.0: 4.1.3)."""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from collectors.attachments import hashes
from collectors.ledger.work import Attachment
from schemas.statement.refusal import Refused

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

KIND = "multipart/mixed"
HASH = "x-experience-api-hash"

Part = tuple[dict[str, str], bytes]
"""Headers by their names in small letters, and the content."""


def read(content_type: str, body: bytes) -> tuple[bytes, dict[str, bytes]]:
    """(the statements, the other parts' contents by SHA-2 in small letters)."""
    first, *others = _parts(_boundary(content_type), body)
    if _kind(first[0]) != "application/json":
        raise Refused("body[0].Content-Type", "the first part must be the statements, as application/json")
    return first[1], dict(_content(index, part) for index, part in enumerate(others, 1))


def write(statements: bytes, attachments: Iterable[Attachment]) -> tuple[bytes, str]:
    """(body, content type)."""
    boundary = secrets.token_hex(16)
    parts = [_written({"Content-Type": "application/json"}, statements)]
    for one in attachments:
        headers = {"Content-Type": one.media_type, "Content-Transfer-Encoding": "binary"}
        parts.append(_written(headers | {"X-Experience-API-Hash": one.sha2}, one.content))
    edge = f"--{boundary}".encode()
    return edge + edge.join(parts) + edge + b"--\r\n", f"{KIND}; boundary={boundary}"


def _written(headers: dict[str, str], content: bytes) -> bytes:
    lines = "".join(f"\r\n{name}: {value}" for name, value in headers.items())
    return f"{lines}\r\n\r\n".encode() + content + b"\r\n"


def _boundary(content_type: str) -> bytes:
    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        raise Refused("Content-Type", "multipart/mixed needs a boundary; name it in the header")
    return boundary


def _parts(boundary: bytes, body: bytes) -> list[Part]:
    """All parts, once the last one has ended."""
    gathered = _Gathered()
    try:
        parser = MultipartParser(boundary, gathered.callbacks())
        parser.write(body.lstrip(b"\r\n"))
        parser.finalize()
    except FormParserError:
        gathered.ended = False
    if not gathered.ended or not gathered.parts:
        raise Refused("body", "is not multipart/mixed as its boundary says; check boundaries and line ends (CR LF)")
    return gathered.parts


def _kind(headers: dict[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _content(index: int, part: Part) -> tuple[str, bytes]:
    headers, content = part
    place = f"body[{index}]"
    if headers.get("content-transfer-encoding", "").lower() != "binary":
        raise Refused(f"{place}.Content-Transfer-Encoding", "must be binary")
    sha2 = headers.get(HASH, "").lower()
    if not hashes(content, sha2):
        raise Refused(
            f"{place}.X-Experience-API-Hash", "must be the SHA-2 of this part's content, in hexadecimal digits"
        )
    return sha2, content


class _Gathered:
    """What the parser meets, part by part."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.ended = False
        self._name = self._value = b""
        self._headers: dict[str, str] = {}
        self._content: list[bytes] = []

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._part_begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_part_data": self._part_data,
            "on_part_end": self._part_end,
            "on_end": self._end,
        }

    def _part_begin(self) -> None:
        self._headers, self._content = {}, []

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._name.decode("latin-1").strip().lower()] = self._value.decode("latin-1").strip()
        self._name = self._value = b""

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        self._content.append(data[start:end])

    def _part_end(self) -> None:
        self.parts.append((self._headers, b"".join(self._content)))

    def _end(self) -> None:
        self.ended = True
