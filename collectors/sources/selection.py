"""Which statements of another record store are taken, by a mapping file; everything else is passed over.

    verbs = ["http://adlnet.gov/expapi/verbs/completed"]    # of those
    types = ["https://w3id.org/xapi/cmi5/activitytype/course"]
    home_pages = ["https://moodle.example.org"]             # where the actors' accounts are
    drop_authority = true                                   # who sent it there is not kept
    [aliases]                                               # of verbs and types, to what the profile calls them
    "http://example.org/finished" = "http://adlnet.gov/expapi/verbs/completed"

What is not named is not asked about. Without verbs and types: what fits a template of the profile.
"""

import tomllib
from collections.abc import Callable
from typing import Any

import msgspec

from schemas import profile
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused

VOIDED = "http://adlnet.gov/expapi/verbs/voided"


class Selection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    verbs: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    home_pages: frozenset[str] = frozenset()
    drop_authority: bool = False
    aliases: dict[str, str] = {}

    @classmethod
    def of(cls, text: str) -> "Selection":
        """Of a mapping file's text; Refused names the fault."""
        try:
            return msgspec.convert(tomllib.loads(text), cls)
        except tomllib.TOMLDecodeError as fault:
            raise Refused("mapping", f"is not valid TOML: {fault}") from None
        except msgspec.ValidationError as fault:
            raise Refused("mapping", f"{fault}; it knows verbs, types, home_pages, drop_authority, aliases") from None

    def take(self, body: bytes, known: Callable[[str], bool]) -> bytes | None:
        """The statement as it is to be taken, or nothing. `known`: whether a statement of this id was taken before.

        A voiding follows what it voids. What cannot be read goes on, for the door to refuse it by its rules.
        """
        try:
            statement = parse(body)
            return self._kept(body, statement) if self._wanted(statement, known) else None
        except (Refused, KeyError, TypeError, AttributeError):
            return body

    def _wanted(self, statement: dict[str, Any], known: Callable[[str], bool]) -> bool:
        verb, obj = statement["verb"]["id"], statement["object"]
        if verb == VOIDED:
            return known(str(obj.get("id", "")))
        kind = obj.get("definition", {}).get("type", "")
        verb, kind = self.aliases.get(verb, verb), self.aliases.get(kind, kind)
        if self.home_pages and statement["actor"].get("account", {}).get("homePage") not in self.home_pages:
            return False
        if not self.verbs and not self.types:
            return profile.match(verb, kind) is not None
        return (not self.verbs or verb in self.verbs) and (not self.types or kind in self.types)

    def _kept(self, body: bytes, statement: dict[str, Any]) -> bytes:
        """Untouched bytes, unless the file asks for something else."""
        parts = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        changed = {name: msgspec.Raw(msgspec.json.encode(new)) for name, new in self._renamed(statement).items()}
        if self.drop_authority and "authority" in parts:
            changed["authority"] = msgspec.Raw()
        if not changed:
            return body
        return msgspec.json.encode({name: raw for name, raw in (parts | changed).items() if bytes(raw)})

    def _renamed(self, statement: dict[str, Any]) -> dict[str, Any]:
        """Verb and object, where one of them has an alias."""
        found = {}
        if new := self.aliases.get(statement["verb"]["id"]):
            found["verb"] = statement["verb"] | {"id": new}
        definition = statement["object"].get("definition", {})
        if new := self.aliases.get(definition.get("type", "")):
            found["object"] = statement["object"] | {"definition": definition | {"type": new}}
        return found
