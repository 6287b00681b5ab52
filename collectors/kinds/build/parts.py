"""Pieces of statements that several kinds share."""

from collectors.kinds.build import ids
from collectors.kinds.build.items import Context


def grouping(context: Context, programme: str | None, goal: str | None = None) -> list[dict[str, str]] | None:
    """The programme and the goal an event belongs to, as far as they are known."""
    groups = [("programme", programme), ("goal", goal)]
    return [{"id": ids.named(context, sort, name)} for sort, name in groups if name] or None
