"""The command line. Data on stdout, messages on stderr; heavy imports only in the command that needs them.

Commands stand in the order in which `lahde --help` shows them: one module a group.
"""

import sys

# isort: off
from lahde.cli import run, kafka, sources, intake, pulse, figures, people, upkeep  # noqa: F401 (importing adds the commands)

# isort: on
from lahde.cli.app import app, say
from lahde.faults import FAULT, interrupted, told

__all__ = ["main", "say"]


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
