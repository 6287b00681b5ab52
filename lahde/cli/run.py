"""`lahde demo | serve`."""

import sys
from typing import Annotated

import typer

from lahde.cli.app import Data, app, say
from lahde.settings import load


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
