"""The items of our pulses, read from pulse.toml."""

import msgspec

from schemas.profile.iris import read

ITEMS = "https://lc.example/pulse/items/"


class PulseItem(msgspec.Struct, frozen=True):
    """Answered from 1 to `scale_max`; `reversed`: agreeing speaks against what the scale measures."""

    key: str
    scale_max: int
    reversed: bool


class _Survey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    scale: int
    items: list[str]
    reversed: list[str]


PULSE_ITEMS = {
    ITEMS + key: PulseItem(key, survey.scale, key in survey.reversed)
    for survey in read("pulse.toml", dict[str, _Survey]).values()
    for key in survey.items
}
"""By IRI."""
