"""A statement with every property xAPI 1.0.3 knows, to be broken one place at a time."""

import copy
from typing import Any

import pytest

WHOLE: dict[str, Any] = {
    "id": "6f1d9c52-0b51-4f0e-9a39-2f4b8c1d7e60",
    "actor": {
        "objectType": "Group",
        "name": "Majakan aamuvuoro",
        "mbox": "mailto:aamuvuoro@majakka.example",
        "member": [
            {"name": "Aallotar Kari", "mbox_sha1sum": "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"},
            {"objectType": "Agent", "openid": "https://id.majakka.example/luoto"},
        ],
    },
    "verb": {"id": "http://adlnet.gov/expapi/verbs/attended", "display": {"fi": "osallistui", "sv-FI": "deltog i"}},
    "object": {
        "objectType": "Activity",
        "id": "https://majakka.example/harjoitus/7",
        "definition": {
            "name": {"fi": "Sumuharjoitus"},
            "description": {"fi": "Toiminta sumussa"},
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "moreInfo": "https://majakka.example/harjoitus/7/tietoa",
            "interactionType": "matching",
            "correctResponsesPattern": ["valo[.]yö"],
            "source": [{"id": "valo", "description": {"fi": "Valo"}}, {"id": "ääni"}],
            "target": [{"id": "yö"}],
            "extensions": {"https://majakka.example/ext/laji": None},
        },
    },
    "result": {
        "score": {"scaled": 0.5, "raw": 3, "min": 1, "max": 5.0},
        "success": True,
        "completion": False,
        "response": "valo[.]yö",
        "duration": "PT1H30M0.5S",
        "extensions": {"https://majakka.example/ext/sää": {"tuuli": [1, None, {"": "x"}]}},
    },
    "context": {
        "registration": "1C7E5F0A-3F43-4B8C-8D5B-5A60E1B2C3D4",
        "instructor": {"objectType": "Group", "member": []},
        "team": {"objectType": "Group", "account": {"homePage": "https://majakka.example", "name": "vuoro-2"}},
        "contextActivities": {
            "parent": {"id": "https://majakka.example/kurssi/1"},
            "grouping": [{"objectType": "Activity", "id": "https://majakka.example/ohjelma/2"}],
            "category": [],
            "other": [{"id": "urn:uuid:4f0e9a39", "definition": {"type": "https://majakka.example/laji"}}],
        },
        "revision": "2",
        "platform": "Majakkaverkko",
        "language": "fi",
        "statement": {"objectType": "StatementRef", "id": "00000000-0000-0000-0000-000000000000"},
        "extensions": {"https://majakka.example/ext/paikka": "ulkoluoto"},
    },
    "timestamp": "2026-10-31T12:00:00.123456+02:00",
    "stored": "2026-10-31T10:00:01Z",
    "authority": {
        "objectType": "Group",
        "member": [
            {"account": {"homePage": "https://majakka.example/oauth", "name": "sovellus"}},
            {"mbox": "mailto:vartija@majakka.example"},
        ],
    },
    "version": "1.0.3",
    "attachments": [
        {
            "usageType": "https://majakka.example/todistus",
            "display": {"fi": "Todistus"},
            "description": {"fi": "Allekirjoitettu todistus"},
            "contentType": "text/plain; charset=utf-8",
            "length": 0,
            "sha2": "9f" * 32,
            "fileUrl": "https://majakka.example/todistus.txt",
        }
    ],
}


@pytest.fixture
def whole() -> dict[str, Any]:
    return copy.deepcopy(WHOLE)


@pytest.fixture
def plain() -> dict[str, Any]:
    """The least a statement can be."""
    return {
        "actor": {"mbox": "mailto:luoto@majakka.example"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": "https://majakka.example/hetki/3"},
    }
