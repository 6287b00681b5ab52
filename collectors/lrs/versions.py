"""Which version of xAPI a request speaks, and so its answer (Communication 3.3; 2.0: 4.1.2)."""

import hashlib
import re
from collections import OrderedDict

from starlette.requests import Request

from schemas.statement.refusal import Refused

HEADER = "X-Experience-API-Version"
FIRST, SECOND = "1.0.3", "2.0.0"
"""The newest of each line, which all requests of the line are answered with."""
FIRST_LINE = ("1.0.3", "1.0.2", "1.0.1", "1.0.0")
REMEMBERED = 1_000

_LINES = ((FIRST, re.compile(r"1\.0(\.[0-9]+)?", re.ASCII)), (SECOND, re.compile(r"2\.0(\.[0-9]+)?", re.ASCII)))


def named(header: str | None) -> str | None:
    """1.0.3 for 1.0 and every 1.0.x, 2.0.0 for 2.0 and every 2.0.x; None for all else."""
    return next((newest for newest, line in _LINES if line.fullmatch(header or "")), None)


def check(request: Request) -> None:
    """Refused where the request names no version that is served."""
    if named(request.headers.get(HEADER)) is None:
        raise Refused(HEADER, f"must be 1.0.x or 2.0.x, best {FIRST} or {SECOND}; add the header")


def listed(header: str | None) -> list[str]:
    """What the About resource lists. Clients of 1.0.x take a version they do not know for a fault."""
    return [*FIRST_LINE] if named(header) == FIRST else [SECOND, *FIRST_LINE]


class Versions:
    """Which version a request without a usable header is answered in: as its sender spoke last (ADR 0028)."""

    def __init__(self) -> None:
        self._spoken: OrderedDict[bytes, str] = OrderedDict()

    def answering(self, request: Request) -> str:
        """The version of the answer to this request."""
        sender = hashlib.sha256(request.headers.get("authorization", "").encode()).digest()
        version = named(request.headers.get(HEADER))
        if version is None:
            return self._spoken.get(sender, FIRST)
        self._spoken[sender] = version
        self._spoken.move_to_end(sender)
        if len(self._spoken) > REMEMBERED:
            self._spoken.popitem(last=False)
        return version
