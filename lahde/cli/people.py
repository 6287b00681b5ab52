"""`lahde erase | link`: what concerns one person."""

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


@app.command()
def link(
    person: Annotated[str, typer.Argument(help="AGENCY/person_id.")],
    role: Annotated[
        list[str] | None,
        typer.Option(help="What they are besides: hr, dpo, representative, manager, analyst, operator."),
    ] = None,
    data: Data = None,
) -> None:
    """Print a link that signs one person in.

    It can be used once, within 15 minutes. Hand it to nobody else: whoever opens it sees that person's page.

    Examples: `lahde link KLV/klv-00017` · `lahde link KLV/klv-00002 --role hr`
    """
    from lahde.link import link as run

    print(run(load(data=data), person, role or []))
