"""`lahde pulse open | close | list`."""

from pathlib import Path
from typing import Annotated

import typer

from lahde.cli.app import Data, app
from lahde.settings import load

pulse_app = typer.Typer(no_args_is_help=True, help="Pulses: anonymous questions to everybody in a unit.")
app.add_typer(pulse_app, name="pulse")


@pulse_app.command("open")
def pulse_open(
    wave: Annotated[str, typer.Argument(help="The wave's name; it stands in its links, e.g. klv-2026-11.")],
    agency: Annotated[str, typer.Option(help="Code of the agency.")],
    closes: Annotated[str, typer.Option(help="Last day for answers, YYYY-MM-DD.")],
    batches: Annotated[str, typer.Option(help="CSV file: unit, invited, and links where fewer are wanted.")],
    items: Annotated[
        list[str] | None, typer.Option(help="Items to ask, e.g. load-time. (default: all that have a text)")
    ] = None,
    data: Data = None,
) -> None:
    """Open a wave and print its links.

    One link for each invited person, as CSV with the unit it is for; they are shown this once. A link opens the form
    once and says nothing about whom it was sent to. A unit needs at least 10 invited.

    Example: `lahde pulse open klv-2026-11 --agency KLV --closes 2026-11-27 --batches batches.csv > links.csv`
    """
    from lahde.pulse import begin

    begin(load(data=data), wave, agency, closes, Path(batches), items)


@pulse_app.command("close")
def pulse_close(wave: Annotated[str, typer.Argument(help="The wave's name.")], data: Data = None) -> None:
    """Close a wave now.

    Its answers enter the ledger together, shuffled, and where they waited is destroyed. The server does this by itself
    after the wave's last day.

    Example: `lahde pulse close klv-2026-11`
    """
    from lahde.pulse import end

    end(load(data=data), wave)


@pulse_app.command("list")
def pulse_list(data: Data = None) -> None:
    """List the waves that run.

    Example: `lahde pulse list`
    """
    from lahde.pulse import show

    show(load(data=data))
