"""What was set aside of an address that is read again and again: of its last reading, not of all of them."""

from collections.abc import Callable

from collectors.ledger.work import Done, Quarantine, Work


class SetAside:
    """Stands before the ledger and keeps rows set aside until `put`."""

    def __init__(self, do: Callable[[Work], Done], name: str) -> None:
        self._do = do
        self._name = name
        self._rows: list[tuple[int, str, str]] = []

    def do(self, work: Work) -> Done:
        if not isinstance(work, Quarantine):
            return self._do(work)
        self._rows += work.rows
        return Done()

    def put(self, source: str, kind: str) -> None:
        """In the place of the former ones."""
        self._do(Quarantine(source=source, kind=kind, file=self._name, rows=self._rows, anew=True))
