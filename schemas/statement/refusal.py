"""Why something was not taken: where, and by which rule. Never a value, since values may be personal data (law 5)."""


class Refused(Exception):
    """`path` as in `actor.mbox`, `[3].verb.id`, empty for the whole; `rule` a short sentence with the way out.

    `status` is the HTTP status of the answer.
    """

    def __init__(self, path: str, rule: str, status: int = 400) -> None:
        super().__init__(path, rule, status)
        self.path = path
        self.rule = rule
        self.status = status

    def __str__(self) -> str:
        return f"{self.path}: {self.rule}" if self.path else self.rule

    def within(self, step: str) -> "Refused":
        """The same, seen from one level further out."""
        dot = "." if self.path and not self.path.startswith("[") else ""
        return Refused(f"{step}{dot}{self.path}", self.rule, self.status)
