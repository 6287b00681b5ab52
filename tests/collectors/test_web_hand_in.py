"""/hand-in: what is confirmed is what was shown, nothing is kept longer than needed, and nobody else sees any of it."""

import re
import threading
import time

import pytest

from collectors.ledger import hand_ins
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource, Erase
from collectors.sources import mapping
from collectors.web.hand_in import pages as hand_in_pages
from collectors.web.hand_in.hand_ins import MOST, WAITS, HandIns
from look import LANGUAGES
from look.rules import Rule, worded

HEAD = "moment_id;person_id;date;kind\n"
MOMENTS = HEAD + "m1;klv-7;1.3.2026;success\nm2;klv-8;2.3.2026;help_received\nm3;salainen;31.2.2026;success\n"
TWO = '\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n1'


@pytest.fixture
def hr(pages):
    declared = {"purpose": "trial", "dpia": "D-1", "cooperation": "C-1"}
    for name, agency, scopes in (("hr", "KLV", []), ("mh-hr", "MH", []), ("klv-pages", "KLV", ["pages"])):
        pages.ledger.writer.do(
            AddSource(
                name=name, agency=agency, key=name, secret_hash="x", scopes=scopes, feeds=[], units=[], **declared
            )
        )
    browser = pages.signed_in("klv-1", "hr")
    browser.headers["accept-language"] = "en"
    return browser


def hand_in(browser, text=MOMENTS, name="moments.csv", **fields):
    data = {"csrf": browser.csrf, "kind": "moments", "source": "hr"} | fields
    return browser.post("/hand-in", data=data, files={"file": (name, text, "text/csv")})


def shown(browser, *arguments, **fields):
    """Where the checked file is shown."""
    answer = hand_in(browser, *arguments, **fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def press(browser, where, button):
    answer = browser.post(where, data={"csrf": browser.csrf, "do": button})
    assert answer.status_code == 303
    return browser.get(where).text


def tally(page):
    return dict(
        re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd></div>", page.split('class="tally"')[-1].split("</dl>")[0])
    )


def statements(pages):
    return open_reader(pages.ledger.folder).execute("select count(*) from statement").fetchone()[0]


def files(pages):
    return list(pages.hand_ins.folder.iterdir())


def test_first_what_would_come_of_it_then_what_came(pages, hr):
    before = statements(pages)
    where = shown(hr)
    page = hr.get(where).text
    assert tally(page) == {"New": "2", "Rows refused": "1"}
    assert "klv-7" in page
    assert "Nothing has been taken in yet." in page
    assert re.search("date</th><td>.*</td><td>4</td>", page)
    assert "salainen" not in page
    assert statements(pages) == before
    assert tally(press(hr, where, "confirm")) == {"New": "2", "Rows refused": "1"}
    assert statements(pages) == before + 2
    assert files(pages) == []
    assert "The file was taken in" in hr.get("/hand-in").text


def test_what_is_known_and_what_changed_is_told_before(pages, hr):
    press(hr, shown(hr), "confirm")
    changed = MOMENTS.replace("help_received", "failure") + "m4;klv-9;4.3.2026;success\n"
    expected = {"New": "1", "Known already": "1", "Changed": "1", "Rows refused": "1"}
    where = shown(hr, changed)
    assert tally(hr.get(where).text) == expected
    assert tally(press(hr, where, "confirm")) == expected


def test_cancelled_nothing_is_taken_and_the_file_is_gone(pages, hr):
    where = shown(hr)
    (kept,) = files(pages)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "moments" not in kept.name
    assert "klv-7" not in press(hr, where, "cancel")
    assert files(pages) == []
    assert statements(pages) == 0
    assert "taken in" not in press(hr, where, "confirm").split("<h1>")[1].split("</h1>")[0]
    assert statements(pages) == 0


def test_pressed_twice_it_is_taken_in_once(pages, hr):
    where = shown(hr)
    press(hr, where, "confirm")
    press(hr, where, "confirm")
    assert hand_ins.count(open_reader(pages.ledger.folder), "hr") == 1


def test_what_is_confirmed_is_exactly_what_was_shown(pages, hr):
    where = shown(hr)
    files(pages)[0].write_text(MOMENTS + "m4;klv-9;4.3.2026;success\n")
    assert "not the one that was shown" in press(hr, where, "confirm")
    assert statements(pages) == 0


def test_after_an_hour_the_file_is_gone(pages, hr):
    where = shown(hr)
    pages.clock += 1000
    hr.get(where)
    pages.clock += 1000
    hr.get(where)
    assert files(pages)
    pages.clock += WAITS - 1000
    pages.hand_ins.sweep()
    assert files(pages) == []
    assert statements(pages) == 0


def test_with_an_erasure_what_waits_is_gone(pages, hr):
    """One of the files may hold whoever is erased."""
    done, waiting = shown(hr), shown(hr)
    press(hr, done, "confirm")
    pages.hand_ins.forget()
    assert files(pages) == []
    page = hr.get(waiting).text
    assert "it was deleted" in page
    assert "klv-7" not in page
    assert "it was deleted" in press(hr, waiting, "confirm")
    assert "it was deleted" not in hr.get(done).text


def test_what_was_being_checked_during_an_erasure_is_not_shown(pages, hr, monkeypatch):
    reached, go, whole = threading.Event(), threading.Event(), HandIns._check
    monkeypatch.setattr(hand_in_pages, "PATIENCE", 0.05)

    def slow(self, one, path):
        reached.set()
        go.wait(10)
        whole(self, one, path)

    monkeypatch.setattr(HandIns, "_check", slow)
    where = shown(hr)
    assert reached.wait(10)
    (one,) = pages.hand_ins._all.values()
    pages.hand_ins.forget()
    go.set()
    assert one.settled.wait(10)
    assert (one.state, one.first, files(pages)) == ("expired", [], [])
    assert "klv-7" not in hr.get(where).text


def test_a_server_that_starts_again_finds_no_old_uploads(pages, hr):
    shown(hr)
    assert files(pages)
    HandIns(pages.ledger.folder, pages.ledger.writer.do, lambda *_: None).close()
    assert files(pages) == []


def test_a_session_keeps_only_so_many(pages, hr):
    for _ in range(MOST + 3):
        shown(hr)
    assert len(files(pages)) == MOST


@pytest.mark.parametrize("path", ["/hand-in", "/hand-in/x", "/hand-in/x/refusals.csv"])
def test_for_others_there_is_no_such_page(pages, hr, path):
    for browser in (pages.signed_in("klv-1"), pages.signed_in("klv-2", "dpo", "manager", "operator")):
        assert browser.get(path).status_code == 404
        assert hand_in(browser).status_code == 404
    assert pages.browser().get("/hand-in").headers["location"].startswith("/sign-in")
    assert files(pages) == []


def test_another_session_does_not_see_it(pages, hr):
    where = shown(hr)
    for other in (pages.signed_in("klv-1", "hr"), pages.signed_in("klv-2", "hr"), pages.signed_in("mh-1", "hr")):
        assert other.get(where).status_code == 404
        assert other.get(f"{where}/refusals.csv").status_code == 404
        assert other.post(where, data={"csrf": other.csrf, "do": "confirm"}).status_code == 404
        assert where not in other.get("/hand-in").text
    assert statements(pages) == 0


@pytest.mark.parametrize("source", ["mh-hr", "klv-pages", "nobody", ""])
def test_only_a_source_of_one_s_own_agency(pages, hr, source):
    answer = hand_in(hr, source=source)
    assert answer.status_code == 422
    assert 'href="#source"' in answer.text
    assert files(pages) == []


@pytest.mark.parametrize("kind", ["", "gossip", "../sessions"])
def test_only_a_kind_there_is(pages, hr, kind):
    answer = hand_in(hr, kind=kind)
    assert answer.status_code == 422
    assert 'href="#kind"' in answer.text
    assert files(pages) == []


def test_without_a_file_or_with_an_empty_one(pages, hr):
    for text, name in ((b"", ""), (b"", "empty.csv")):
        answer = hand_in(hr, text, name)
        assert answer.status_code == 422
        assert 'href="#file"' in answer.text
        assert '<option value="moments" selected>' in answer.text
    assert files(pages) == []


def test_a_file_that_is_too_large_is_said_to_be(pages, hr):
    answer = hand_in(hr, HEAD + "x" * 1_000_001)
    assert answer.status_code == 413
    assert "larger than 1 megabytes" in answer.text
    assert hand_in(hr, HEAD + "x" * 4_200_000).status_code == 413
    assert files(pages) == []


@pytest.mark.parametrize("csrf", ["", "forged", "ä"])
def test_a_form_that_is_not_ours_leaves_no_file(pages, hr, csrf):
    assert hand_in(hr, csrf=csrf).status_code == 403
    assert hr.post("/hand-in", files={"file": ("a.csv", MOMENTS)}).status_code == 403
    assert files(pages) == []


def test_nothing_is_kept_before_the_form_shows_that_it_is_ours(pages, hr):
    body = f'--x{TWO}\r\n--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{hr.csrf}\r\n--x--\r\n'
    answer = hr.post("/hand-in", content=body[3:], headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code in (400, 403)
    assert files(pages) == []


@pytest.mark.parametrize(
    "body",
    [
        "nonsense",
        "{csrf}" + TWO + TWO,
        "{csrf}" + TWO,
        "{csrf}" + "".join(f'\r\n--x\r\nContent-Disposition: form-data; name="f{i}"\r\n\r\n1' for i in range(20)),
        "{csrf}" + "\r\n--x\r\n" + "A: b\r\n" * 500 + "\r\n1",
        "{csrf}" + "\r\n--x\r\nA: " + "b" * 20_000 + "\r\n\r\n1",
        "{csrf}" + '\r\n--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\n' + "k" * 5000,
    ],
    ids=["no form", "two files", "unfinished", "many parts", "many headers", "a long header", "a long field"],
)
def test_forms_no_browser_makes(pages, hr, body):
    body = body.replace("{csrf}", f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{hr.csrf}')
    answer = hr.post("/hand-in", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code in (400, 413, 422)
    assert files(pages) == []


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded", ""])
def test_other_kinds_of_bodies(hr, kind):
    assert hr.post("/hand-in", content="csrf=x", headers={"content-type": kind}).status_code == 400


@pytest.mark.parametrize(
    "name",
    ["../../ledger.sqlite", "/etc/passwd", "<script>alert(1)</script>.csv", "a\nb.csv", "-rf.csv", "x" * 3000 + ".csv"],
)
def test_a_hostile_file_name(pages, hr, name):
    answer = hand_in(hr, MOMENTS, name)
    if answer.status_code == 400:  # longer than a header may be
        assert len(name) > 1000
        return
    page = hr.get(answer.headers["location"]).text
    assert "<script>" not in page
    assert all(re.fullmatch(r"[0-9a-f]{32}(\.csv)?", file.name) for file in files(pages))
    assert open_reader(pages.ledger.folder)


def test_markup_in_any_field(pages, hr):
    evil = "<img src=x onerror=alert(1)>"
    head = HEAD.strip() + f";{evil};=cmd()\n"
    page = hr.get(shown(hr, head + f"{evil};{evil};1.3.2026;success;{evil};\nm2;p;{evil};success;;\n")).text
    assert "<img" not in page
    assert "&lt;img" in page
    row = "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to\n" + f"u;KLV;KLV;{evil};{evil};2020-01-01;\n"
    page = hr.get(shown(hr, row, kind="units")).text
    assert "<img" not in page
    assert "&lt;img" in page


def test_refusals_as_a_table_for_a_spreadsheet(pages, hr):
    answer = hr.get(shown(hr) + "/refusals.csv")
    assert answer.content.startswith(b"\xef\xbb\xbfRow;Column;Rule\r\n4;date;")
    assert 'filename="lahde-moments-refusals.csv"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert "salainen" not in answer.text


def test_a_file_that_cannot_be_read_says_why(pages, hr):
    page = hr.get(shown(hr, "nothing;here\n1;2\n")).text
    assert "The file cannot be taken" in page
    assert "column" in page
    assert files(pages) == []


def test_an_undeclared_source_says_what_to_do(pages, hr):
    work = AddSource(name="new", agency="KLV", key="new", secret_hash="x", scopes=[], feeds=[], units=[])
    pages.ledger.writer.do(work)
    assert "lahde source declare new" in hr.get(shown(hr, source="new")).text


def test_a_fault_of_ours_tells_no_value(pages, hr, monkeypatch, capsys):
    def fails(*_):
        raise ValueError("salainen")

    monkeypatch.setattr("collectors.web.hand_in.task.dry_run", fails)
    page = hr.get(shown(hr)).text
    assert "The work was stopped" in page
    told = capsys.readouterr()
    assert "salainen" not in page + told.out + told.err
    assert files(pages) == []


def test_while_it_works_the_page_looks_again_by_itself(pages, hr, monkeypatch):
    go, whole = threading.Event(), HandIns._check
    monkeypatch.setattr(hand_in_pages, "PATIENCE", 0.05)

    def slow(self, one, path):
        go.wait(10)
        whole(self, one, path)

    monkeypatch.setattr(HandIns, "_check", slow)
    where = shown(hr)
    answer = hr.get(where)
    assert answer.headers["refresh"] == "3"
    assert "The work goes on." in answer.text
    assert 'name="do"' not in answer.text
    go.set()
    deadline = time.monotonic() + 10
    while "refresh" in (answer := hr.get(where)).headers:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert 'name="do"' in answer.text


def test_closing_leaves_no_files(pages, hr):
    shown(hr)
    pages.hand_ins.close()
    assert files(pages) == []


def test_that_somebody_handed_in_is_kept_and_goes_with_them(pages, hr):
    pages.ledger.unit("KLV-A")
    pages.ledger.person("klv-1", ("KLV-A", "2020-01-01", "9999-12-31"))
    press(hr, shown(hr), "confirm")
    reader = open_reader(pages.ledger.folder)
    assert (hand_ins.count(reader, "hr"), hand_ins.count(reader, "mh-hr")) == (1, 0)
    (kept,) = reader.execute("select person_id, kind, rows from hand_in").fetchall()
    assert kept == ("klv-1", "moments", 3)
    assert "Files that HR handed in by hand</dt><dd>1</dd>" in hr.get("/about-data").text
    pages.ledger.writer.do(Erase(person="KLV/klv-1"))
    assert hand_ins.count(reader, "hr") == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_a_name(pages, hr, lang):
    page = hr.get(f"/hand-in?lang={lang}").text
    assert set(hand_in_pages.KINDS) <= set(re.findall(r'<option value="(\w+)"', page))


def test_without_a_source_the_page_says_so(pages):
    browser = pages.signed_in("rtt-1", "hr", agency="RTT")
    page = browser.get("/hand-in", headers={"accept-language": "en"}).text
    assert "no source yet" in page
    assert "<select" not in page


def test_rules_are_said_in_the_page_s_language(pages, hr):
    wrong = HEAD + "m1;p1;31.2.2026;success\nm2;p2;31.2.2026;success\nm3;;1.3.2026;success\nm4;p4;1.3.2026;x\n"
    page = hr.get(shown(hr, wrong) + "?lang=fi").text
    assert "Kalenterissa ei ole tällaista päivää." in page
    assert "<td>2, 3</td>" in page
    assert "Jokin näistä: experiment, " in page
    assert 'lang="en"' not in page.split("<main")[1]
    page = hr.get(shown(hr, "a;b\n") + "?lang=sv").text
    assert "En kolumn saknas: " in page
    assert 'lang="en"' not in page.split("<main")[1]


def test_a_rule_without_a_translation_is_marked_as_english():
    assert worded("a rule that came last week", "fi") == Rule("a rule that came last week", "en")


def test_the_first_statements_are_in_words(pages, hr):
    head = "session_id;series_id;person_id;role;start;duration_min;status;place\n"
    row = "s1;r1;klv-7;mentor;3.3.2026 9.00;90;held;own_task\n"
    page = hr.get(shown(hr, head + row, kind="sessions") + "?lang=fi").text
    assert "Mentorointitapaaminen · 3.3.2026 klo 10.30" in page
    assert "oma työtehtävä" in page
    assert "own_task" not in page


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"mapping": "sap-people"}, "mapping"),
        ({"mapping": "../../pyproject.toml"}, "mapping"),
        ({"mapping": "/etc/hostname"}, "mapping"),
        ({"given": "wave=w1"}, "given"),
        ({"mapping": "ms-forms-moments", "given": "wave"}, "given"),
    ],
)
def test_only_a_ready_mapping_of_the_kind(pages, hr, fields, place):
    answer = hand_in(hr, **fields)
    assert answer.status_code == 422
    assert f'href="#{place}"' in answer.text
    assert files(pages) == []


def test_a_mapping_and_what_it_still_needs_to_be_told(pages, hr):
    page = hr.get(shown(hr, "a;b\n1;2\n", kind="pulse", mapping="ms-forms-pulse")).text
    assert "wave" in page
    page = hr.get(shown(hr, "a;b\n1;2\n", kind="pulse", mapping="ms-forms-pulse", given="wave=w1")).text
    assert "does not say wave" not in page
    assert "column" in page


def test_every_ready_mapping_can_be_chosen():
    assert {name for name, _, _ in mapping.ready()} == set(hand_in_pages.MAPPINGS)


def test_reference_rows_are_tried_and_nothing_stays(pages, hr):
    units = "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to\nKLV-A;KLV;KLV;a;b;2020-01-01;\n"
    people = "person_id;unit_id;valid_from;valid_to\nklv-7;KLV-A;2020-01-01;\nklv-8;KLV-X;2020-01-01;\n"
    page = hr.get(shown(hr, people, kind="persons")).text
    assert tally(page) == {"New": "0", "Rows refused": "2"}
    assert "No such unit in this agency" in page
    before = pages.ledger.records()
    where = shown(hr, units, kind="units")
    assert tally(hr.get(where).text) == {"New": "1"}
    assert pages.ledger.records() == before
    assert tally(press(hr, where, "confirm")) == {"New": "1"}
    assert tally(hr.get(shown(hr, units, kind="units")).text) == {"New": "0", "Known already": "1"}
    where = shown(hr, people, kind="persons")
    assert tally(hr.get(where).text) == tally(press(hr, where, "confirm")) == {"New": "1", "Rows refused": "1"}
    assert tally(hr.get(shown(hr, people, kind="persons")).text) == {
        "New": "0",
        "Known already": "1",
        "Rows refused": "1",
    }
