"""What came of a file, in lines for people: counts, columns, rules and row numbers, never a value of a row."""

from collections.abc import Iterator

from collectors.collect import Summary, refusals
from collectors.quarantine import printable


def counted(summary: Summary) -> str:
    """`12 added, 3 known already, 2 rows set aside`."""
    parts = [f"{summary.added} added"]
    if summary.known:
        parts.append(f"{summary.known} known already")
    if summary.changed:
        parts.append(f"{summary.changed} changed")
    parts += [f"{count} rows {rule}" for rule, count in summary.unstated.items()]
    if summary.quarantined:
        parts.append(f"{len(summary.quarantined)} rows set aside")
    return ", ".join(parts)


def speed(summary: Summary) -> str | None:
    """Of a file that took a while: `8,100 rows/s, tincan 1 % of the time`."""
    if summary.seconds < 1:
        return None
    rows = summary.added + summary.known + summary.changed + len(summary.quarantined) + sum(summary.unstated.values())
    return f"{rows / summary.seconds:,.0f} rows/s, tincan {summary.tincan / summary.seconds:.0%} of the time".replace(
        "%", " %"
    )


def noted(summary: Summary) -> Iterator[str]:
    """Columns that were left out, and what is worth a look."""
    if summary.dropped:
        yield f"columns not stored: {', '.join(map(printable, summary.dropped))}"
    for rule, count in summary.flagged.items():
        yield f"{count} rows taken, worth a look: {rule}"


def refused(summary: Summary, most: int) -> Iterator[str]:
    """By field and rule, most first."""
    for field, rule, count, row in refusals(summary.quarantined)[:most]:
        where = f"row {row}" if count == 1 else f"{count} rows, first {row}"
        yield f"{where}, {field}: {rule}"
