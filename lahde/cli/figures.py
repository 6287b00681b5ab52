"""`lahde release | audit | snapshot | report | sql`: the published figures."""

import sys
from typing import Annotated

import typer

from lahde.cli.app import AsJson, Data, app
from lahde.settings import load
from schemas.statement.refusal import Refused


@app.command()
def release(
    as_of: Annotated[str | None, typer.Option(help="As if today were YYYY-MM-DD.")] = None,
    period: Annotated[
        str | None, typer.Option("--correct", help="Put this closed period right instead: YYYY-MM, or a wave.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why; everybody can read it beside the figures.")] = None,
    agency: Annotated[str | None, typer.Option(help="Put right one agency's figures only.")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Publish what has become due.

    That is the periods that have closed since the last release: each closes on the 15th day after its end.

    A closed period stays as it is, unless a source had it wrong: --correct makes a release of its own in which its
    figures are as the files say now. The one before stays. What people themselves noted, put right or took back later
    does not enter; nothing is corrected where too few people are concerned, or once somebody has been erased.

    Examples: `lahde release` · `lahde release --as-of 2026-11-16` ·
    `lahde release --correct 2026-09 --reason "The sessions of week 37 were missing." --agency KLV`
    """
    from lahde.operate import correct
    from lahde.operate import release as run

    settings = load(data=data)
    if period is None:
        if reason or agency:
            raise Refused("--reason, --agency", "go with --correct PERIOD")
        run(settings, as_of, as_json=as_json)
    else:
        correct(settings, period, reason or "", agency, as_of, as_json=as_json)


@app.command()
def audit(data: Data = None, as_json: AsJson = False) -> None:
    """See whether a release would hold, and how much is shown.

    Holds the warehouse against what is expected of it, as each release does before it is published, and publishes
    nothing. Then, per indicator and level: how many published figures are shown, how many are hidden, and why.

    Example: `lahde audit`
    """
    from lahde.audit import run

    sys.exit(run(load(data=data), as_json=as_json))


@app.command()
def snapshot(
    holder: Annotated[str | None, typer.Option("--for", help="Who gets it: an accredited analyst, by name.")] = None,
    purpose: Annotated[str | None, typer.Option(help="What it is to be used for.")] = None,
    expires: Annotated[str | None, typer.Option(help="The last day it may be used, YYYY-MM-DD.")] = None,
    agency: Annotated[str | None, typer.Option(help="Of whose people; all agencies without it.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List all that were handed out.")] = False,
    data: Data = None,
) -> None:
    """Make a person-level snapshot for an analyst.

    Off unless the settings say snapshots = true. Fresh random names each time, days instead of times, departments
    instead of units, no pulses; DuckDB, and Parquet by month. It is noted, and everybody in it can read that on /me.

    Example: `lahde snapshot --for "A. Analyst" --purpose "thesis on mentoring" --expires 2026-12-31 --agency KLV`
    """
    from lahde.snapshot import make, show

    settings = load(data=data)
    if listed:
        show(settings)
        return
    if not (holder and purpose and expires):
        raise Refused("--for, --purpose, --expires", "all three are needed: they are shown to everybody in it")
    make(settings, holder=holder, purpose=purpose, expires=expires, agency=agency)


@app.command()
def report(
    org: Annotated[str, typer.Option(help="Whose: the code of an agency, a department or a unit.")],
    month: Annotated[str | None, typer.Option(help="Up to which month, YYYY-MM. (default: the newest)")] = None,
    lang: Annotated[
        str | None, typer.Option(help="fi, sv or en. (default: the setting `language`, fi unless it says another)")
    ] = None,
    out: Annotated[
        str | None, typer.Option(help="The file to write, or - for stdout. (default: named after it)")
    ] = None,
    data: Data = None,
) -> None:
    """Make a report that a manager can take to a meeting.

    A PDF of two to four pages: the five questions and what the published figures answer, charts, what is new, the
    agency's goals, questions to talk about, and what not to conclude. Tagged for those who have it read to them. The
    same release and month give the same file, byte for byte.

    Examples: `lahde report --org KLV` · `lahde report --org KLV --month 2026-10 --lang sv --out klv.pdf`
    """
    from lahde.report import write

    write(load(data=data), org, month, lang, out)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="SQL over the published tables.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Ask the published figures.

    Prints CSV, or with --json one object a line. `show tables` lists what there is; what each column means is on the
    page /en/dictionary, and docs/analysts has worked queries.

    Examples: `lahde sql "select * from mart_indicator limit 5"` · `lahde sql "show tables"`
    """
    from lahde.operate import sql as run

    run(load(data=data), query, as_json=as_json)
