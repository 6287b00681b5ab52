"""How much each source brought, for the record that everybody may read."""

import sqlite3

import msgspec

FEWEST = 5
"""People behind a number at least, or it is not told."""


class Amount(msgspec.Struct, frozen=True):
    statements: int
    people: int

    @property
    def told(self) -> int | None:
        """To two digits, so that nobody sees one statement come; None: too few people."""
        if self.people < FEWEST:
            return None
        unit: int = 10 ** max(1, len(str(self.statements)) - 2)
        return max(unit, self.statements // unit * unit)


def amounts(ledger: sqlite3.Connection) -> dict[str, Amount]:
    """By source. Reads every statement's row: ask seldom."""
    sql = """select c.name, count(distinct s.seq), count(distinct m.agent) from statement s
             join source c on c.id = s.source
             left join mention m on m.seq = s.seq and m.part in ('a', 'o', 'm', 't')
             where s.voided_at is null and not s.voiding group by c.name"""
    return {name: Amount(statements, people) for name, statements, people in ledger.execute(sql)}
