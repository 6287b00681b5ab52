"""A closed period is rebuilt from the ledger, as it was and as it is now, and put right where that may be told."""

import json
import uuid
from datetime import date

import msgspec
import pytest

from collectors.door import prepare
from collectors.ledger.work import Accept, AddSource, Erase, PutPersons, PutUnits, Withdraw
from collectors.rows import PersonRow, UnitRow
from lahde.connection import connect
from lahde.correction import rebuilt
from lahde.operate import correct as command
from lahde.pipeline import PUBLISHED, WAREHOUSE
from lahde.settings import load
from schemas import profile
from schemas.cell import Cell
from schemas.statement.refusal import Refused
from warehouse.correction import correct
from warehouse.release import release

PEOPLE, SEPTEMBER = 120, "2026-09"
SUCCESS = f"{profile.BASE}/activity-types/success"


class Town:
    """KLV with 120 people; its pages are open, and its files come as `hr`. No server."""

    def __init__(self, folder):
        self.settings = load(data=str(folder))
        self.home = self.settings.home_page("KLV")
        declared = {"purpose": "p", "dpia": "d", "cooperation": "c", "since": "2026-05-01"}
        feeds = ["courses", "mentoring", "moments", "reflections"]
        unit = UnitRow(unit_id="KLV", parent_id=None, agency_id="KLV", name_fi="K", name_sv="", valid_from="2020-01-01")
        rows = [PersonRow(person_id=f"p{n}", unit_id="KLV", valid_from="2020-01-01") for n in range(PEOPLE)]
        added = [
            AddSource(name=name, agency="KLV", key=name, secret_hash="x", scopes=s, feeds=feeds, units=[], **declared)
            for name, s in (("hr", []), ("klv-pages", ["pages"]))
        ]
        self.do(*added, PutUnits(rows=[unit]), PutPersons(agency="KLV", home_page=self.home, rows=rows))

    def do(self, *works):
        with connect(self.settings, begin=True) as connection:
            for work in works:
                connection.do(work)
            connection.ask("catch_up")

    def moments(self, source, *people):
        made = [self.moment(n) for n in people]
        self.do(Accept(source=source, statements=[prepare(json.dumps(m).encode()) for m in made]))
        return [m["id"] for m in made]

    def moment(self, person):
        return {
            "id": str(uuid.uuid4()),
            "actor": {"account": {"homePage": self.home, "name": f"p{person}"}},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
            "object": {
                "id": f"{self.home}/{uuid.uuid4()}",
                "definition": {"type": f"{profile.BASE}/activity-types/success"},
            },
            "timestamp": "2026-09-02T10:00:00Z",
        }

    def release(self):
        release(self.settings.folder / WAREHOUSE, self.settings.folder / PUBLISHED, as_of=date(2026, 10, 16))

    def correct(self, **given):
        request = {"period": SEPTEMBER, "agency": None, "kept_from": "2023-10-01"} | given
        published = self.settings.folder / PUBLISHED
        with rebuilt(self.settings.folder, published, request, "500MB", lambda _: None) as states:
            made = correct(states, published, period=SEPTEMBER, reason="late", made=date(2026, 11, 25))
        assert not list(self.settings.folder.glob("correct-*"))
        return made

    def reach(self):
        lines = (self.settings.folder / PUBLISHED / "current/cells.ndjson").read_bytes().splitlines()
        found = (msgspec.json.decode(line, type=Cell) for line in lines)
        return next(c.value for c in found if (c.indicator, c.period) == ("LC01", SEPTEMBER))


@pytest.fixture
def town(tmp_path):
    """Sixty have noted a moment themselves, and the figures of September are out."""
    made = Town(tmp_path / "data")
    made.noted = made.moments("klv-pages", *range(60))
    made.release()
    return made


@pytest.mark.ci
def test_a_late_file_is_put_right_and_nothing_of_what_people_did_meanwhile_shows(town):
    """Ten took their moment back, ten noted one late: whoever knows both figures learns nothing of them."""
    assert town.reach() == 0.5
    taken = [Withdraw(agency="KLV", person_id=f"p{n}", home_page=town.home, statement=town.noted[n]) for n in range(10)]
    town.do(*taken)
    town.moments("klv-pages", *range(110, 120))
    assert town.correct().release is None
    town.moments("hr", *range(60, 84))
    assert town.correct().release == "2026-11-25-1"
    assert town.reach() == 0.7
    assert town.correct().release is None  # and once more there is nothing to put right


def test_nothing_is_corrected_once_somebody_was_erased(town):
    town.moments("hr", *range(60, 84))
    town.do(Erase(person="KLV/p119"))
    with pytest.raises(Refused, match="erased since"):
        town.correct()
    assert town.reach() == 0.5


def test_nor_what_is_not_kept_any_more(town):
    with pytest.raises(Refused, match="not kept any more"):
        town.correct(kept_from="2026-08-01")


@pytest.mark.ci
@pytest.mark.parametrize(
    ("period", "reason", "rule"),
    [("2031-01", "a file came late", "nothing is shown"), (SEPTEMBER, "  no  ", "must say why")],
)
def test_the_command_says_what_is_wrong(town, period, reason, rule):
    with pytest.raises(Refused, match=rule):
        command(town.settings, period, reason, None, None, as_json=False)
