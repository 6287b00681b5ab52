"""The command line. Data on stdout, messages on stderr; heavy imports only in the command that needs them."""

import sys
from typing import Annotated

import typer

from lahde.settings import SettingsFault, as_toml, load

app = typer.Typer(
    name="lahde",
    help="Lähde shows how an organisation learns: xAPI statements in, learning-culture indicators out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
source_app = typer.Typer(no_args_is_help=True, help="Who may send: systems with credentials, and file feeds.")
app.add_typer(source_app, name="source")

Data = Annotated[str | None, typer.Option("--data", help="Data folder. [default: ./lahde-data, or LAHDE_DATA]")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
FAULT = 1


def main() -> None:
    """Errors a user can mend are one line on stderr, without a trace."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:
        if not _mendable(fault):
            raise
        say(f"lahde: {fault}")
        sys.exit(FAULT)


def _mendable(fault: Exception) -> bool:
    """A fault of input, files or settings; anything else is ours, and its trace is wanted."""
    from collectors.ledger.sqlite import LedgerUnusable
    from lahde.control import NoServer
    from lahde.lock import FolderTaken
    from schemas.statement.refusal import Refused

    return isinstance(fault, Refused | SettingsFault | LedgerUnusable | FolderTaken | NoServer | OSError)


def say(message: str) -> None:
    """A message, on stderr."""
    print(message, file=sys.stderr)


@app.command()
def demo(
    people: Annotated[int, typer.Option(min=50, max=1_000_000, help="Employees of the five invented agencies.")] = 2000,
    months: Annotated[int, typer.Option(min=4, max=27, help="Months of history, ending with October 2026.")] = 27,
    seed: Annotated[int, typer.Option(help="Same seed, same population.")] = 1,
    port: Annotated[int, typer.Option(help="First port to try.")] = 8080,
    data: Data = None,
    once: Annotated[bool, typer.Option("--once", help="Print the result and end, instead of serving on.")] = False,
    files: Annotated[str | None, typer.Option(help="Also write the population's files into this folder.")] = None,
) -> None:
    """A synthetic population through the real doors, then the dashboards.

    Examples: `lahde demo` · `lahde demo --people 500 --months 14 --once`
    """
    from lahde.demo import run

    sys.exit(run(people=people, months=months, seed=seed, port=port, data=data, once=once, files=files))


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help="[default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="[default: 8080]")] = None,
) -> None:
    """The learning record store at /xapi, the pipeline, and the dashboards at /. Ends with Ctrl-C.

    Example: `lahde serve --data /var/lib/lahde --port 8080`
    """
    from lahde import logs
    from lahde.serve import bind
    from lahde.serve import serve as run

    settings = load(data=data, host=host, port=port)
    logs.configure()
    listening = bind(settings.host, settings.port)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    say(f"Lähde serves {address} (xAPI at /xapi), data in {settings.data}. Ctrl-C ends it.")
    run(settings, listening)


@source_app.command("add")
def source_add(
    name: Annotated[str, typer.Argument(help="A short name, e.g. moodle or hr-files.")],
    agency: Annotated[str, typer.Option(help="Code of the agency it belongs to, or `any`.")],
    scope: Annotated[
        list[str] | None, typer.Option(help="statements/write, statements/read/mine, statements/read, all.")
    ] = None,
    feeds: Annotated[
        list[str] | None, typer.Option(help="What it brings: mentoring, moments, reflections, courses, pulse.")
    ] = None,
    units: Annotated[
        list[str] | None, typer.Option(help="Units it covers, with all below them. [default: the agency]")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day it covers, YYYY-MM-DD.")] = None,
    purpose: Annotated[str | None, typer.Option(help="What its data are collected for.")] = None,
    dpia: Annotated[str | None, typer.Option(help="Reference of the data-protection impact assessment.")] = None,
    cooperation: Annotated[str | None, typer.Option(help="Reference of the co-operation record.")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """A new source and its credentials; the secret is shown once.

    Example: `lahde source add moodle --agency KLV --feeds courses --since 2026-01-01`
    """
    from lahde.source import add

    add(
        load(data=data),
        name=name,
        agency=agency,
        scopes=scope,
        feeds=feeds,
        units=units,
        since=since,
        purpose=purpose,
        dpia=dpia,
        cooperation=cooperation,
        as_json=as_json,
    )


@source_app.command("list")
def source_list(data: Data = None, as_json: AsJson = False) -> None:
    """All sources, without secrets."""
    from lahde.source import show

    show(load(data=data), as_json=as_json)


@source_app.command("revoke")
def source_revoke(name: str, data: Data = None) -> None:
    """Its credentials open nothing any more; what it sent stays."""
    from lahde.source import revoke

    revoke(load(data=data), name)


@app.command()
def collect(
    kind: Annotated[
        str, typer.Argument(help="units, persons, identities, sessions, reflections, moments, courses, pulse.")
    ],
    files: Annotated[list[str], typer.Argument(help="CSV files.")],
    source: Annotated[
        str | None, typer.Option(help="Whose files these are; needed when there is more than one source.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and show, take nothing in.")] = False,
    data: Data = None,
) -> None:
    """Files become statements. The same file twice adds nothing; rows that cannot be taken are named and set aside.

    Example: `lahde collect sessions sessions.csv --source hr-files`
    """
    from lahde.collect import run

    sys.exit(run(load(data=data), kind, files, source, dry_run=dry_run))


@app.command()
def release(
    as_of: Annotated[str | None, typer.Option(help="As if today were YYYY-MM-DD.")] = None,
    data: Data = None,
) -> None:
    """Publishes the periods that have closed since the last release."""
    from lahde.operate import release as run

    run(load(data=data), as_of)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="SQL over the published tables.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Asks the published release.

    Example: `lahde sql "select * from mart_indicator limit 5"`
    """
    from lahde.operate import sql as run

    run(load(data=data), query, as_json=as_json)


@app.command()
def status(data: Data = None, as_json: AsJson = False) -> None:
    """Statements by source, what was set aside and why, how far the warehouse is, the last release, the schedule."""
    from lahde.status import show

    show(load(data=data), as_json=as_json)


@app.command()
def erase(
    person: Annotated[str, typer.Argument(help="AGENCY/person_id, mailto:…, or account:HOMEPAGE|NAME.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: Data = None,
) -> None:
    """Removes everything about one person: ledger, journal, warehouse. Published figures stay as they are.

    Example: `lahde erase KLV/klv-00017`
    """
    from lahde.operate import erase as run

    if not yes and not typer.confirm("This cannot be undone. Erase everything about this person?", err=True):
        say("Nothing was erased.")
        raise typer.Exit(FAULT)
    run(load(data=data), person)


@app.command()
def replay(data: Data = None) -> None:
    """Builds the warehouse anew from the ledger, compares it with the old one, and takes its place."""
    from lahde.operate import replay as run

    run(load(data=data))


@app.command("settings")
def settings_command(data: Data = None) -> None:
    """All settings as they now are, in the form of the settings file."""
    print(as_toml(load(data=data)))
