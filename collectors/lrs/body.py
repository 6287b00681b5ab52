"""Reading a request's body, not one byte more than is allowed."""

from starlette.requests import Request

from schemas.statement.refusal import Refused

LARGEST = 16 * 1024 * 1024


async def read(request: Request, largest: int = LARGEST) -> bytes:
    """The body; Refused 413 as soon as it is known to be too large."""
    rule = f"larger than {largest // 1024 // 1024} MiB; send smaller batches"
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > largest:
        raise Refused("body", rule, status=413)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise Refused("body", rule, status=413)
        parts.append(part)
    return b"".join(parts)
