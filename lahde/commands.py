"""What the command line asks of the pipeline, the same whether over the socket or in process."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lahde.pipeline import Pipeline, Tell

Command = Callable[[Pipeline, dict[str, Any], Tell], Any]


def _release(pipeline: Pipeline, request: dict[str, Any], tell: Tell) -> Any:
    return pipeline.release(date.fromisoformat(request["as_of"]), bool(request.get("demo")), tell)


def _correct(pipeline: Pipeline, request: dict[str, Any], tell: Tell) -> Any:
    return pipeline.correct(request, tell)


def _audit(pipeline: Pipeline, request: dict[str, Any], tell: Tell) -> Any:
    return pipeline.audit(date.fromisoformat(request["as_of"]), tell)


def _snapshot(pipeline: Pipeline, request: dict[str, Any], tell: Tell) -> Any:
    return pipeline.snapshot(date.fromisoformat(request["as_of"]), request["folder"], request["agency"], tell)


def _replay(pipeline: Pipeline, _: dict[str, Any], tell: Tell) -> Any:
    return pipeline.replay(tell)


def _status(pipeline: Pipeline, _: dict[str, Any], __: Tell) -> Any:
    return pipeline.status()


def _fingerprint(pipeline: Pipeline, _: dict[str, Any], tell: Tell) -> Any:
    pipeline.catch_up(tell)
    return pipeline.fingerprint()


def _catch_up(pipeline: Pipeline, _: dict[str, Any], tell: Tell) -> Any:
    pipeline.catch_up(tell)
    return {"position": pipeline.position()}


def _compact(pipeline: Pipeline, _: dict[str, Any], tell: Tell) -> Any:
    pipeline.catch_up(tell)
    pipeline.compact()
    return {"position": pipeline.position()}


def _position(pipeline: Pipeline, _: dict[str, Any], __: Tell) -> Any:
    return pipeline.position()


COMMANDS: dict[str, Command] = {
    "position": _position,
    "release": _release,
    "correct": _correct,
    "audit": _audit,
    "snapshot": _snapshot,
    "replay": _replay,
    "status": _status,
    "fingerprint": _fingerprint,
    "catch_up": _catch_up,
    "compact": _compact,
}
