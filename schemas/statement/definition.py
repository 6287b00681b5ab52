"""One definition of an activity from several (Data 2.4.4.1): what statements said of it, later ones last."""

from collections.abc import Iterable
from typing import Any

from schemas.statement.activities import COMPONENT_LISTS

Definition = dict[str, Any]

MAPS = ("name", "description", "extensions")
INTERACTION = frozenset({"interactionType", "correctResponsesPattern"}.union(*COMPONENT_LISTS.values()))
"""Belong together: the newest interaction replaces an older one as a whole."""


def merged(definitions: Iterable[Definition]) -> Definition:
    """Languages and extensions add up; of all else the newest holds."""
    whole: Definition = {}
    for newer in definitions:
        if "interactionType" in newer:
            whole = {name: value for name, value in whole.items() if name not in INTERACTION}
        joined = {name: whole.get(name, {}) | newer[name] for name in MAPS if name in newer}
        whole = whole | newer | joined
    return whole
