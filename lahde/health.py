"""/healthz, /readyz and /metrics: counts and positions, nothing about anybody."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from collectors.ledger.reader import Reader
from collectors.relay import sent
from lahde.control import NoServer, ask
from lahde.denied import Denied
from lahde.lock import PIPELINE_SOCKET
from lahde.pipeline import PUBLISHED
from warehouse.quality.report import read as read_audit

Endpoint = Callable[[Request], Awaitable[Response]]


def endpoints(folder: Path, reader: Reader, denied: Denied) -> dict[str, Endpoint]:
    """Path to endpoint."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        ready = await run_in_threadpool(_pipeline_status, folder) is not None
        return PlainTextResponse("ready\n" if ready else "the pipeline is starting\n", 200 if ready else 503)

    async def metrics(_: Request) -> Response:
        return Response(await run_in_threadpool(_metrics, folder, reader, denied), media_type=CONTENT_TYPE_LATEST)

    return {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}


def _pipeline_status(folder: Path) -> dict[str, Any] | None:
    try:
        status: dict[str, Any] = ask(folder / PIPELINE_SOCKET, {"command": "status"})
    except NoServer:
        return None
    return status


def _metrics(folder: Path, reader: Reader, denied: Denied) -> bytes:
    registry = CollectorRegistry()
    journal = reader.connection.execute("select coalesce(max(position), 0) from journal").fetchone()[0]
    statements = reader.connection.execute("select coalesce(max(seq), 0) from statement").fetchone()[0]
    status, audit = _pipeline_status(folder), read_audit(folder / PUBLISHED)
    Gauge("lahde_statements", "Statements taken in so far", registry=registry).set(statements)
    Gauge("lahde_journal_position", "Last position of the journal", registry=registry).set(journal)
    Gauge("lahde_pipeline_up", "1 if the pipeline answers", registry=registry).set(status is not None)
    count_denied(registry, denied)
    if audit:
        Gauge("lahde_audit_stopping", "Expectations that stop a release", registry=registry).set(len(audit.stopping))
        Gauge("lahde_audit_warning", "Expectations that only warn", registry=registry).set(len(audit.warning))
    if status:
        position = status["position"]
        Gauge("lahde_warehouse_position", "Journal position of the warehouse", registry=registry).set(position)
        Gauge("lahde_warehouse_lag", "Journal entries not yet in the warehouse", registry=registry).set(
            journal - position
        )
    _relays(registry, journal, sent(folder))
    return generate_latest(registry)


def _relays(registry: CollectorRegistry, journal: int, reached: dict[str, int]) -> None:
    lag = Gauge("lahde_relay_lag", "Journal entries not yet sent to Kafka", ["prefix"], registry=registry)
    for prefix, position in reached.items():
        lag.labels(prefix).set(journal - position)


def count_denied(registry: CollectorRegistry, denied: Denied) -> None:
    refused = Gauge(
        "lahde_denied", "Pages refused to who asked, as long as counts are kept", ["door"], registry=registry
    )
    for door, count in denied.total().items():
        refused.labels(door).set(count)
