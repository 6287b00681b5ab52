"""`python -m lahde.child REQUEST`: the short-lived process of heavy jobs. REQUEST is JSON."""

import json
import sys
import threading
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec


class Request(msgspec.Struct, frozen=True, kw_only=True):
    job: str
    """release, audit or snapshot"""
    copy: str
    """A copy of the warehouse."""
    published: str
    as_of: str
    live: int
    """Statements that hold, as the ledger counts them."""
    demo: bool = False
    folder: str = ""
    """Of a snapshot."""
    agency: str | None = None


def main(argument: str) -> int:
    """Prints progress and a result, one JSON object a line."""
    request = msgspec.json.decode(argument, type=Request)
    from warehouse.quality.report import Stopped

    try:
        _print(JOBS[request.job](request))
    except (OSError, ValueError, Stopped) as fault:
        _print({"refused": str(fault)})
        return 1
    return 0


def _release(request: Request) -> dict[str, Any]:
    # Takes seconds, which a release has anyway before it needs it.
    threading.Thread(target=import_module, args=("warehouse.quality.audit",), daemon=True).start()
    from warehouse.quality.report import Stopped
    from warehouse.release import release

    def audit(written: Path, name: str) -> None:
        report = _audit(request, written, name)
        if report.stopping:
            raise Stopped(report)

    summary = release(
        Path(request.copy),
        Path(request.published),
        as_of=date.fromisoformat(request.as_of),
        demo=request.demo,
        audit=audit,
        progress=_progress("release"),
    )
    told: dict[str, Any] = msgspec.to_builtins(summary)
    return told


def _audit_alone(request: Request) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(_audit(request))
    return told


def _snapshot(request: Request) -> dict[str, Any]:
    from warehouse.snapshot import snapshot

    as_of = date.fromisoformat(request.as_of)
    return {"participations": snapshot(Path(request.copy), Path(request.folder), as_of=as_of, agency=request.agency)}


def _audit(request: Request, written: Path | None = None, name: str | None = None) -> Any:
    """The report, which is also left beside the releases."""
    from warehouse.quality.audit import audit
    from warehouse.quality.report import write

    report = audit(
        Path(request.copy),
        written,
        as_of=date.fromisoformat(request.as_of),
        live=request.live,
        release=name,
        progress=_progress("audit"),
    )
    write(Path(request.published), report)
    return report


JOBS = {"release": _release, "audit": _audit_alone, "snapshot": _snapshot}


def _progress(what: str) -> Any:
    return lambda done, total: _print({"progress": done, "of": total, "what": what})


def _print(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
