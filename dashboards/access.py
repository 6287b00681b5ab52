"""Who sees what of what is published. Pure: from who looks and the setting `[dashboards] access`.

What is published is safe to show to anybody (domain.md 5.6). An agency may still want to keep its figures in the house:
then one sees one's own agency, and more by role or by a grant.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from schemas.viewer import Access, Role, Viewer
from warehouse.published import Node, Published

TRUSTED: frozenset[Role] = frozenset({"dpo", "representative"})
"""Who sees all of the trust page, for their own agency."""


class Unseen(Exception):
    """There is such a page, and this visitor may not see it: to them there is none. `door` is for counting."""

    def __init__(self, door: str) -> None:
        super().__init__(door)
        self.door = door


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """What one visitor may see."""

    access: Access = "everyone"
    viewer: Viewer | None = None

    @property
    def open(self) -> bool:
        """Pages that tell of no agency in particular."""
        return self.access == "everyone" or self.viewer is not None

    @property
    def network(self) -> bool:
        return self.access == "everyone" or self._is("network")

    @property
    def health(self) -> bool:
        return self._is("operator")

    @property
    def trusted(self) -> str | None:
        """The agency of which they see all of the trust page."""
        return self.viewer.agency if self.viewer and self.viewer.roles & TRUSTED else None

    def sees(self, node: Node, nodes: Mapping[str, Node]) -> bool:
        """`nodes`: all that are published, by id."""
        if self.access == "everyone":
            return True
        if self.viewer is None:
            return False
        line = list(_line(node, nodes))
        own = node.agency == self.viewer.agency
        granted = any(_ids(above) & self.viewer.nodes for above in line)
        return own or granted or (node.parent is None and self._is("network"))

    def of(self, published: Sequence[Node]) -> list[Node]:
        """Those nodes that they see, in their order."""
        nodes = {node.id: node for node in published}
        return [node for node in published if self.sees(node, nodes)]

    @property
    def shared(self) -> bool:
        """The answer is the same for everybody, so that any cache may keep it."""
        return self.access == "everyone" and not (self.health or self.trusted)

    @property
    def tag(self) -> str:
        """The same for two who see the same: a part of every ETag."""
        if self.shared:
            return ""
        viewer = self.viewer
        told = (viewer.agency, sorted(viewer.roles), sorted(viewer.nodes)) if viewer else ()
        return repr((self.access, told))

    def through(self, published: Published) -> Published:
        """The release as far as they see it: pages made from it cannot tell more."""
        return published if self.access == "everyone" else published.only(self.of(published.nodes()))

    def _is(self, role: Role) -> bool:
        return self.viewer is not None and role in self.viewer.roles


def _line(node: Node, nodes: Mapping[str, Node]) -> Iterator[Node]:
    """The node and those above it."""
    seen: set[str] = set()
    found: Node | None = node
    while found and found.id not in seen:
        seen.add(found.id)
        yield found
        found = nodes.get(found.parent or "")


def _ids(node: Node) -> set[str]:
    """Small neighbours are published as one node, which bears the ids of all that are in it."""
    return {node.id, *node.id.split("+")}
