"""`lahde erase | requests | export | link`: what concerns one person."""

import sys
from typing import Annotated

import typer

from lahde.cli.app import AsJson, Data, app, say
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
def requests(data: Data = None, as_json: AsJson = False) -> None:
    """List who asked on /me to be erased.

    The oldest first; each has 30 days. `lahde erase` takes a request off the list.

    Example: `lahde requests`
    """
    from lahde.person import requests as run

    run(load(data=data), as_json=as_json)


@app.command()
def export(
    person: Annotated[str, typer.Argument(help="AGENCY/person_id.")],
    data: Data = None,
) -> None:
    """Print everything that is kept about one person, as JSON.

    The same that they can download from /me; other people in it are not named.

    Example: `lahde export KLV/klv-00017 > klv-00017.json`
    """
    from lahde.person import export as run

    run(load(data=data), person)


@app.command()
def link(
    person: Annotated[str, typer.Argument(help="AGENCY/person_id.")],
    role: Annotated[
        list[str] | None,
        typer.Option(help="Besides: hr, dpo, representative, manager, network, analyst, operator, viewer:NODE."),
    ] = None,
    data: Data = None,
) -> None:
    """Print a link that signs one person in.

    It can be used once, within 15 minutes. Hand it to nobody else: whoever opens it sees that person's page.

    Examples: `lahde link KLV/klv-00017` · `lahde link KLV/klv-00002 --role hr`
    """
    from lahde.link import link as run

    print(run(load(data=data), person, role or []))
