"""Input normalisation (domain.md 3.2): what other systems say in ways of their own, said as the profile says it.

Pure, and between ledger and boundary: the ledger keeps what was sent. What is not listed here stays as it is, and is
set aside right of the boundary unless a template covers it.
"""

from typing import Any

from schemas import profile
from schemas.profile.iris import expand

Statement = dict[str, Any]

ATTENDED = expand("adl:verbs/attended")
MENTORED = frozenset(map(expand, ("tincan:verb/mentored", "adb:coached")))
SESSION, WORKSHOP = (f"{profile.BASE}/activity-types/{name}" for name in ("mentoring-session", "workshop"))
ROLE, MODE, SCOPE, COUNTERPART = (
    f"{profile.BASE}/ext/{name}" for name in ("role", "session-mode", "counterpart-scope", "counterpart-role")
)
ROLES = {"actor": "mentor", "member": "mentor", "object": "mentee"}

MOODLE_INFO = "http://lrs.learninglocker.net/define/extensions/info"
TAKE_ATTENDANCE = "\\mod_facetoface\\event\\take_attendance"
FACE_TO_FACE = expand("acrossx:activities/face-to-face-discussion")


def normalise(statement: Statement, part: str) -> Statement | None:
    """The statement as it is about the person in this part; None if it says nothing of them.

    `part` as in schemas.statement.agent.people: actor, member (of a Group that acts), object, or team.
    """
    verb = profile.canonical(statement["verb"]["id"])
    if part == "team":
        return _beside(statement) if verb == ATTENDED else None
    if verb in MENTORED and statement["object"].get("objectType") in ("Agent", "Group"):
        return _session(statement, ROLES[part])
    if verb == ATTENDED and _is_from_moodle(statement):
        return _workshop(statement)
    return statement


def _session(statement: Statement, role: str) -> Statement:
    """Who mentored whom: a session known by the statement's own id, and each person's role in it."""
    obj = {"id": f"urn:uuid:{statement['id'].lower()}", "definition": {"type": SESSION}}
    said = _mode(statement) | statement.get("context", {}).get("extensions", {}) | {ROLE: role}
    return _saying(statement, said) | {"verb": {"id": ATTENDED}, "object": obj}


def _mode(statement: Statement) -> dict[str, str]:
    """Two persons are a pair, more a group; of a Group that does not list its members nothing is known."""
    counts = [len(a.get("member", [])) if a.get("objectType") == "Group" else 1 for a in _sides(statement)]
    return {MODE: "pair" if sum(counts) == 2 else "group"} if all(counts) else {}


def _sides(statement: Statement) -> tuple[Statement, Statement]:
    return statement["actor"], statement["object"]


def _is_from_moodle(statement: Statement) -> bool:
    """Attendance marked in a face-to-face activity, as Moodle's plugin sends it.

    Its length is the sum over the session's dates: PT0S is a session without any, and nothing says that it was held.
    """
    kind = statement["object"].get("definition", {}).get("type", "")
    info = statement.get("context", {}).get("extensions", {}).get(MOODLE_INFO)
    marked = isinstance(info, dict) and info.get("event_name") == TAKE_ATTENDANCE
    undated = statement.get("result", {}).get("duration") == "PT0S"
    return marked and not undated and profile.canonical(kind) == FACE_TO_FACE


def _workshop(statement: Statement) -> Statement:
    """Who stands as instructor is whoever marked attendance, not the trainer."""
    context = {k: v for k, v in statement["context"].items() if k != "instructor"}
    return statement | {"object": statement["object"] | {"definition": {"type": WORKSHOP}}, "context": context}


def _beside(statement: Statement) -> Statement:
    """Who attended as one of the context's team: what the actor said of their own part is not said of theirs."""
    said = statement.get("context", {}).get("extensions", {})
    return _saying(statement, {k: v for k, v in said.items() if k not in (ROLE, SCOPE, COUNTERPART)})


def _saying(statement: Statement, extensions: dict[str, Any]) -> Statement:
    return statement | {"context": statement.get("context", {}) | {"extensions": extensions}}
