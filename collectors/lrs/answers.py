"""Answers that say no: one line of JSON with the place and the rule, never a value or a trace."""

from starlette.responses import JSONResponse, Response

from schemas.statement.refusal import Refused


def refusal(refused: Refused) -> Response:
    answer = error(refused.status, refused.path, refused.rule)
    if refused.status == 401:
        answer.headers["WWW-Authenticate"] = 'Basic realm="xAPI", charset="UTF-8"'
    return answer


def error(status: int, path: str, rule: str) -> Response:
    return JSONResponse({"error": rule, "path": path}, status_code=status)
