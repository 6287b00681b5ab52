"""Pages for what went wrong: what it was, and what to do now. Never a value, never a trace."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from collectors.web.visit import Visit, language, unreferred

WORDS = {
    401: ("problem.signed_out", "problem.signed_out.text"),
    403: ("problem.stale", "problem.stale.text"),
    404: ("problem.missing", "problem.missing.text"),
    413: ("problem.too_large", "problem.too_large.text"),
    500: ("problem.ours", "problem.ours.text"),
}


def problem(request: Request, fault: Exception) -> Response:
    """The page for an HTTPException. No cookie is read: it also answers where nobody may be known."""
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    title, text = WORDS.get(status, WORDS[500 if status >= 500 else 404])
    known = not request.url.path.startswith("/pulse")
    visit = Visit(request=request, lang=language(request, cookies=known))
    page = visit.page("problem.html", title, status, text=text)
    return page if known else unreferred(page)
