"""/me: everything kept about one person and nobody else; put right, taken back, downloaded, asked to be erased."""

import csv
import io
import json

import pytest

from collectors.ledger.query import Query
from collectors.ledger.reader import Reader
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource, Erase, Place, PutIdentities, StoreDocument
from collectors.outbox import Outbox
from collectors.person_file import everything
from collectors.rows import IdentityRow
from collectors.web import person_csv
from schemas import profile
from schemas.journal import Retracted, Stated
from schemas.statement.agent import Identifier

HOME = "https://lc.example/klv"
LMS = "https://lms.klv.example"
NONCE = "0123456789abcdef"
ANOTHER = "toinen-ihminen"


def moment(person="klv-1", kind="success", **changes):
    verb = "shared" if kind == "story" else "experienced"
    return {
        "id": f"6d1f5a3e-0000-4000-8000-{abs(hash((person, kind, str(changes)))) % 10**12:012}",
        "actor": {"account": {"homePage": HOME, "name": person}},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {
            "id": f"https://lc.example/klv/event/{person}-{kind}",
            "definition": {"type": f"{profile.BASE}/activity-types/{kind}"},
        },
        "context": {"extensions": {f"{profile.BASE}/ext/place": "own_task"}},
        "timestamp": "2026-03-02T10:00:00Z",
    } | changes


def session(person, role, minutes, day, mode="pair"):
    ext = f"{profile.BASE}/ext/"
    return moment(person, "mentoring-session", timestamp=f"{day}T10:00:00Z") | {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/attended"},
        "result": {"duration": f"PT{minutes}M"},
        "context": {
            "registration": "6d1f5a3e-0000-4000-8000-000000000002",
            "extensions": {f"{ext}role": role, f"{ext}session-mode": mode},
        },
    }


@pytest.fixture
def pages(pages):
    """KLV has opened its pages; klv-1 and klv-2 are HR's, klv-1 has a number in the LMS."""
    ledger = pages.ledger
    ledger.unit("KLV")
    for person in ("klv-1", "klv-2"):
        ledger.person(person, ("KLV", "2020-01-01", "9999-12-31"))
    ledger.identity("klv-1", "4711")
    ledger.writer.do(
        AddSource(
            name="klv-pages", agency="KLV", key="p", secret_hash="x", scopes=["pages"],
            feeds=["moments", "reflections", "mentoring"], units=[], purpose="p", dpia="d", cooperation="c",
        )
    )  # fmt: skip
    return pages


def press(browser, path, **fields):
    return browser.post(path, data={"csrf": browser.csrf, "nonce": NONCE, **fields})


def downloaded(browser):
    return json.loads(browser.get("/me/data.json").content)


def rows(browser):
    text = browser.get("/me/data.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def of_ledger(pages, *keys):
    marks = ",".join("?" * len(keys))
    sql = f"""select count(distinct m.seq) from mention m join agent a on a.id = m.agent where a.key in ({marks})"""
    return open_reader(pages.ledger.folder).execute(sql, keys).fetchone()[0]


def test_page_downloads_and_ledger_count_the_same(pages, course):
    pages.ledger.accept(moment(), moment(kind="failure"), course("4711"), course("4711"), course("1234"))
    pages.ledger.accept(moment("klv-2"))
    browser = pages.signed_in("klv-1")
    kept = of_ledger(pages, Identifier("account", "klv-1", HOME).key, Identifier("account", "4711", LMS).key)
    page = browser.get("/me", headers={"accept-language": "en"}).text
    assert kept == 4
    assert "4 events are kept about you" in page
    assert page.count('<li class="event') == len(downloaded(browser)["statements"]) == len(rows(browser)) == kept


def test_what_is_downloaded_is_what_lahde_export_prints(pages, course):
    pages.ledger.accept(moment(), course("4711"))
    mine = downloaded(pages.signed_in("klv-1"))
    printed = everything(open_reader(pages.ledger.folder), "KLV", "klv-1", HOME)
    assert [s["id"] for s in mine["statements"]] == [s.id for s in printed.statements]
    assert {i["value"] for i in mine["identifiers"]} == {"klv-1", "4711"}


def test_other_people_are_not_named(pages, course):
    statement = course("4711", object={"account": {"homePage": LMS, "name": ANOTHER}, "objectType": "Agent"})
    statement["context"] = {
        "instructor": {"mbox": f"mailto:{ANOTHER}@example.org", "name": ANOTHER},
        "team": {"objectType": "Group", "member": [{"mbox": f"mailto:{ANOTHER}@example.org", "name": ANOTHER}]},
        "extensions": {"https://example.org/x": {"account": {"homePage": LMS, "name": ANOTHER}, "name": ANOTHER}},
    }
    pages.ledger.accept(statement)
    browser = pages.signed_in("klv-1")
    assert ANOTHER not in browser.get("/me").text + json.dumps(downloaded(browser)) + json.dumps(rows(browser))
    assert "another person" in json.dumps(downloaded(browser))
    assert "4711" in json.dumps(downloaded(browser))


def test_another_s_result_is_not_for_whom_it_only_mentions(pages, course):
    mine = {"account": {"homePage": LMS, "name": "4711"}}
    statement = course("1234", result={"score": {"scaled": 0.123}}, context={"instructor": mine})
    pages.ledger.accept(statement)
    [kept] = downloaded(pages.signed_in("klv-1"))["statements"]
    assert kept["your_part"] == "mentioned"
    assert "result" not in kept["statement"]
    assert kept["statement"]["context"]["instructor"] == mine


def test_an_identifier_somebody_else_had_before_tells_nothing_of_them(pages, course):
    held = (("klv-2", "2020-01-01", "2025-12-31"), ("klv-1", "2026-01-01", "9999-12-31"))
    rows = [
        IdentityRow(
            agency_id="KLV", person_id=p, kind="account", value="99", home_page=LMS, valid_from=first, valid_to=last
        )
        for p, first, last in held
    ]
    pages.ledger.writer.do(PutIdentities(rows=rows))
    pages.ledger.accept(course("99", timestamp="2025-03-02T10:00:00Z"), course("99", timestamp="2026-03-02T10:00:00Z"))
    kept = {p: [s["statement"]["timestamp"][:4] for s in downloaded(pages.signed_in(p))["statements"]]
            for p in ("klv-1", "klv-2")}  # fmt: skip
    assert kept == {"klv-1": ["2026"], "klv-2": ["2025"]}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_takes_nothing_for_a_formula(start):
    assert person_csv.safe(f"{start}1+1") == f"'{start}1+1"
    assert person_csv.safe(f"1{start}1") == f"1{start}1"


def test_what_is_taken_back_counts_no_more_and_only_its_person_sees_that(pages):
    made = pages.ledger.accept(moment()).ids[0]
    browser = pages.signed_in("klv-1")
    before = pages.ledger.records()[-1].position
    assert browser.get(f"/me/withdraw/{made}").status_code == 200
    assert press(browser, f"/me/withdraw/{made}").status_code == 303
    assert [type(r) for r in pages.ledger.records(before)][:1] == [Retracted]
    assert downloaded(browser)["statements"][0]["state"] == "withdrawn"
    assert len(rows(browser)) == 1
    reader = Reader(pages.ledger.folder, "https://lc.example/source")
    assert reader.page(Query()).statements == []
    assert reader.statement(made, voided=True) is None
    ledger = open_reader(pages.ledger.folder)
    assert ledger.execute("select count(*) from statement").fetchone() == (1,)  # no voiding statement tells of it


def test_handed_over_again_it_stays_taken_back(pages):
    statement = moment()
    pages.ledger.accept(statement)
    press(pages.signed_in("klv-1"), f"/me/withdraw/{statement['id']}")
    done = pages.ledger.accept(statement)
    assert (done.added, done.known) == (0, 1)
    assert Reader(pages.ledger.folder, "x").page(Query()).statements == []


@pytest.mark.parametrize("path", ["/me/withdraw/", "/me/correct/", "/moments/done/", "/moments/reflection/"])
def test_another_s_statement_is_not_there(pages, path):
    made = pages.ledger.accept(moment("klv-2")).ids[0]
    for roles in ((), ("hr",), ("dpo",), ("manager",), ("operator",), ("analyst",), ("representative",)):
        browser = pages.signed_in("klv-1", *roles)
        assert browser.get(path + made).status_code == 404
        assert press(browser, path + made).status_code in (404, 405)
        assert made not in browser.get("/me").text
    assert downloaded(pages.signed_in("klv-2"))["statements"][0]["state"] == "holds"


@pytest.mark.parametrize("wrong", ["x", "6d1f5a3e-0000-4000-8000-000000000009", "%00", "..%2f..%2fme"])
def test_an_id_that_is_none_is_not_there(pages, wrong):
    assert pages.signed_in("klv-1").get(f"/me/withdraw/{wrong}").status_code == 404


def test_a_course_is_its_platform_s_to_take_back(pages, course):
    made = pages.ledger.accept(course("4711")).ids[0]
    browser = pages.signed_in("klv-1")
    assert press(browser, f"/me/withdraw/{made}").status_code == 404
    assert f"/me/withdraw/{made}" not in browser.get("/me").text


def test_putting_right_takes_back_and_says_anew(pages):
    made = pages.ledger.accept(moment()).ids[0]
    browser = pages.signed_in("klv-1")
    assert 'value="own_task" checked' in browser.get(f"/me/correct/{made}").text
    answer = press(browser, f"/me/correct/{made}", place="training", initiative="joint", day="2026-03-02")
    assert answer.status_code == 303
    new, old = sorted(downloaded(browser)["statements"], key=lambda s: s["state"])
    assert (new["state"], old["state"]) == ("holds", "withdrawn")
    assert new["statement"]["object"]["id"] == old["statement"]["object"]["id"]
    assert new["statement"]["timestamp"] == old["statement"]["timestamp"]
    assert new["statement"]["context"]["extensions"][f"{profile.BASE}/ext/place"] == "training"
    assert new["source"] == "klv-pages"
    kinds = [type(r) for r in Outbox(open_reader(pages.ledger.folder)).records(0)]
    assert kinds.count(Retracted) == 1
    assert kinds.count(Stated) == 2


def test_putting_right_is_refused_beside_the_field(pages):
    made = pages.ledger.accept(moment()).ids[0]
    answer = press(pages.signed_in("klv-1"), f"/me/correct/{made}", place="nowhere", initiative="joint", day="x")
    assert answer.status_code == 422
    assert 'href="#place"' in answer.text
    assert 'href="#day"' in answer.text


def test_putting_right_what_was_taken_back_meanwhile_says_nothing_new(pages):
    made = pages.ledger.accept(moment()).ids[0]
    browser = pages.signed_in("klv-1")
    press(browser, f"/me/withdraw/{made}")
    assert press(browser, f"/me/correct/{made}", place="training", initiative="joint").status_code == 404
    assert len(downloaded(browser)["statements"]) == 1


def test_asking_to_be_erased_and_taking_that_back(pages):
    pages.ledger.accept(moment())
    browser = pages.signed_in("klv-1")
    press(browser, "/me/erasure", ask="yes")
    asked = downloaded(browser)["erasure_asked"]
    assert asked
    press(browser, "/me/erasure", ask="yes")
    assert downloaded(browser)["erasure_asked"] == asked  # the first day counts
    press(browser, "/me/erasure", ask="no")
    assert downloaded(browser)["erasure_asked"] is None


def test_an_erasure_takes_request_capacity_and_log_along(pages):
    pages.ledger.accept(session("klv-1", "mentor", 60, "2026-03-02"))
    browser = pages.signed_in("klv-1")
    press(browser, "/me/erasure", ask="yes")
    press(browser, "/me/capacity", free="yes")
    pages.ledger.writer.do(Erase(person="KLV/klv-1"))
    ledger = open_reader(pages.ledger.folder)
    for table in ("erasure_request", "capacity", "handed_out", "withdrawn"):
        assert ledger.execute(f"select count(*) from {table}").fetchone() == (0,)


def test_a_mentor_sees_own_sessions_groups_and_hours_by_month(pages):
    pages.ledger.accept(session("klv-1", "mentor", 60, "2026-03-02"))
    pages.ledger.accept(session("klv-1", "mentor", 90, "2026-03-09", "group"))
    pages.ledger.accept(session("klv-1", "mentee", 45, "2026-03-10"))
    page = pages.signed_in("klv-1").get("/me", headers={"accept-language": "fi"}).text
    assert '<th scope="row">maaliskuu 2026</th><td class="count">2</td><td class="count">1</td>' in page
    assert '<td class="count">2,5</td>' in page


def test_who_is_no_mentor_has_nothing_to_say_of_capacity(pages):
    browser = pages.signed_in("klv-2")
    assert 'action="/me/capacity"' not in browser.get("/me").text
    assert press(browser, "/me/capacity", free="yes").status_code == 404


def test_the_number_of_mentors_with_room_is_told_from_five_up(pages):
    people = [f"klv-{n}" for n in range(10, 15)]
    for person in people:
        pages.ledger.person(person, ("KLV", "2020-01-01", "9999-12-31"))
        pages.ledger.accept(session(person, "mentor", 60, "2026-03-02"))
    for person in people[:4]:
        press(pages.signed_in(person), "/me/capacity", free="yes")
    english = {"accept-language": "en"}
    assert "shown only once at least five" in pages.signed_in(people[0]).get("/me", headers=english).text
    press(pages.signed_in(people[4]), "/me/capacity", free="yes")
    assert "In your agency 5 mentors can take more" in pages.signed_in(people[0]).get("/me", headers=english).text


def test_what_an_event_counts_in_stands_beside_it(pages, course):
    mandatory = {"extensions": {f"{profile.BASE}/ext/mandatory": True}}
    pages.ledger.accept(course("4711", context=mandatory))
    browser = pages.signed_in("klv-1")
    assert "Participation reach" not in browser.get("/me", headers={"accept-language": "en"}).text
    pages.ledger.accept(moment())
    assert "Participation reach" in browser.get("/me", headers={"accept-language": "en"}).text


def test_html_in_a_statement_stays_text(pages, course):
    hostile = "</pre><script>alert(1)</script>"
    pages.ledger.accept(course("4711", object={"id": "https://example.org/x", "definition": {"name": {"fi": hostile}}}))
    assert "<script" not in pages.signed_in("klv-1").get("/me").text


def test_whoever_nothing_is_kept_about_reads_that(pages):
    browser = pages.signed_in("nobody")
    assert browser.get("/me").status_code == 200
    assert downloaded(browser)["statements"] == []
    assert press(browser, "/me/erasure", ask="yes").status_code == 303


def test_documents_of_systems_are_told_by_system_and_downloaded(pages):
    lms = Identifier("account", "4711", LMS).key
    for name, day in (("a", "first"), ("b", "second")):
        pages.ledger.writer.do(
            StoreDocument(
                source="moodle",
                place=Place(resource="state", activity=f"{LMS}/course/7", agent=lms),
                id=name,
                content_type="application/json",
                body=f'{{"day": "{day}"}}'.encode(),
            )
        )
    browser = pages.signed_in("klv-1")
    page = browser.get("/me", headers={"accept-language": "fi"}).text
    assert "Järjestelmien muistiinpanot sinusta" in page
    assert page.count("<span>moodle</span> <small>2 kpl") == 1
    assert {d["content"]["day"] for d in downloaded(browser)["documents"]} == {"first", "second"}
    assert downloaded(pages.signed_in("klv-2"))["documents"] == []
    assert "muistiinpanot" not in pages.signed_in("klv-2").get("/me", headers={"accept-language": "fi"}).text.lower()
