"""xAPI statements: taken apart, checked, compared. One set of rules for each version of the specification."""

from collections.abc import Callable
from typing import Any

from schemas.statement import rules_1_0_3, rules_2_0
from schemas.statement.refusal import Refused

__all__ = ["RULES", "Refused", "check"]

RULES: dict[str, Callable[[dict[str, Any]], None]] = {
    "1.0.3": rules_1_0_3.check,
    "2.0.0": rules_2_0.check,
}
"""By version, as the answer's header X-Experience-API-Version names it."""


def check(statement: dict[str, Any], version: str = "1.0.3") -> None:
    """Raises Refused at the statement's first fault, with its path."""
    RULES[version](statement)
