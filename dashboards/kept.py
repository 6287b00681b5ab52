"""Answers that were made before: a release does not change, so a page of it is made once."""

import threading
from collections import OrderedDict

import msgspec

MOST_BYTES = 64_000_000


class Body(msgspec.Struct, frozen=True):
    content: bytes
    media_type: str
    file: str = ""
    """The name to save it by; empty for what is shown."""


class Kept:
    """The answers used last, up to a number of bytes, by their ETag. From any thread."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str) -> Body | None:
        with self._lock:
            if tag in self._bodies:
                self._bodies.move_to_end(tag)
            return self._bodies.get(tag)

    def keep(self, tag: str, body: Body) -> None:
        with self._lock:
            if tag not in self._bodies:
                self._bodies[tag] = body
                self._size += len(body.content)
            while self._size > self._most:
                _, oldest = self._bodies.popitem(last=False)
                self._size -= len(oldest.content)
