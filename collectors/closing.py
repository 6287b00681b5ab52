"""Ending long work in order: files are left between two pieces of work for the ledger, and are due again."""

from threading import Event

from collectors.collect import Do
from collectors.ledger.work import Done, Work


class Closing(Exception):
    """The server ends."""


def until(closing: Event, do: Do) -> Do:
    """`do`, until the event is set; from then on Closing."""

    def checked(work: Work) -> Done:
        if closing.is_set():
            raise Closing
        return do(work)

    return checked
