"""The rules of xAPI 1.0.3."""

import re
from typing import Any

from schemas.statement.refusal import Refused
from schemas.statement.rules import rules

_is_version = re.compile(r"1\.0(?:\.\d+)?", re.ASCII).fullmatch


def _version(value: Any) -> None:
    """1.0, or 1.0.x: any patch, since all 1.0.x share one data model."""
    if type(value) is not str or _is_version(value) is None:
        raise Refused("", "must be 1.0.x; best leave it out")


check = rules(_version, {})
"""Raises Refused at the first fault, with its path."""
