"""Statements as a request brings them: alone, or with contents (Communication 1.5)."""

import msgspec
from starlette.requests import Request

from collectors.door import prepare
from collectors.ledger.work import Prepared
from collectors.lrs import multipart, versions
from collectors.lrs.body import read
from schemas.statement.refusal import Refused

JSON = "application/json"


class Received(msgspec.Struct):
    statements: bytes
    parts: dict[str, bytes]
    """Contents by their SHA-2."""
    version: str

    def prepare(self, raw: bytes, *, path: str = "", statement_id: str | None = None) -> Prepared:
        """One of the statements, checked with what came with it."""
        return prepare(raw, path=path, statement_id=statement_id, version=self.version, parts=self.parts)

    def refuse_loose(self, statements: list[Prepared]) -> None:
        """Each part belongs to a statement."""
        if self.parts.keys() - {one.sha2 for statement in statements for one in statement.attachments}:
            raise Refused("body", "holds a part that no statement names by its sha2; leave it out")


async def receive(request: Request) -> Received:
    """Refused where the body is neither JSON nor multipart/mixed."""
    kind = request.headers.get("content-type", "")
    name = kind.partition(";")[0].strip().lower()
    if name not in (JSON, multipart.KIND):
        raise Refused("Content-Type", f"must be {JSON}, or {multipart.KIND} where contents come along")
    body = await read(request)
    statements, parts = multipart.read(kind, body) if name == multipart.KIND else (body, {})
    return Received(statements, parts, versions.named(request.headers.get(versions.HEADER)) or versions.FIRST)
