"""Who looks at a page: a person of an agency, and what else they are there."""

from typing import Literal

import msgspec

Role = Literal["person", "hr", "dpo", "representative", "manager", "network", "analyst", "operator"]
ROLES: tuple[Role, ...] = ("person", "hr", "dpo", "representative", "manager", "network", "analyst", "operator")

Access = Literal["everyone", "signed_in"]
"""To whom the dashboards are open."""


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody is `person`; a role opens pages beside their own, never another person's."""

    agency: str
    person_id: str
    roles: frozenset[Role] = frozenset({"person"})
    nodes: frozenset[str] = frozenset()
    """Parts of other organisations whose published figures they may see, each with what is below it."""
