"""A small organisation that tests tell their stories in, loaded into a real warehouse file through the real folds."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import msgspec
import pytest

from schemas.indicators.card import cards
from schemas.journal import (
    Analysis,
    Assignment,
    Batch,
    Coverage,
    Finding,
    Goal,
    GoalRow,
    Person,
    Pulse,
    Restricted,
    Unit,
    UnitRow,
)
from schemas.participation import Participation, PulseAnswer
from streams.topology import fold, keys_of
from tests.warehouse.all_figures import figures
from warehouse.figures import Figure, Sums
from warehouse.store import Store

FEEDS = ["courses", "mentoring", "moments", "reflections", "pulse"]
OPEN = "9999-12-31"


def uid(name: str) -> str:
    """A UUID that is the same for the same name."""
    return str(uuid5(NAMESPACE_URL, name))


def change(**fields: object) -> SimpleNamespace:
    """What one micro-batch changes, as the engine hands it over."""
    empty = {"rows": [], "facts": {}, "reference": [], "erased": [], "forgotten": [], "position": 1}
    return SimpleNamespace(**(empty | fields))


def participation(name: str, person: str, class_: str, at: str, **fields: object) -> Participation:
    """`at` is local time, to the minute."""
    local = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Helsinki"))
    made = Participation(
        **{
            "id": uid(name), "position": 1, "person": uid(person), "agency": "KLV", "source": "test", "template": "T00",
            "class_": class_, "activity": uid(f"activity of {name}"), "statement": uid(f"statement of {name}"),
            "ended_at": local.astimezone(UTC), "day": local.date(), "keys": [],
        }
        | fields
    )  # fmt: skip
    return msgspec.structs.replace(made, keys=keys_of(made))


class World:
    """Units, persons and events; `load` puts them into a store as the embedded engine would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[Participation | PulseAnswer] = []
        self.reference: list[object] = []
        self.store: Store | None = None
        self._number = 0

    def agency(self, code: str = "KLV", since: str = "2025-01-01", feeds: list[str] | None = None) -> None:
        self.unit(code, None, code)
        self.covered(code, since, feeds)

    def covered(self, code: str, since: str, feeds: list[str] | None = None, units: list[str] | None = None) -> None:
        source = f"source of {code} {units}"
        self.reference.append(
            Coverage(position=1, source=source, agency=code, feeds=feeds or FEEDS, units=units or [], since=since)
        )

    def unit(
        self, unit: str, parent: str | None, agency: str = "KLV", frm: str = "2020-01-01", to: str = OPEN, **more: str
    ) -> None:
        row = UnitRow(parent=parent, name_fi=f"{unit} fi", name_sv="", valid_from=frm, valid_to=to, **more)
        self.reference.append(Unit(position=1, unit=unit, agency=agency, rows=[row]))

    def person(self, name: str, unit: str = "KLV", frm: str = "2020-01-01", to: str = OPEN) -> None:
        self.history(name, [(unit, frm, to)])

    def history(
        self, name: str, rows: list[tuple[str, str, str]], agency: str = "KLV", supervisor: bool | None = None
    ) -> None:
        assignments = [Assignment(unit=u, valid_from=frm, valid_to=to, supervisor=supervisor) for u, frm, to in rows]
        self.reference.append(Person(position=1, person=uid(name), agency=agency, assignments=assignments))

    def staff(self, count: int, prefix: str = "p", unit: str = "KLV") -> list[str]:
        names = [f"{prefix}{n}" for n in range(count)]
        for name in names:
            self.person(name, unit)
        return names

    def restricted(self, name: str) -> None:
        self.reference.append(Restricted(position=1, person=uid(name), restricted=True))

    def did(self, person: str, class_: str, at: str, **fields: object) -> Participation:
        self._number += 1
        made = participation(f"event {self._number}", person, class_, at, **fields)
        self.rows.append(made)
        return made

    def session(self, person: str, at: str, role: str = "mentee", **fields: object) -> Participation:
        return self.did(person, "MS", at, role=role, **fields)

    def reflects(self, session: Participation, person: str, at: str, **fields: object) -> None:
        said = {"text_shape": "short", "reflection_mode": "written", "declined": False, "about": session.activity}
        self.did(person, "RF", at, **(said | fields))

    def goal(self, goal_id: str, *rows: dict[str, object], agency: str = "KLV") -> None:
        """Its rows as goals.csv has them; what a row leaves out is as here."""
        usual = {"version": 1, "name_fi": goal_id, "name_sv": "", "indicator": "LC01", "milestone": None,
                 "baseline": 0.2, "target": 0.6, "start": "2025-01-01", "due": "2025-12-31"}  # fmt: skip
        made = [GoalRow(**(usual | row)) for row in rows]
        self.reference.append(Goal(position=1, goal=goal_id, agency=agency, rows=made))

    def finding(self, theme: str, *rows: dict[str, object], agency: str = "KLV") -> None:
        usual = {"date": "2025-01-15", "finding_fi": "Opitaan kursseilla", "finding_sv": "", "goal": None}
        made = [Finding(**(usual | row)) for row in rows]
        self.reference.append(Analysis(position=1, theme=theme, agency=agency, rows=made))

    def wave(self, wave: str, opened: str, invited: int | None, unit: str = "KLV", agency: str = "KLV") -> None:
        self.batches(wave, opened, {unit: invited}, agency)

    def batches(self, wave: str, opened: str, invited: dict[str, int | None], agency: str = "KLV") -> None:
        batches = [Batch(unit=unit, invited=number) for unit, number in invited.items()]
        self.reference.append(Pulse(position=1, wave=wave, agency=agency, opened=opened, batches=batches))

    def answers(self, wave: str, respondent: str, unit: str = "KLV", scale_max: int = 5, **items: int) -> None:
        for item, value in items.items():
            key = item.replace("_", "-")
            self.rows.append(
                PulseAnswer(
                    id=uid(f"{wave} {respondent} {key}"), position=1, wave=wave, unit=unit, respondent=respondent,
                    item=key, value=value, scale_max=scale_max,
                )
            )  # fmt: skip

    def load(self) -> Store:
        """Everything in one batch, into a new file."""
        if self.store:
            self.store.close()
        self.path.unlink(missing_ok=True)
        self.store = Store(self.path, threads=1)
        self.store.commit(change(rows=self.rows, facts=facts_of(self.rows), reference=self.reference, position=7))
        return self.store

    def figures(self, as_of: date = date(2026, 1, 31)) -> "Figures":
        return Figures(self.load(), as_of)


def facts_of(rows: list[object]) -> dict[tuple[str, str], object]:
    contributions = defaultdict(list)
    for row in rows:
        if isinstance(row, Participation):
            for key in row.keys:
                contributions[row.person, key].append(row)
    return {key: fold(*key, found) for key, found in contributions.items()}


class Figures:
    """Figures to pick from, each indicator computed when it is first asked for."""

    def __init__(self, store: Store, as_of: date) -> None:
        self.con, self._as_of = store._con, as_of
        self._found: dict[str, list[Figure]] = {}

    def of(self, *indicators: str) -> list[Figure]:
        """The agencies' figures."""
        return [f for f in self.within(*indicators) if f.depth == 0 and not f.seated]

    def within(self, *indicators: str) -> list[Figure]:
        """All nodes' figures, and those of the people who sit in them."""
        for name in indicators:
            if name not in self._found:
                chosen = {name: cards()[name]}
                self._found[name] = list(figures(self.con, self._as_of, chosen=chosen))
        return [figure for name in indicators for figure in self._found[name]]

    @property
    def all(self) -> list[Figure]:
        return self.of(*cards())

    def one(self, indicator: str, period: str, window: str = "", category: str = "", node: str = "KLV") -> Sums:
        """The figure itself, or the sums of one of its parts."""
        wanted = [
            f
            for f in self.within(indicator)
            if (f.period, f.node, f.seated) == (period, node, False) and window in ("", f.window)
        ]
        assert len(wanted) == 1, f"{len(wanted)} figures"
        return wanted[0].parts[category] if category else wanted[0]

    def share(self, *which: str, **more: str) -> tuple[int, int]:
        found = self.one(*which, **more)
        return int(found.num), found.den


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "warehouse.duckdb")
    yield made
    if made.store:
        made.store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "warehouse.duckdb", threads=1)
    yield made
    made.close()


@pytest.fixture(name="uid")
def uid_of() -> Callable[[str], str]:
    return uid


@pytest.fixture(name="change")
def change_of() -> Callable[..., SimpleNamespace]:
    return change
