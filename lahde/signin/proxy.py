"""A trusted proxy says in a header who it is: believed from its own addresses only."""

import ipaddress
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from collectors.web.wiring import NotLetIn
from lahde.signin.settings import SignIn
from schemas.viewer import Viewer

REFUSED = "not_let_in.proxy"


class Proxy:
    """The way in for collectors/web."""

    pressed = False

    def __init__(self, settings: SignIn, find: Callable[[str], Viewer]) -> None:
        """`find`: who is meant by what the header says, or NotLetIn."""
        self._settings = settings
        self._find = find
        self._peers = [ipaddress.ip_network(peer, strict=False) for peer in settings.peers]

    async def begin(self, request: Request, _: str) -> Viewer | Response:
        return self.viewer(request)

    def viewer(self, request: Request) -> Viewer:
        """Whom the header of this very request names. NotLetIn: nobody."""
        said = request.headers.getlist(self._settings.header)
        if len(said) != 1 or not said[0] or not self._trusted(request):
            raise NotLetIn(REFUSED)
        return self._find(said[0])

    async def finish(self, _: Request, __: str) -> tuple[Viewer, str]:
        raise NotLetIn(REFUSED)

    def _trusted(self, request: Request) -> bool:
        try:
            peer = ipaddress.ip_address(request.client.host if request.client else "")
        except ValueError:
            return False
        return any(peer in network for network in self._peers)
