"""`lahde collect`: what is taken in otherwise than over HTTP."""

import sys
from typing import Annotated

import typer

from lahde.cli.app import Data, app
from lahde.settings import load


@app.command()
def collect(
    kind: Annotated[
        str,
        typer.Argument(
            help="units, persons, identities, sessions, reflections, moments, courses, pulse, calendar, statements."
        ),
    ],
    files: Annotated[list[str], typer.Argument(help="CSV, .ics or .ndjson files, as the kind says.")],
    source: Annotated[
        str | None, typer.Option(help="Whose files these are; needed when there is more than one source.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and show, take nothing in.")] = False,
    data: Data = None,
) -> None:
    """Take in files.

    Their rows become statements. The same file twice adds nothing. Rows that cannot be taken are named and set
    aside (exit status 3): correct them and hand the file over again.

    Example: `lahde collect sessions sessions.csv --source hr-files`
    """
    from lahde.collect import run

    sys.exit(run(load(data=data), kind, files, source, dry_run=dry_run))


@app.command()
def calendars(
    name: Annotated[str | None, typer.Argument(help="One of [calendars.NAME] in the settings. (default: all)")] = None,
    data: Data = None,
) -> None:
    """Read the calendars that the settings subscribe to.

    Sessions with the programme's category or booking mailbox become bookings; those that are called off, or gone from
    the calendar, become cancellations. Titles, texts and places are never read.

    Examples: `lahde calendars` · `lahde calendars klv-mentors`
    """
    from lahde.feeds.calendars import run

    sys.exit(run(load(data=data), name))
