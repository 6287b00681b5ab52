"""Agencies, departments and units as dated rows, and the leaves in which people sit."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lahde.population.agencies import Agency, Department
from lahde.population.calendar import first_day
from lahde.population.table import OPEN_END, Row, Table

FOUNDED = date(2010, 1, 1)
_SMALLEST, _LARGEST, _MEDIAN_LOG, _SPREAD = 8, 60, 2.89, 0.45
_UNDIVIDED = 16
COLUMNS = (
    "unit_id",
    "parent_id",
    "agency_id",
    "name_fi",
    "name_sv",
    "valid_from",
    "valid_to",
    "level",
    "reporting_unit",
    "reported_with",
)


@dataclass(frozen=True)
class Leaf:
    """A unit (or an undivided department) where people sit."""

    id: str
    department: str
    size: int


@dataclass(frozen=True)
class Structure:
    agency: Agency
    leaves: list[Leaf]

    def department(self, leaf: Leaf, day: date) -> str:
        """The unit id of the department above (or at) the leaf on that day."""
        merger = self.agency.merger
        merged = merger and leaf.department in merger.of and day >= first_day(merger.month)
        code = merger.into.code if merger and merged else leaf.department
        return f"{self.agency.code}-{code}"


def structure(rng: Random, agency: Agency, people: int) -> Structure:
    leaves = []
    for department in agency.departments:
        size, parent = department.scaled(people), f"{agency.code}-{department.code}"
        parts = split(rng, size)
        if len(parts) == 1:
            leaves.append(Leaf(parent, department.code, size))
        else:
            leaves += [Leaf(f"{parent}-{n}", department.code, part) for n, part in enumerate(parts, 1)]
    return Structure(agency, leaves)


def split(rng: Random, headcount: int) -> list[int]:
    """Unit sizes of a department: log-normal with median 18, between 8 and 60; under 16 people one unit."""
    sizes: list[int] = []
    left = headcount
    while left >= _UNDIVIDED:
        size = min(_LARGEST, max(_SMALLEST, round(rng.lognormvariate(_MEDIAN_LOG, _SPREAD))), left)
        sizes.append(size)
        left -= size
    if left >= _SMALLEST or not sizes:
        return [*sizes, left]
    sizes[-1] += left
    if sizes[-1] > _LARGEST:
        half = sizes[-1] // 2
        sizes[-1:] = [half, sizes[-1] - half]
    return sizes


def table(built: Structure) -> Table:
    """units.csv: the agency first, then departments, then units; what a merger changed has two rows."""
    agency = built.agency
    top: Row = (
        agency.code, None, agency.code, agency.name_fi, agency.name_sv, FOUNDED, OPEN_END, "agency", 0, None,
    )  # fmt: skip
    rows = [top, *_departments(built), *_units(built)]
    return Table("units.csv", COLUMNS, "valid_from", rows)


def _departments(built: Structure) -> list[Row]:
    agency, merger = built.agency, built.agency.merger
    rows = [
        _department(agency, department, FOUNDED, _end(built, department.code), agency.code, "department")
        for department in agency.departments
    ]
    if merger:
        rows.append(_department(agency, merger.into, first_day(merger.month), OPEN_END, agency.code, "department"))
        into = f"{agency.code}-{merger.into.code}"
        undivided = {leaf.department for leaf in built.leaves if leaf.id == f"{agency.code}-{leaf.department}"}
        rows += [
            _department(agency, department, first_day(merger.month), OPEN_END, into, "unit")
            for department in agency.departments
            if department.code in merger.of and department.code in undivided
        ]
    return rows


def _department(agency: Agency, of: Department, since: date, until: date, parent: str, level: str) -> Row:
    beside = f"{agency.code}-{of.reported_with}" if of.reported_with else None
    reporting = int(level == "department" and not beside)
    return (
        f"{agency.code}-{of.code}", parent, agency.code, of.name_fi, of.name_sv,
        since, until, level, reporting, beside,
    )  # fmt: skip


def _end(built: Structure, department: str) -> date:
    merger = built.agency.merger
    return first_day(merger.month) - timedelta(days=1) if merger and department in merger.of else OPEN_END


def _units(built: Structure) -> list[Row]:
    agency = built.agency
    departments = {department.code: department for department in agency.departments}
    rows: list[Row] = []
    for leaf in built.leaves:
        over = f"{agency.code}-{leaf.department}"
        if leaf.id == over:
            continue
        number, of, end = leaf.id.rsplit("-", 1)[1], departments[leaf.department], _end(built, leaf.department)
        names = (agency.code, f"{of.name_fi}, yksikkö {number}", f"{of.name_sv}, enhet {number}")
        rows.append((leaf.id, over, *names, FOUNDED, end, "unit", 0, None))
        if end != OPEN_END:
            since = end + timedelta(days=1)
            rows.append((leaf.id, built.department(leaf, since), *names, since, OPEN_END, "unit", 0, None))
    return rows
