"""`lahde demo | serve | dashboards`."""

import sys
from typing import Annotated

import typer

from lahde.cli.app import Data, app, say
from lahde.settings import load

Host = Annotated[str | None, typer.Option(help="Address to listen on. (default: 127.0.0.1)")]
Port = Annotated[
    int | None, typer.Option(min=0, max=65_535, help="Port to listen on; 0 takes a free one. (default: 8080)")
]


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
    host: Host = None,
    port: Port = None,
) -> None:
    """Run the record store, the pipeline and the pages.

    The learning record store is at /xapi, the dashboards at /. Ctrl-C ends it in order.

    Example: `lahde serve --data /var/lib/lahde --port 8080`
    """
    from lahde import logs
    from lahde.listening import bind
    from lahde.serve import serve as run

    settings = load(data=data, host=host, port=port)
    logs.configure()
    listening = bind(settings.host, settings.port)
    address = _address(settings.host, listening.getsockname()[1])
    ready = f"Lähde serves {address} (xAPI at /xapi), data in {settings.data}. Ctrl-C ends it."
    run(settings, listening, lambda: say(ready))


@app.command()
def dashboards(
    published: Annotated[
        str | None, typer.Option(help="The published folder. (default: published in the data folder)")
    ] = None,
    data: Data = None,
    host: Host = None,
    port: Port = None,
) -> None:
    """Show what is published, and nothing else.

    Reads the published folder alone: no ledger, no warehouse, nothing to write. For replicas, or a machine of its own.
    With access = "signed_in" a proxy must name who looks (signin: way = "proxy", identifier = "person").

    Example: `lahde dashboards --published /srv/published --port 8081`
    """
    from pathlib import Path

    from lahde import logs
    from lahde.alone import serve as run
    from lahde.listening import bind
    from lahde.pipeline import PUBLISHED

    settings = load(data=data, host=host, port=port)
    logs.configure()
    folder = Path(published) if published else settings.folder / PUBLISHED
    listening = bind(settings.host, settings.port)
    address = _address(settings.host, listening.getsockname()[1])
    run(settings, folder, listening, lambda: say(f"Lähde shows {address}, published in {folder}. Ctrl-C ends it."))


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
