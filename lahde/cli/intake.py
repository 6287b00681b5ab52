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
    files: Annotated[list[str], typer.Argument(help="CSV files.")],
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
