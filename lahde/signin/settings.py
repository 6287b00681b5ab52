"""`[signin]` of the settings: which way people come in, and what it needs to know."""

from ipaddress import ip_network
from typing import Literal

import msgspec

from schemas.viewer import ROLES


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How people come in to their own pages."""

    way: Literal["links", "proxy", "oidc"] = "links"
    address: str = ""
    """Where browsers find this server, e.g. https://lahde.agency.example; with https cookies never go without."""

    identifier: Literal["account", "mbox", "openid", "person"] = "account"
    """What the header or claim holds: an identifier of HR's identities file, or `person` for AGENCY/person_id."""
    home_page: str = ""
    """Of the accounts it names, for `account`."""
    roles: list[str] = []
    """`hr=KLV/klv-00002` or, with a claim of groups, `hr=name-of-the-group`."""

    header: str = ""
    """proxy: the header that says who it is. The proxy must take it off what browsers send."""
    peers: list[str] = msgspec.field(default_factory=lambda: ["127.0.0.1"])
    """proxy: from which addresses it is believed."""

    issuer: str = ""
    """oidc: the provider's address."""
    client_id: str = ""
    secret_file: str = ""
    """oidc: a file that holds the client's secret."""
    scope: str = "openid"
    claim: str = "sub"
    """oidc: the claim that says who it is."""
    roles_claim: str = ""
    """oidc: a claim that lists groups."""

    @property
    def fault(self) -> str:
        """What is wrong with them, or ""."""
        needed = {"links": (), "proxy": ("header", "peers"), "oidc": ("address", "issuer", "client_id")}[self.way]
        if missing := [name for name in needed if not getattr(self, name)]:
            return f"way = {self.way} needs {' and '.join(missing)}"
        if not all(_network(peer) for peer in self.peers):
            return "peers must be addresses or networks, such as 10.0.0.7 or 10.0.0.0/24"
        if not all(line.partition("=")[0] in ROLES and line.partition("=")[2] for line in self.roles):
            return f"roles must be written ROLE=WHO, with ROLE among {', '.join(ROLES)}"
        return ""


def _network(peer: str) -> bool:
    try:
        ip_network(peer, strict=False)
    except ValueError:
        return False
    return True
