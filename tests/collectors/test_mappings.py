"""The ready mappings, each with a file as its system writes it: what becomes of it, and what is set aside why."""

import io
import json

import pytest

from collectors.kinds import KINDS, Reference, Statement, collect, kind
from collectors.quarantine import FileRefused, Quarantined, Unstated
from collectors.sources.headers import plain
from collectors.sources.mapping import load, ready
from tests.collectors.test_samples import KLV

EXT = "https://lc.example/xapi/ext/"
SESSION = b"""session_id;series_id;person_id;role;start;duration_min;status
s1;r1;p1;mentor;2.3.2026 9.00;60;held
"""
NAMES = [name for name, _, _ in ready()]


def take(name, text, encoding="utf-8", **given):
    mapping = load(name, given)
    return list(collect(mapping.kind, io.BytesIO(text.encode(encoding)), KLV, "file.csv", mapping))


def of(items, *types):
    return [item for item in items if isinstance(item, types)]


def bodies(items):
    return [json.loads(item.body) for item in of(items, Statement)]


def aside(items):
    return [(q.row, q.field) for q in of(items, Quarantined)]


def no_address(items):
    told = b" ".join(item.body for item in of(items, Statement)).decode() + repr(of(items, Quarantined, Unstated))
    return "@" not in told and "Aalto" not in told


FORMS = {
    "en": "ID;Start time;Completion time;Email;Name;What kind of moment was it?;Where did it happen?;"
    "Whose initiative was it?;What did you learn?",
    "fi": "Tunnus;Aloitusaika;Valmistumisaika;Sähköposti;Nimi;Millainen hetki se oli?;Missä se tapahtui?;"
    "Kenen aloitteesta?;Mitä opit?",
    "sv": "ID;Starttid;Slutförandetid;E-post;Namn;Vad slags tillfälle var det?;Var hände det?;"
    "På vems initiativ?;Vad lärde du dig?",
}
WHO = "aino.aalto@klv.example;Aino Aalto"
ROWS = {
    "en": f'7;2026-03-02 09:00;2026-03-02 09:05;{WHO};"Success;Experiment;";Own task;My own;CANARY',
    "fi": f'7;2.3.2026 9.00;2.3.2026 9.05;{WHO};"Onnistuminen;Kokeilu;";Oma työtehtävä;Oma;CANARY',
    "sv": f'7;2026-03-02 09:00;2026-03-02 09:05;{WHO};"Framgång;Experiment";Egen arbetsuppgift;Egen;CANARY',
}


def test_a_form_whose_headers_changed_language_says_the_same():
    said = {}
    for language, head in FORMS.items():
        items = take("ms-forms-moments", f"{head}\n{ROWS[language]}\n")
        assert not aside(items), language
        assert no_address(items)
        said[language] = [item.body for item in of(items, Statement)]
        assert "CANARY" not in repr(items)
    assert said["en"] == said["fi"] == said["sv"]
    assert [json.loads(b)["object"]["definition"]["type"].rpartition("/")[2] for b in said["fi"]] == [
        "success",
        "experiment",
    ]


def test_a_form_with_what_cannot_be_taken():
    rows = [
        "8;2.3.2026 9.00;2.3.2026 9.05;nobody@klv.example;X;Onnistuminen;Oma työtehtävä;Oma;",
        "9;2.3.2026 9.00;2.3.2027 9.05;aino@klv.example;X;Onnistuminen;Oma työtehtävä;Oma;",
        "10;2.3.2026 9.00;2.3.2026 9.05;aino@klv.example;X;Loma;Oma työtehtävä;Oma;",
        "11;2.3.2026 9.00;2.3.2026 9.05;aino@klv.example;X;Onnistuminen;Kuu;Oma;",
        "12;2.3.2026 9.00;2.3.2026 9.05;;X;Onnistuminen;;;",
        "13;2.3.2026 9.00;;aino@klv.example;X;Onnistuminen;;;",
    ]
    items = take("ms-forms-moments", FORMS["fi"] + "\n" + "\n".join(rows) + "\n")
    assert aside(items) == [(2, "mbox"), (3, "date"), (4, "kind"), (5, "place"), (6, "person_id"), (7, "date")]
    assert not of(items, Statement)
    assert "nobody@" not in repr(of(items, Quarantined))


def test_a_pulse_form_is_an_answer_a_column_and_nobodys():
    head = "Tunnus;Valmistumisaika;Sähköposti;Nimi;Yksikkö;Minulla on aikaa oppia työaikana;Olen muokannut omaa työtäni"
    text = f"{head}\n1;2.3.2026 9.05;aino.aalto@klv.example;Aino Aalto;KLV-A;4;\n2;2.3.2026 9.10;;;KLV-A;9;2\n"
    items = take("ms-forms-pulse", text, wave="klv-2026-03")
    assert [b["object"]["id"].rpartition("/")[2] for b in bodies(items)] == ["load-time", "craft-01"]
    assert aside(items) == [(3, "value")]
    assert no_address(items)
    assert len({b["actor"]["account"]["name"] for b in bodies(items)}) == 2
    assert all(len(b["actor"]["account"]["name"]) == 36 for b in bodies(items))
    with pytest.raises(FileRefused, match="does not say wave; say it for all rows: --set wave=VALUE"):
        take("ms-forms-pulse", text)


def test_limesurvey_codes_with_bom_semicolons_and_crlf():
    head = '"id";"submitdate";"lastpage";"startlanguage";"unit";"ps01";"ps[02]";"loadtime"'
    rows = ['"1";"2026-03-02 09:05:00";"2";"fi";"KLV-A";"7";"1";"4"', '"2";"";"1";"sv";"KLV-A";"3";"";""']
    rows += ['"3";"2026-03-02 09:05:00";"2";"fi";"KLV-A";"8";"";"2"']
    text = "\r\n".join([head, *rows]) + "\r\n"
    items = take("limesurvey-pulse", text, "utf-8-sig", wave="klv-2026-03")
    assert [(b["object"]["id"].rpartition("/")[2], b["result"]["score"]["raw"]) for b in bodies(items)] == [
        ("ps-01", 7),
        ("ps-02", 1),
        ("load-time", 4),
        ("load-time", 2),
    ]
    assert [u.row for u in of(items, Unstated)] == [3]
    assert aside(items) == [(4, "value")]


FLAT = """Meeting Summary
Total Number of Participants\t3
Meeting Title\tMentorointi A
Meeting Start Time\t3/2/2026, 9:00:00 AM
Meeting End Time\t3/2/2026, 10:00:00 AM

Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)
Aino Aalto\t3/2/2026, 9:00:12 AM\t3/2/2026, 9:40:12 AM\t40m\taino.aalto@klv.example\tOrganizer
Aino Aalto\t3/2/2026, 9:45:12 AM\t3/2/2026, 10:00:12 AM\t15m 30s\taino.aalto@klv.example\tOrganizer
Eino Elo\t3/2/2026, 9:00:12 AM\t3/2/2026, 9:05:12 AM\t5m\teino.elo@klv.example\tPresenter\teino.elo@klv.example
No Body\t3/2/2026, 9:00:12 AM\t3/2/2026, 9:55:12 AM\t55m\tnobody@klv.example\tPresenter\tnobody@klv.example
"""
SECTIONED = """1. Yhteenveto
Kokouksen otsikko\tMentorointi A
Osallistujia\t3
Aloitusaika\t2.3.2026 9.00.00
Päättymisaika\t2.3.2026 10.00.00

2. Osallistujat
Nimi\tEnsimmäinen liittyminen\tViimeinen poistuminen\tKesto kokouksessa\tSähköposti\tOsallistujatunnus (UPN)\tRooli
Aino Aalto\t2.3.2026 9.00.12\t2.3.2026 10.00.12\t55 min 30 s\taino.aalto@klv.example\taino.aalto@klv.example\tJärjestäjä
Eino Elo\t2.3.2026 9.00.12\t2.3.2026 9.05.12\t5 min\teino.elo@klv.example\teino.elo@klv.example\tEsittäjä

3. Toiminta kokouksessa
Nimi\tLiittymisaika\tPoistumisaika\tKesto\tSähköposti\tRooli
Aino Aalto\t2.3.2026 9.00.12\t2.3.2026 9.40.12\t40 min\taino.aalto@klv.example\tJärjestäjä
"""


@pytest.mark.parametrize("report", [FLAT, SECTIONED], ids=["flat", "sectioned"])
def test_who_was_in_a_meeting_long_enough_took_part_in_a_session(report):
    items = take("teams-attendance", report, "utf-16")
    [held] = bodies(items)
    assert held["verb"]["id"].endswith("attended")
    assert held["result"]["duration"] == "PT55M30S"
    assert held["context"]["extensions"][f"{EXT}role"] == "mentor"
    assert held["timestamp"] == "2026-03-02T07:55:42Z"
    assert held["actor"]["account"] == {"homePage": KLV.home_page, "name": "p1"}
    assert len(of(items, Unstated)) == 1
    assert no_address(items)
    assert "Mentorointi A" not in repr(items)


def test_an_unknown_participant_is_set_aside_and_a_session_can_be_named():
    items = take("teams-attendance", FLAT, session_id="s1", series_id="r1")
    assert aside(items) == [(4, "mbox")]
    [named] = bodies(items)
    [ours] = bodies(list(collect("sessions", io.BytesIO(SESSION), KLV)))
    assert named["object"]["id"] == ours["object"]["id"]
    assert named["context"]["registration"] == ours["context"]["registration"]
    assert named["id"] == ours["id"]


def test_a_report_that_is_none_is_refused():
    for text in ("hello\n", "1. Summary\nTitle\tx\n", "a\tb\tc\n1\t2\t3\n"):
        with pytest.raises(FileRefused):
            take("teams-attendance", text)


PLATFORM = "Relation ID,Meeting ID,Meeting date,Duration (min),Status,Mentor email,Mentee email,Rating,Notes\n"


def test_a_meeting_of_a_pair_is_two_parts_and_no_opinions():
    row = 'R1,M1,2026-03-02 09:00,60,Completed,aino.aalto@klv.example,eino.elo@klv.example,4,"CANARY, text"\n'
    items = take("mentoring-platform", PLATFORM + row)
    mentor, mentee = bodies(items)
    assert [b["context"]["extensions"][f"{EXT}role"] for b in (mentor, mentee)] == ["mentor", "mentee"]
    assert mentor["object"] == mentee["object"]
    assert "CANARY" not in repr(items)
    assert no_address(items)


def test_what_a_platform_tells_that_cannot_be_taken():
    rows = (
        "R1,M2,2026-03-02 09:00,60,Completed,nobody@klv.example,aino.aalto@klv.example,,\n"
        "R1,M3,2026-03-02 09:00,,Completed,aino.aalto@klv.example,,,\n"
        "R1,M4,2026-03-02 09:00,60,Perhaps,aino.aalto@klv.example,,,\n"
        "R1,,2026-03-02 09:00,60,Completed,aino.aalto@klv.example,,,\n"
    )
    items = take("mentoring-platform", PLATFORM + rows)
    assert aside(items) == [(2, "mbox"), (3, "duration_min"), (4, "status"), (5, "session_id")]
    assert len(bodies(items)) == 1


def test_a_completion_report_passes_over_who_is_not_done():
    head = "Nimi;Sähköpostiosoite;Arvosana;Kurssi suoritettu"
    rows = (
        "Aino Aalto;aino.aalto@klv.example;5;2.3.2026 9.05\n"
        "Eino Elo;eino@klv.example;;\nX;nobody@klv.example;1;2.3.2026\n"
    )
    items = take("moodle-completion", f"{head}\n{rows}X;aino@klv.example;1;kohta\n", course_id="TSU-1")
    [done] = bodies(items)
    assert done["context"]["platform"] == "Moodle"
    assert [u.row for u in of(items, Unstated)] == [3]
    assert aside(items) == [(4, "mbox"), (5, "completed_at")]
    assert no_address(items)


def test_dated_rows_of_an_hr_system():
    text = (
        "PERNR;ORGEH;BEGDA;ENDDA;SPRAS;NACHN\n1001;KLV-A;20240801;99991231;V;Aalto\n"
        "1002;KLV-A;01.08.2024;31.12.9999;U;Elo\n1003;KLV-A;00000000;31.12.9999;U;X\n"
    )
    items = take("sap-people", text)
    assert [
        (r.value.person_id, r.value.valid_from, r.value.valid_to, r.value.language) for r in of(items, Reference)
    ] == [
        ("1001", "2024-08-01", "9999-12-31", "sv"),
        ("1002", "2024-08-01", "9999-12-31", "fi"),
    ]
    assert aside(items) == [(4, "valid_from")]
    assert "Aalto" not in repr(items)


@pytest.mark.parametrize("name", NAMES)
def test_a_mapping_feeds_a_kind_and_reads_no_name_twice(name):
    recipe = load(name)
    assert recipe.kind in KINDS
    known = {*kind(recipe.kind).COLUMNS.known}
    used = {part for parts in recipe.join.values() for part in parts} | {
        c for e in recipe.each for c in e.take.values()
    }
    for field in (*recipe.columns, *recipe.constants, *recipe.join, *recipe.hashed, *recipe.least, *recipe.values):
        assert field in known | used | {"mbox"}, field
    names = [plain(other) for others in recipe.columns.values() for other in set(map(plain, others))]
    assert len(names) == len(set(names))
    for field, words in recipe.values.items():
        spelled = [plain(word) for value, others in words.items() for word in {*map(plain, others), plain(value)}]
        assert len(spelled) == len(set(spelled)), field


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("kind =", "no TOML"),
        ('kind = "moments"\nabout = ""\ncolumns = {}\nscript = "x"', "it is no mapping: .*script"),
        ('kind = "moments"', "it is no mapping: .*about"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path, text, rule):
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(FileRefused, match=rule):
        load(str(path))


def test_a_misspelt_field_is_named_with_those_there_are(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('kind = "moments"\nabout = ""\n[columns]\nmoment_id = ["a"]\nplaec = ["b"]\n')
    with pytest.raises(
        FileRefused, match=r"the mapping says plaec, which is no field of moments .*moment_id, person_id"
    ):
        list(collect("moments", io.BytesIO(b"a;b\n"), KLV, "f", load(str(path))))
    with pytest.raises(FileRefused, match="the mapping says colour"):
        take("sap-people", "PERNR;ORGEH;BEGDA;ENDDA\n", colour="red")


def test_a_mapping_for_another_kind_or_with_a_gap_is_refused(tmp_path):
    with pytest.raises(FileRefused, match=r"this mapping is for pulse; hand the file over as pulse"):
        list(collect("moments", io.BytesIO(b"x"), KLV, "f", load("limesurvey-pulse")))
    with pytest.raises(FileRefused, match="there is no such mapping; name a file, or one of limesurvey-pulse"):
        load("nothing")
    with pytest.raises(FileRefused, match="the column course_id is missing"):
        take("moodle-completion", "Nimi;Sähköpostiosoite;Kurssi suoritettu\n")
