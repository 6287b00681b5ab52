"""`lahde audit` says how much is shown."""

from lahde.audit import summary


def row(level: str, state: str, cells: int, sensitive: bool = False) -> dict[str, object]:
    return {"level": level, "state": state, "cells": cells, "sensitive": sensitive}


def test_how_much_is_shown_by_level_and_apart_for_what_is_sensitive() -> None:
    rows = [
        row("agency", "value", 6), row("agency", "zero", 2), row("department", "value", 2),
        row("department", "suppressed", 1), row("agency", "not_available", 1, sensitive=True),
    ]  # fmt: skip
    assert list(summary(rows)) == [
        "Shown of the indicators that are not sensitive: agency 100 %, department 66 %",
        "Shown of the indicators that are sensitive: agency 0 %",
    ]
