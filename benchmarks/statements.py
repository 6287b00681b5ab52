"""Statements to send: about 1.2 kB each, every one another id, a few thousand people and some hundred sessions."""

import json
import random
import uuid

BASE = "https://lc.example/xapi"


def statement(rng: random.Random) -> bytes:
    """A mentoring session held, as T01."""
    person, session = rng.randrange(5_000), rng.randrange(500)
    month, day = rng.randrange(1, 11), rng.randrange(1, 28)
    return json.dumps(
        {
            "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "actor": {
                "objectType": "Agent",
                "account": {"homePage": "https://lc.example/klv", "name": f"p{person:05}"},
            },
            "verb": {
                "id": "http://adlnet.gov/expapi/verbs/attended",
                "display": {"en": "attended", "fi": "osallistui", "sv": "deltog i"},
            },
            "object": {
                "objectType": "Activity",
                "id": f"https://lc.example/klv/session/{session:08x}",
                "definition": {
                    "type": f"{BASE}/activity-types/mentoring-session",
                    "name": {"fi": "Mentorointitapaaminen", "sv": "Mentorträff"},
                },
            },
            "result": {"duration": "PT1H"},
            "context": {
                "registration": str(uuid.UUID(int=session, version=4)),
                "contextActivities": {
                    "category": [
                        {
                            "id": f"{BASE}/v1",
                            "definition": {"type": "http://adlnet.gov/expapi/activities/profile"},
                        }
                    ],
                    "grouping": [{"id": "https://lc.example/klv/programme/mentor-2026"}],
                },
                "extensions": {
                    f"{BASE}/ext/role": rng.choice(["mentor", "mentee"]),
                    f"{BASE}/ext/session-mode": "pair",
                    f"{BASE}/ext/initiative": "employee",
                    f"{BASE}/ext/place": "mentoring",
                },
            },
            "timestamp": f"2026-{month:02}-{day:02}T{rng.randrange(6, 16):02}:00:00Z",
        }
    ).encode()


def statements(count: int, seed: int) -> list[bytes]:
    rng = random.Random(seed)
    return [statement(rng) for _ in range(count)]
