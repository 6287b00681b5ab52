"""Results with their scores (Data 2.4.5), and attachments (2.4.11)."""

from typing import Any

from schemas.statement.formats import (
    boolean,
    duration,
    extensions,
    iri,
    language_map,
    length,
    media_type,
    number,
    sha2,
    text,
)
from schemas.statement.refusal import Refused
from schemas.statement.shape import each, shape


def _scaled(value: Any) -> None:
    number(value)
    if not -1 <= value <= 1:
        raise Refused("", "must lie between -1 and 1")


def _in_order(score: dict[str, Any]) -> None:
    low, raw, high = score.get("min"), score.get("raw"), score.get("max")
    if low is not None and high is not None and low >= high:
        raise Refused("min", "must be less than max")
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        raise Refused("raw", "must lie between min and max")


_score = shape({"scaled": _scaled, "raw": number, "min": number, "max": number}, laws=[_in_order])

result = shape(
    {
        "score": _score,
        "success": boolean,
        "completion": boolean,
        "response": text,
        "duration": duration,
        "extensions": extensions,
    }
)

attachments = each(
    shape(
        {
            "usageType": iri,
            "display": language_map,
            "description": language_map,
            "contentType": media_type,
            "length": length,
            "sha2": sha2,
            "fileUrl": iri,
        },
        required=["usageType", "display", "contentType", "length", "sha2"],
    )
)
