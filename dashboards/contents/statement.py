"""What the accessibility statement says of this installation: the settings' table [accessibility].

What a statement has to hold: Commission Implementing Decision (EU) 2018/1523 and act 306/2019, as told on
saavutettavuusvaatimukset.fi, "Tietoa saavutettavuusselosteesta". What is not known is said to be missing.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec

ADDRESS = Annotated[str, msgspec.Meta(pattern=r"^(https://\S+|[^@\s:]+@[^@\s]+)?$")]
TRAFICOM = "https://www.saavutettavuusvaatimukset.fi"


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The accessibility statement's own part: who answers for the service, and what an assessment found."""

    organisation: str = ""
    """Who provides the service, with the unit that answers feedback."""
    feedback: ADDRESS = ""
    """Where feedback on accessibility goes: an e-mail address, or a form's https:// address. Answer within 14 days."""
    status: Literal["", "full", "partial", "low"] = ""
    """How far the requirements are met, by the assessment; empty: not assessed."""
    assessed: date | None = None
    """The day of the last assessment."""
    assessor: Literal["self", "expert"] = "self"
    """Who assessed: the organisation itself, or an expert from outside."""
    shortcomings: dict[Literal["fi", "sv", "en"], list[str]] = {}
    """What the assessment found, in sentences: [accessibility.shortcomings] fi = ["…"]."""
    authority: str = ""
    """Who supervises; empty: Traficom. See that it is still so."""
    authority_address: ADDRESS = TRAFICOM

    def found(self, lang: str) -> tuple[list[str], str]:
        """The shortcomings, and the language they are in: Finnish where the wanted one has none."""
        told = {str(language): texts for language, texts in self.shortcomings.items()}
        return next(((told[name], name) for name in (lang, "fi", *told) if told.get(name)), ([], lang))


UNSAID = Statement()
"""Of an installation whose settings say nothing: the page says what is missing."""
