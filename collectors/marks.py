"""What tells a calendar's mentoring sessions from everything else in it."""

import msgspec


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """All in small letters."""

    categories: frozenset[str] = frozenset()
    mailboxes: frozenset[str] = frozenset()
    """Booking addresses: organisers or attendees that are no person."""
    whole: bool = False
    """The calendar holds all that is planned: a booking it no longer holds is cancelled."""
