"""The parts all our statements share: verbs, activities, the profile's mark (domain.md 3.2, 3.3)."""

from typing import Any

from schemas import profile

ATTENDED = {
    "id": "http://adlnet.gov/expapi/verbs/attended",
    "display": {"en": "attended", "fi": "osallistui", "sv": "deltog i"},
}
EXPERIENCED = {
    "id": "http://adlnet.gov/expapi/verbs/experienced",
    "display": {"en": "experienced", "fi": "koki", "sv": "upplevde"},
}
SHARED = {
    "id": "http://adlnet.gov/expapi/verbs/shared",
    "display": {"en": "shared", "fi": "jakoi", "sv": "delade"},
}
REFLECTED = {
    "id": f"{profile.BASE}/verbs/reflected",
    "display": {"en": "reflected", "fi": "reflektoi", "sv": "reflekterade"},
}
ANSWERED = {
    "id": "http://adlnet.gov/expapi/verbs/answered",
    "display": {"en": "answered", "fi": "vastasi", "sv": "svarade på"},
}
REQUESTED = {
    "id": "http://activitystrea.ms/schema/1.0/request",
    "display": {"en": "requested", "fi": "pyysi", "sv": "begärde"},
}
SCHEDULED = {
    "id": "http://activitystrea.ms/schema/1.0/schedule",
    "display": {"en": "scheduled", "fi": "varasi", "sv": "bokade"},
}
CANCELLED = {
    "id": "http://activitystrea.ms/schema/1.0/cancel",
    "display": {"en": "cancelled", "fi": "perui", "sv": "ställde in"},
}
DEFINED = {
    "id": "http://id.tincanapi.com/verb/defined",
    "display": {"en": "defined", "fi": "asetti", "sv": "satte"},
}
REVIEWED = {
    "id": "http://id.tincanapi.com/verb/reviewed",
    "display": {"en": "reviewed", "fi": "arvioi", "sv": "granskade"},
}
COMPLETED = {
    "id": "http://adlnet.gov/expapi/verbs/completed",
    "display": {"en": "completed", "fi": "suoritti", "sv": "slutförde"},
}

CATEGORY = {
    "id": profile.VERSION,
    "definition": {"type": "http://adlnet.gov/expapi/activities/profile"},
}


def common(verb: dict[str, Any], definition: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A statement's fixed parts: verb, what its object is, and that it follows our profile."""
    return {
        "verb": verb,
        "object": {"definition": definition},
        "context": {"contextActivities": {"category": [CATEGORY]}},
        **more,
    }


def kind(name: str, en: str, fi: str, sv: str) -> dict[str, Any]:
    """The definition of one of our activity types."""
    return {"type": f"{profile.BASE}/activity-types/{name}", "name": {"en": en, "fi": fi, "sv": sv}}
