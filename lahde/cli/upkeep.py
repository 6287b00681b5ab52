"""`lahde status | replay | backup | restore | retention | settings`."""

from typing import Annotated

import typer

from lahde.cli.app import AsJson, Data, app
from lahde.settings import as_toml, load


@app.command()
def status(data: Data = None, as_json: AsJson = False) -> None:
    """Show what came in and how far it is.

    Statements by source, what was set aside and why, the warehouse, the last release, the schedule.

    Examples: `lahde status` · `lahde status --json`
    """
    from lahde.status import show

    show(load(data=data), as_json=as_json)


@app.command()
def replay(data: Data = None) -> None:
    """Build the warehouse anew from the ledger.

    Beside the old one; it is compared with it, table by table, and then takes its place.

    Example: `lahde replay`
    """
    from lahde.operate import replay as run

    run(load(data=data))


@app.command()
def backup(
    to: Annotated[
        str | None,
        typer.Argument(help="Folder in which the backup is made, in a folder of its own. (default: setting `backups`)"),
    ] = None,
    data: Data = None,
) -> None:
    """Make a backup while everything runs.

    Of the ledger and of what is published; the warehouse is rebuilt from them. Backups in the same folder that are
    older than 30 days are deleted. Keep erasures.log of the data folder too, in another place: restoring asks for it.
    Where the setting `backups` names a folder, the server makes one every night.

    Example: `lahde backup /srv/backups`
    """
    from lahde.operate import backup as run

    run(load(data=data), to)


@app.command()
def restore(
    source: Annotated[str, typer.Argument(metavar="BACKUP", help="A folder that `lahde backup` made.")],
    erasures: Annotated[
        str | None, typer.Option(help="The latest erasures.log. (default: the one in the data folder)")
    ] = None,
    nobody_erased: Annotated[
        bool, typer.Option("--nobody-erased", help="There is no erasures.log, since nobody was ever erased.")
    ] = False,
    data: Data = None,
) -> None:
    """Make a data folder from a backup.

    Whoever was erased since the backup was made is erased from it again before anything can read it. The warehouse is
    rebuilt when the server starts, or by `lahde replay`.

    Example: `lahde restore /srv/backups/lahde-20261125T090000Z --erasures /srv/erasures.log --data lahde-data`
    """
    from lahde.operate import restore as run

    run(load(data=data), source, erasures, nobody_erased=nobody_erased)


@app.command()
def retention(data: Data = None) -> None:
    """Delete what has been kept long enough.

    Person-level events, answers to pulses and set-aside rows, by the ages in the settings. The server does it every
    night. Published figures stay.

    Example: `lahde retention`
    """
    from lahde.operate import retention as run

    run(load(data=data))


@app.command("settings")
def settings_command(data: Data = None) -> None:
    """Print all settings as they now are.

    In the form of the settings file (lahde.toml, or LAHDE_SETTINGS). LAHDE_PORT and the like go before it.

    Example: `lahde settings > lahde.toml`
    """
    print(as_toml(load(data=data)))
