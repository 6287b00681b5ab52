"""What comes with statements, held against what they say of it (Data 2.4.11; Communication 1.5.2; 2.0: 4.2.2.6)."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from collectors.ledger.work import Attachment
from collectors.signature import USAGE, verify
from schemas.statement.refusal import Refused

ALGORITHMS = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
"""By hexadecimal digits."""


def hashes(content: bytes, sha2: str) -> bool:
    """Whether this is the content's SHA-2."""
    algorithm = ALGORITHMS.get(len(sha2))
    return algorithm is not None and hashlib.new(algorithm, content).hexdigest() == sha2.lower()


def matched(statement: dict[str, Any], parts: Mapping[str, bytes]) -> list[Attachment]:
    """What came of a (checked) statement's attachments; `parts`: contents by SHA-2 in small letters.

    Refused where one neither came nor can be fetched, or where a signature is none.
    """
    found = []
    for path, told in _told(statement):
        content = parts.get(told["sha2"].lower())
        if told["usageType"] == USAGE:
            _signed(statement, told, content, path)
        if content is not None:
            found.append(Attachment(sha2=told["sha2"].lower(), media_type=told["contentType"], content=content))
        elif "fileUrl" not in told:
            raise Refused(f"{path}.sha2", "names content that did not come; send it as multipart/mixed, or a fileUrl")
    return found


def _told(statement: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for index, told in enumerate(statement.get("attachments", ())):
        yield f"{path}attachments[{index}]", told
    if statement["object"].get("objectType") == "SubStatement":
        yield from _told(statement["object"], "object.")


def _signed(statement: dict[str, Any], told: dict[str, Any], content: bytes | None, path: str) -> None:
    if told["contentType"].lower() != "application/octet-stream":
        raise Refused(f"{path}.contentType", "must be application/octet-stream for a signature")
    if content is None:
        raise Refused(f"{path}.sha2", "names a signature that did not come; send it as a part of multipart/mixed")
    try:
        verify(content, statement)
    except Refused as refused:
        raise refused.within(path) from None
