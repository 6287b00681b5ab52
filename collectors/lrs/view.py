"""How the statements of one request are answered: in its version, form and languages, with or without attachments."""

from collections.abc import Iterable
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from collectors.ledger.reader import Reader
from collectors.lrs import forms, languages, multipart, versions
from collectors.lrs.query import Asked, Single
from schemas.statement.definition import merged


class View:
    """`source`: the only one whose statements may be looked at, also for what they say of an Activity."""

    def __init__(self, request: Request, asked: Asked | Single, reader: Reader, source: str | None) -> None:
        self._second = versions.named(request.headers.get(versions.HEADER)) == versions.SECOND
        self._wanted = languages.ranges(request.headers.get("accept-language", ""))
        self._asked = asked
        self._reader = reader
        self._definition = cache(lambda activity: merged(reader.definitions(activity, source)))

    def statement(self, body: bytes) -> bytes:
        if self._asked.form == "ids":
            body = forms.ids(body)
        elif self._asked.form == "canonical":
            body = forms.canonical(body, self._wanted, self._definition)
        return forms.in_utc(body) if self._second else body

    def response(self, body: bytes, seqs: Iterable[int], headers: dict[str, str]) -> Response:
        """`seqs`: of the statements in the body."""
        kind = "application/json"
        if self._asked.attachments:
            body, kind = multipart.write(body, self._reader.attachments(seqs))
        return Response(body, media_type=kind, headers=headers)
