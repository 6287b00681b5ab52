"""The xAPI Profile: its vocabulary, closed lists, templates and pulse items. Published as profile.jsonld."""

from schemas.profile.canonical import canonical, spellings
from schemas.profile.concepts import LABELS, VALUES
from schemas.profile.iris import BASE, VERSION
from schemas.profile.patterns import PATTERNS, Pattern
from schemas.profile.pulse import PULSE_ITEMS, PulseItem
from schemas.profile.rules import Fault, brief, faults, find, place
from schemas.profile.templates import TEMPLATES, Rule, Template, match

__all__ = [
    "BASE",
    "LABELS",
    "PATTERNS",
    "PULSE_ITEMS",
    "TEMPLATES",
    "VALUES",
    "VERSION",
    "Fault",
    "Pattern",
    "PulseItem",
    "Rule",
    "Template",
    "brief",
    "canonical",
    "faults",
    "find",
    "match",
    "place",
    "spellings",
]
