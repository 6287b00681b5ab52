"""`lahde erase`: what concerns one person."""

import sys
from typing import Annotated

import typer

from lahde.cli.app import Data, app, say
from lahde.faults import FAULT
from lahde.settings import load


@app.command()
def erase(
    person: Annotated[str, typer.Argument(help="AGENCY/person_id, mailto:…, or account:HOMEPAGE|NAME.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: Data = None,
) -> None:
    """Erase everything about one person.

    From the ledger, its journal and the warehouse. Published figures stay as they are.

    Example: `lahde erase KLV/klv-00017`
    """
    from lahde.folder import existing
    from lahde.operate import erase as run

    settings = load(data=data)
    existing(settings.folder)
    if not yes and not sys.stdin.isatty():
        say("lahde: --yes: erasing asks first, and there is no terminal to ask on; add --yes")
        raise typer.Exit(FAULT)
    if not yes and not typer.confirm("This cannot be undone. Erase everything about this person?", err=True):
        say("Nothing was erased.")
        raise typer.Exit(FAULT)
    run(settings, person)
