"""`[signin]` of the settings: which way people come in, and what it needs to know."""

from ipaddress import ip_network
from typing import Literal

import msgspec

from schemas.viewer import ROLES

VIEWER = "viewer:"


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
    """`hr=KLV/klv-00002` or, with a claim of groups, `hr=name-of-the-group`. `viewer:NODE=WHO` opens a part of another
    organisation's dashboards, by the part's id in its address."""

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
        if not all(_grants(line) for line in self.roles):
            return f"roles must be written ROLE=WHO, with ROLE among {', '.join(ROLES)} or viewer:NODE"
        return ""


def granted(settings: SignIn, said: set[str]) -> set[str]:
    """What is given to whoever is one of `said`: roles, and `viewer:NODE`."""
    return {grant for grant, _, who in (line.partition("=") for line in settings.roles) if who in said}


def _grants(line: str) -> bool:
    grant, _, who = line.partition("=")
    return bool(who) and is_grant(grant)


def is_grant(text: str) -> bool:
    """A role, or `viewer:NODE`."""
    return text in ROLES or (text.startswith(VIEWER) and text != VIEWER)


def _network(peer: str) -> bool:
    try:
        ip_network(peer, strict=False)
    except ValueError:
        return False
    return True
