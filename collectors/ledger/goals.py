"""Goals and findings of agencies, as HR hands them over. Each row set is the key's whole history, and names nobody."""

from collections.abc import Iterable
from typing import Any

import msgspec

from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, PutAnalysis, PutGoals
from collectors.rows import AnalysisRow, GoalRow
from schemas.journal import Finding
from schemas.journal import GoalRow as GoalHistory

json = msgspec.json.Encoder().encode

Key = tuple[str, str]
"""(agency, goal or theme)"""


def put_goals(tx: Transaction, work: PutGoals) -> Done:
    """Replaces the history of each goal named."""
    done = Done(stored=tx.stored)
    for key, rows in _by(work.rows, "goal_id"):
        history = sorted(
            {_goal(row) for row in rows}, key=lambda r: (r.version, r.milestone or "", r.reviewed_at or "")
        )
        _put(tx, "goal", key, history, len(rows), done)
    return done


def put_analysis(tx: Transaction, work: PutAnalysis) -> Done:
    """Replaces the findings of each theme named."""
    done = Done(stored=tx.stored)
    for key, rows in _by(work.rows, "theme"):
        history = sorted({_finding(row) for row in rows}, key=lambda r: (r.date, r.finding_fi))
        _put(tx, "analysis", key, history, len(rows), done)
    return done


def _put(tx: Transaction, kind: str, key: Key, history: list[Any], count: int, done: Done) -> None:
    rows = json(history)
    name = "id" if kind == "goal" else "theme"
    if tx.one(f"select rows from {kind} where agency = ? and {name} = ?", key) == rows.decode():
        done.known += count
        return
    tx.execute(f"insert or replace into {kind} values (?, ?, ?)", (*key, rows.decode()))
    tx.append(kind, subject="/".join(key), data=json({"agency": key[0], "rows": msgspec.Raw(rows)}))
    done.added += count


def _goal(row: GoalRow) -> GoalHistory:
    return msgspec.convert(row, GoalHistory, from_attributes=True)


def _finding(row: AnalysisRow) -> Finding:
    return Finding(date=row.date, finding_fi=row.finding_fi, finding_sv=row.finding_sv, goal=row.goal_id)


def _by(rows: Iterable[Any], field: str) -> Iterable[tuple[Key, list[Any]]]:
    groups: dict[Key, list[Any]] = {}
    for row in rows:
        groups.setdefault((row.agency_id, getattr(row, field)), []).append(row)
    return groups.items()
