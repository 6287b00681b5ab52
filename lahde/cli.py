"""The command line. Data on stdout, messages on stderr; heavy imports only in the command that needs them."""

import sys
from typing import Annotated

import typer

from lahde.faults import FAULT, interrupted, told
from lahde.settings import as_toml, load

app = typer.Typer(
    name="lahde",
    help="Lähde shows how an organisation learns: xAPI statements in, learning-culture indicators out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done, 1 refused, 2 not understood as typed, 3 some rows set aside, 130 Ctrl-C.",
)
source_app = typer.Typer(no_args_is_help=True, help="Who may send: systems with credentials, and file feeds.")
app.add_typer(source_app, name="source")

Data = Annotated[str | None, typer.Option("--data", help="Data folder. (default: ./lahde-data, or LAHDE_DATA)")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """Errors a user can mend are one line on stderr, without a trace."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:
        if interrupted(fault):
            sys.exit(130)
        if (line := told(fault)) is None:
            raise
        say(f"lahde: {line}")
        sys.exit(FAULT)


def say(message: str) -> None:
    """A message, on stderr."""
    print(message, file=sys.stderr)


@app.command()
def demo(
    people: Annotated[int, typer.Option(min=50, max=1_000_000, help="Employees of the five invented agencies.")] = 2000,
    months: Annotated[int, typer.Option(min=4, max=27, help="Months of history, ending with October 2026.")] = 27,
    seed: Annotated[int, typer.Option(help="Same seed, same population.")] = 1,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="First port to try.")] = 8080,
    data: Data = None,
    once: Annotated[bool, typer.Option("--once", help="Print the result and end, instead of serving on.")] = False,
    files: Annotated[str | None, typer.Option(help="Also write the population's files into this folder.")] = None,
) -> None:
    """See Lähde at work with invented agencies.

    Sends five agencies' invented data through the real doors, shows the dashboards, and ends with Ctrl-C.
    Without --data nothing is left behind.

    Examples: `lahde demo` · `lahde demo --people 500 --months 14 --once`
    """
    from lahde.demo import run

    sys.exit(run(people=people, months=months, seed=seed, port=port, data=data, once=once, files=files))


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. (default: 127.0.0.1)")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="Port to listen on; 0 takes a free one. (default: 8080)")
    ] = None,
) -> None:
    """Run the record store, the pipeline and the pages.

    The learning record store is at /xapi, the dashboards at /. Ctrl-C ends it in order.

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
    ready = f"Lähde serves {address} (xAPI at /xapi), data in {settings.data}. Ctrl-C ends it."
    run(settings, listening, lambda: say(ready))


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
        list[str] | None, typer.Option(help="Units it covers, with all below them. (default: the agency)")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day it covers, YYYY-MM-DD.")] = None,
    purpose: Annotated[str | None, typer.Option(help="What its data are collected for.")] = None,
    dpia: Annotated[str | None, typer.Option(help="Reference of the data-protection impact assessment.")] = None,
    cooperation: Annotated[str | None, typer.Option(help="Reference of the co-operation record.")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Add a source; its secret is shown this once.

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
    """List all sources, without secrets.

    Example: `lahde source list`
    """
    from lahde.source import show

    show(load(data=data), as_json=as_json)


@source_app.command("revoke")
def source_revoke(
    name: Annotated[str, typer.Argument(help="As `lahde source list` shows it.")], data: Data = None
) -> None:
    """Close a source; what it sent stays.

    Its credentials open nothing any more.

    Example: `lahde source revoke moodle`
    """
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
    """Take in files.

    Their rows become statements. The same file twice adds nothing. Rows that cannot be taken are named and set
    aside (exit status 3): correct them and hand the file over again.

    Example: `lahde collect sessions sessions.csv --source hr-files`
    """
    from lahde.collect import run

    sys.exit(run(load(data=data), kind, files, source, dry_run=dry_run))


@app.command()
def release(
    as_of: Annotated[str | None, typer.Option(help="As if today were YYYY-MM-DD.")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Publish what has become due.

    That is the periods that have closed since the last release: each closes on the 15th day after its end.

    Examples: `lahde release` · `lahde release --as-of 2026-11-16`
    """
    from lahde.operate import release as run

    run(load(data=data), as_of, as_json=as_json)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="SQL over the published tables.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Ask the published figures.

    Prints CSV, or with --json one object a line. `show tables` lists what there is.

    Examples: `lahde sql "select * from mart_indicator limit 5"` · `lahde sql "show tables"`
    """
    from lahde.operate import sql as run

    run(load(data=data), query, as_json=as_json)


@app.command()
def status(data: Data = None, as_json: AsJson = False) -> None:
    """Show what came in and how far it is.

    Statements by source, what was set aside and why, the warehouse, the last release, the schedule.

    Examples: `lahde status` · `lahde status --json`
    """
    from lahde.status import show

    show(load(data=data), as_json=as_json)


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
