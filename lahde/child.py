"""`python -m lahde.child`: the short-lived process of heavy jobs. Its request comes as JSON on stdin."""

import json
import sys
import threading
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec


class Request(msgspec.Struct, frozen=True, kw_only=True):
    job: str
    """release, correct, audit or snapshot"""
    copy: str
    """A copy of the warehouse."""
    published: str
    as_of: str
    live: int
    """Statements that hold, as the ledger counts them."""
    memory: str = "1GB"
    """What DuckDB may take: the setting of that name."""
    demo: bool = False
    sources: list[dict[str, Any]] = []
    """What is declared of them, for a release."""
    folder: str = ""
    """Of a snapshot."""
    agency: str | None = None
    period: str = ""
    """Of a correction."""
    reason: str = ""
    states: list[tuple[str, int, int, str, str]] = []
    """Of each base its fields and the files of the two states."""


def main() -> int:
    """Prints progress and a result, one JSON object a line."""
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    from warehouse.quality.report import Stopped

    try:
        _print(JOBS[request.job](request))
    except (OSError, ValueError, Stopped) as fault:
        _print({"refused": str(fault)})
        return 1
    return 0


def _release(request: Request) -> dict[str, Any]:
    from warehouse.beside import Source
    from warehouse.release import release

    summary = release(
        Path(request.copy),
        Path(request.published),
        as_of=date.fromisoformat(request.as_of),
        demo=request.demo,
        sources=msgspec.convert(request.sources, list[Source]),
        audit=_auditing(request),
        progress=_progress("release"),
        memory_limit=request.memory,
    )
    told: dict[str, Any] = msgspec.to_builtins(summary)
    return told


def _correct(request: Request) -> dict[str, Any]:
    from warehouse.correction import Base, correct

    states = {Base(*state[:3]): (Path(state[3]), Path(state[4])) for state in request.states}
    done = correct(
        states,
        Path(request.published),
        period=request.period,
        reason=request.reason,
        made=date.fromisoformat(request.as_of),
        agency=request.agency,
        audit=_auditing(request),
    )
    told: dict[str, Any] = msgspec.to_builtins(done)
    return told


def _auditing(request: Request) -> Callable[[Path, str], None]:
    """Stops what does not hold before it is published."""
    # Takes seconds, which a release has anyway before it needs it.
    threading.Thread(target=import_module, args=("warehouse.quality.audit",), daemon=True).start()
    from warehouse.quality.report import Stopped, write

    def audit(written: Path, name: str) -> None:
        report = _audit(request, written, name)
        if report.stopping:
            raise Stopped(report)
        write(written, report)

    return audit


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


JOBS = {"release": _release, "correct": _correct, "audit": _audit_alone, "snapshot": _snapshot}


def _progress(what: str) -> Any:
    return lambda done, total: _print({"progress": done, "of": total, "what": what})


def _print(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
