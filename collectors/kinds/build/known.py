"""What a kind may ask of the ledger: who an address is, and which bookings stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from collectors.bookings import Booking


class Known(Protocol):
    """The ledger as a collector sees it."""

    def person(self, address: str, day: str) -> str | None:
        """Id of the agency's person who had this e-mail address on the day."""

    def bookings(self) -> Sequence[Booking]:
        """Everybody's bookings from this source, cancelled ones too."""

    def meant(self, home_page: str, person_id: str, began: datetime) -> Booking | None:
        """The person's booking that a meeting which began then must have been."""


class Nothing:
    """Of an empty ledger."""

    def person(self, address: str, day: str) -> str | None:  # noqa: ARG002 (the protocol's names)
        return None

    def bookings(self) -> Sequence[Booking]:
        return ()

    def meant(self, home_page: str, person_id: str, began: datetime) -> Booking | None:  # noqa: ARG002 (as above)
        return None
