"""`lahde source add | declare | list | revoke`, `lahde fit`."""

from typing import Annotated

import typer

from lahde.cli.app import AsJson, Data, app
from lahde.settings import load

source_app = typer.Typer(no_args_is_help=True, help="Who may send: systems with credentials, and file feeds.")
app.add_typer(source_app, name="source")


@source_app.command("add")
def source_add(
    name: Annotated[str, typer.Argument(help="A short name, e.g. moodle or hr-files.")],
    agency: Annotated[str, typer.Option(help="Code of the agency it belongs to, or `any`.")],
    scope: Annotated[
        list[str] | None,
        typer.Option(help="statements/write, statements/read/mine, statements/read, state, profile, all; pages."),
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

    It may bring nothing before its purpose, impact assessment and co-operation record are declared: here, or with
    `lahde source declare`. `/about-data` shows them to everybody.

    Example: `lahde source add moodle --agency KLV --feeds courses --since 2026-01-01 --purpose "learning indicators"
    --dpia HD-2026-14 --cooperation YT-2026-3`
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


@source_app.command("declare")
def source_declare(
    name: Annotated[str, typer.Argument(help="As `lahde source list` shows it.")],
    purpose: Annotated[str | None, typer.Option(help="What its data are collected for.")] = None,
    dpia: Annotated[str | None, typer.Option(help="Reference of the data-protection impact assessment.")] = None,
    cooperation: Annotated[str | None, typer.Option(help="Reference of the co-operation record.")] = None,
    data: Data = None,
) -> None:
    """Declare a source: what for, and on which approvals.

    Until all three are there it may send and collect nothing. What was declared before stays unless given anew.

    Example: `lahde source declare moodle --purpose "learning indicators" --dpia HD-2026-14 --cooperation YT-2026-3`
    """
    from lahde.source import declare

    declare(load(data=data), name, purpose=purpose, dpia=dpia, cooperation=cooperation)


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
def fit(
    source: Annotated[str, typer.Argument(help="As `lahde source list` shows it.")],
    last: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many of its newest statements.")] = 10_000,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Show how well a source's statements fit the profile.

    For each template: how many statements, which of its rules they meet, and where they break one. Then what no
    template takes, by verb and type. No values are shown.

    Example: `lahde fit moodle --last 1000`
    """
    from lahde.fit import show

    show(load(data=data), source, last, as_json=as_json)
