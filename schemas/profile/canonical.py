"""One IRI for each concept, whichever way a source spells it."""

from collections.abc import Iterator

from schemas.profile.concepts import EXTENSIONS, TYPES, VERBS
from schemas.profile.iris import VOCABULARY, expand


def _listed() -> Iterator[str]:
    for names in (VOCABULARY.reused, VOCABULARY.moodle):
        yield from map(expand, (*names.verbs, *names.types, *names.others))


def spellings(iri: str) -> Iterator[str]:
    """All ways in which a canonical IRI is met; itself among them."""
    beginnings = [(iri, [iri])] + [item for item in VOCABULARY.spellings.items() if iri.startswith(item[0])]
    for beginning, others in beginnings:
        for other in others:
            spelled = other + iri.removeprefix(beginning)
            yield spelled.replace("https://", "http://", 1)
            yield spelled.replace("http://", "https://", 1)


_KNOWN = {spelled: iri for iri in (*_listed(), *VERBS, *TYPES, *EXTENSIONS) for spelled in spellings(iri)}


def canonical(iri: str) -> str | None:
    """The IRI as the profile writes it; None if it is in no vocabulary we know (and could hold anything)."""
    return _KNOWN.get(iri)
