"""The reduced statement: what the boundary lets through, and all that anything right of it ever sees.

It is an xAPI statement of one person, or of nobody (a pulse answer), built from this allow-list and nothing else:

    id                                    UUID, keyed hash of (statement id, person)
    actor.account.homePage, .name         the agency's pseudonym domain and the person's pseudonym (32 hex digits);
                                          for a pulse answer the wave's domain and a keyed hash of the respondent
    verb.id                               canonical IRI from the profile's vocabulary, else UNLISTED
    object.id                             urn:uuid: of a keyed hash; for a pulse answer the item's own IRI
    object.definition.type                canonical IRI from the profile's vocabulary, else UNLISTED
    result.duration                       ISO 8601
    result.score.scaled, .raw, .min, .max numbers
    result.success, .completion           booleans
    result.extensions                     text-shape, reflection-mode: closed lists
    context.registration                  UUID, keyed hash
    context.statement                     StatementRef, keyed hash of the statement id alone
    context.contextActivities.parent      urn:uuid: keyed hashes; for a pulse answer survey, wave and batch as they are
    context.contextActivities.grouping    (as parent)
    context.extensions                    role, session-mode, initiative, place, counterpart-scope, counterpart-role,
                                          crafting-type: closed lists; mandatory: boolean
    timestamp                             ISO 8601 in UTC, ends in Z

`statement_key` (the keyed hash of the statement id alone, so that reflections can refer to it) rides beside the
statement in the journal record, see schemas/journal.py.
"""

from typing import Any

Reduced = dict[str, Any]

PSEUDONYM_DOMAIN = "https://pseudo.lc.example/"
PULSE_DOMAIN = "https://pulse.lc.example/"

UNLISTED = "https://lc.example/xapi/unlisted"
"""Stands for a verb or activity type that is in no vocabulary we know: an IRI could carry a name."""
