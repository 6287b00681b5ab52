"""What a moment is asked: by its kind two or three questions with closed answers, none chosen beforehand."""

from collectors.kinds.moments import KINDS

AT_WORK = ("problem-solved", "success", "failure", "experiment", "observation", "job-crafting")
WITH_OTHERS = ("help-given", "help-received", "feedback-given", "feedback-received", "story")

ASKED = {
    "T06": ("place", "initiative"),
    "T07": ("place",),
    "T08": ("crafting_type", "initiative"),
    "T09": ("counterpart_scope",),
    "T10": ("counterpart_scope",),
    "T11": ("counterpart_scope",),
}
"""Template to questions: what domain.md 3.5 asks of it, and no more."""

ANSWERS = {
    "place": (
        "own_task", "problem_situation", "team_meeting", "colleague_talk", "customer_contact", "change_or_project",
        "mentoring", "training", "network", "digital_community", "unknown",
    ),
    "initiative": ("employee", "joint", "employer", "unknown"),
    "counterpart_scope": ("same_unit", "other_unit", "other_agency", "outside", "unknown"),
    "crafting_type": (
        "structural_resources", "social_resources", "challenging_demands", "hindering_demands", "unknown",
    ),
}  # fmt: skip
"""`unknown` is "I will not tell": always there, always last."""


def asked(kind: str) -> tuple[str, ...]:
    """The questions in order. KeyError: no such kind of moment."""
    return ASKED[KINDS[kind][0]]


def helps(kind: str) -> bool:
    """Two people may tell of the same help: they share a code."""
    return KINDS[kind][0] == "T09"


def answered(kind: str, given: dict[str, str]) -> dict[str, str]:
    """What of it answers the kind's questions, one after the other from the first."""
    found: dict[str, str] = {}
    for question in asked(kind):
        if given.get(question) not in ANSWERS[question]:
            break
        found[question] = given[question]
    return found
