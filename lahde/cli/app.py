"""The command line's frame: the application, and what its commands have in common."""

import sys
from typing import Annotated

import typer

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

Data = Annotated[str | None, typer.Option("--data", help="Data folder. (default: ./lahde-data, or LAHDE_DATA)")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def say(message: str) -> None:
    """A message, on stderr."""
    print(message, file=sys.stderr)
