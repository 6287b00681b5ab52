"""/me: what is kept about whoever is signed in."""

from starlette.responses import Response

from collectors.web.visit import Visit


def overview(visit: Visit) -> Response:
    return visit.page("me.html", "me.title")
