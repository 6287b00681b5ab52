"""`lahde status | replay | settings`."""

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


@app.command("settings")
def settings_command(data: Data = None) -> None:
    """Print all settings as they now are.

    In the form of the settings file (lahde.toml, or LAHDE_SETTINGS). LAHDE_PORT and the like go before it.

    Example: `lahde settings > lahde.toml`
    """
    print(as_toml(load(data=data)))
