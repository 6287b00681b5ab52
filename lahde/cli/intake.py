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
            help="units, persons, identities, sessions, reflections, moments, events, courses, pulse, goals, analysis, "
            "calendar, statements."
        ),
    ],
    files: Annotated[list[str], typer.Argument(help="CSV, XLSX, .ics or .ndjson files, as the kind says.")],
    source: Annotated[
        str | None, typer.Option(help="Whose files these are; needed when there is more than one source.")
    ] = None,
    mapping: Annotated[
        str | None, typer.Option(help="How the source's own columns are to be read: a ready mapping's name, or a file.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", help="FIELD=VALUE for every row; only with a mapping.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and show, take nothing in.")] = False,
    data: Data = None,
) -> None:
    """Take in files.

    Their rows become statements. The same file twice adds nothing. Rows that cannot be taken are named and set
    aside (exit status 3): correct them and hand the file over again. A changed row takes the place of what it said.
    Ready mappings: ms-forms-moments, ms-forms-pulse, limesurvey-pulse, teams-attendance, mentoring-platform,
    moodle-completion, sap-people (docs/collectors.md).

    Example: `lahde collect sessions sessions.csv --source hr-files`
    """
    from lahde.collect import How, run

    sys.exit(run(load(data=data), kind, files, source, How(mapping, tuple(given or ())), dry_run=dry_run))


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


@app.command()
def pull(
    name: Annotated[str | None, typer.Argument(help="One of [pulls.NAME] in the settings. (default: all)")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the first page, take nothing in.")] = False,
    data: Data = None,
) -> None:
    """Take in what other learning record stores hold.

    From where the last run stopped, page by page, as the settings and a mapping file say. What was stopped is taken
    up again by the same command; statements that were taken before add nothing.

    Examples: `lahde pull eoppiva --dry-run` · `lahde pull`
    """
    from lahde.feeds.pull import run

    sys.exit(run(load(data=data), name, dry_run=dry_run))
