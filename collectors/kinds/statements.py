"""Statements (.ndjson, .json): what another system stated, as it was sent, one a line or in an array.

They go through the same door as those sent over HTTP. One without an id gets one from its bytes, so that a file
delivered twice adds nothing.
"""

from collections.abc import Iterable, Iterator

import msgspec

from collectors.keyed import keyed
from collectors.kinds.build.items import Context, Item, Statement
from collectors.quarantine import Quarantined
from collectors.sources.headers import Columns
from collectors.sources.ndjson import Statements

COLUMNS = Columns(required=())
OPENED = Statements


class _Named(msgspec.Struct):
    id: str | None = None


_named = msgspec.json.Decoder(_Named).decode


def collect(records: Iterable[tuple[int, bytes] | Quarantined], context: Context) -> Iterator[Item]:
    for record in records:
        if isinstance(record, Quarantined):
            yield record
        else:
            row, body = record
            yield Statement(row, _id(body) or given_id(context, body), body, record=None)


def given_id(context: Context, body: bytes) -> str:
    """Of a statement that brought none."""
    return keyed(context.key, "foreign", context.source, body.decode("utf-8", "surrogateescape"))


def _id(body: bytes) -> str | None:
    """Whatever else is wrong is for the door to say."""
    try:
        return _named(body).id
    except (msgspec.DecodeError, RecursionError):
        return None
