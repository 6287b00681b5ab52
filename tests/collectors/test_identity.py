"""Who an identifier stands for: known, provisional, late, moved (DESIGN.md 2.4)."""

from collectors.identity import Holder, resolve
from schemas.journal import Person, Retracted, Stated

ALWAYS = ("0001-01-01", "9999-12-31")


def test_a_provisional_holder_gives_way_to_any_other():
    provisional, real = Holder(1, "KLV", *ALWAYS, True), Holder(2, "KLV", "2026-01-01", "2026-06-30")
    assert resolve([provisional, real], "KLV", "2026-03-01") == real
    assert resolve([provisional, real], "KLV", "2026-07-01") == provisional


def test_a_source_of_one_agency_sees_only_its_own_people():
    elsewhere = Holder(1, "MH", *ALWAYS)
    assert resolve([elsewhere], "KLV", "2026-03-01") is None
    assert resolve([elsewhere], "", "2026-03-01") == elsewhere


def stated(ledger):
    return [r for r in ledger.records() if isinstance(r, Stated)]


def test_an_unknown_actor_becomes_a_provisional_person(ledger, course):
    ledger.accept(course(), course())
    people = {r.person for r in stated(ledger)}
    assert len(people) == 1
    assert None not in people


def test_a_late_identity_moves_what_was_stated(ledger, course):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.accept(course())
    ledger.identity("p1", "4711")
    person = next(r.person for r in ledger.records() if isinstance(r, Person))
    first, moved = stated(ledger)
    retracted = [r for r in ledger.records() if isinstance(r, Retracted)]
    assert moved.person == person != first.person
    assert [(r.person, r.id) for r in retracted] == [(first.person, first.statement["id"])]


def test_a_statement_voided_before_the_link_does_not_move(ledger, course, void):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    target = course()
    ledger.accept(target, void(target["id"]))
    before = len(stated(ledger))
    ledger.identity("p1", "4711")
    moved = [r for r in stated(ledger)[before:] if r.statement["verb"]["id"].endswith("completed")]
    assert moved == []


def test_an_identifier_that_changed_hands_is_read_by_the_day(ledger, course):
    ledger.unit("KLV-A")
    for person in ("p1", "p2"):
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
    from collectors.ledger.work import PutIdentities
    from collectors.rows import IdentityRow

    held = (("p1", "2020-01-01", "2026-02-28"), ("p2", "2026-03-01", "9999-12-31"))
    rows = [
        IdentityRow(
            agency_id="KLV",
            person_id=p,
            kind="account",
            value="4711",
            home_page="https://lms.klv.example",
            valid_from=a,
            valid_to=b,
        )
        for p, a, b in held
    ]
    ledger.writer.do(PutIdentities(rows=rows))
    ledger.accept(course(timestamp="2026-02-27T10:00:00Z"), course(timestamp="2026-03-02T10:00:00Z"))
    assert len({r.person for r in stated(ledger)}) == 2


def test_another_agency_makes_another_person(ledger):
    ledger.unit("KLV-A")
    ledger.unit("MH-A", agency="MH")
    ledger.person("p1", ("KLV-A", "2020-01-01", "2026-01-31"))
    ledger.person("p1", ("MH-A", "2026-02-01", "9999-12-31"), agency="MH")
    people = [r for r in ledger.records() if isinstance(r, Person)]
    assert {p.agency for p in people} == {"KLV", "MH"}
    assert len({p.person for p in people}) == 2


def test_a_person_in_an_unknown_unit_is_refused_by_name_of_the_field(ledger):
    assert ledger.person("p1", ("nowhere", "2020-01-01", "9999-12-31")).refused == [
        (0, "unit_id", "no such unit in this agency; hand over its units.csv first")
    ]


def test_a_group_crosses_as_one_statement_a_person(ledger, course):
    members = [{"account": {"homePage": "https://lms.klv.example", "name": n}} for n in ("a", "b", "c")]
    ledger.accept(course(actor={"objectType": "Group", "member": members}))
    assert len({r.person for r in stated(ledger)}) == 3


def test_instructors_are_dropped(ledger, course):
    instructor = {"account": {"homePage": "https://lms.klv.example", "name": "boss"}}
    ledger.accept(course(context={"instructor": instructor}))
    assert len(stated(ledger)) == 1
