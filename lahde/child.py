"""`python -m lahde.child release COPY PUBLISHED AS_OF DEMO`: the short-lived process that makes a release."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec


def main(arguments: list[str]) -> int:
    """Prints progress and a result, one JSON object a line."""
    from warehouse.release import release

    _, copy, published, as_of, demo = arguments
    try:
        summary = release(
            Path(copy),
            Path(published),
            as_of=date.fromisoformat(as_of),
            demo=demo == "1",
            progress=lambda done, total: _print({"progress": done, "of": total, "what": "release"}),
        )
    except (OSError, ValueError) as fault:
        _print({"refused": str(fault)})
        return 1
    _print(msgspec.to_builtins(summary))
    return 0


def _print(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
