"""The way in that is set."""

from collectors.ledger.reader import Reader
from collectors.web.wiring import SignIn
from lahde.settings import Settings
from lahde.signin.links import Links


def way(settings: Settings, reader: Reader) -> SignIn:
    """The way that is set."""
    match settings.signin.way:
        case "links":
            return Links(settings.folder)
        case "proxy":
            from lahde.signin.proxy import Proxy
            from lahde.signin.whose import viewer

            return Proxy(settings.signin, lambda said: viewer(reader.connection, settings.signin, said))
        case "oidc":
            from lahde.signin.oidc import Oidc

            return Oidc(settings.signin, reader)
