"""Laws 2, 4, 7 and 9 from end to end: whatever is told in whatever order, a fresh replay makes the same warehouse.

A story is a random list of what systems and HR do. The warehouse follows it in micro-batches while it is told; then
one is made anew from the ledger in batches of other sizes.
"""

import json
import random
import uuid

import pytest

from collectors.door import prepare
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, AddSource, Erase, PutIdentities, PutPersons, PutUnits, PutWaves
from collectors.ledger.writer import Writer
from collectors.outbox import Outbox
from collectors.rows import IdentityRow, PersonRow, UnitRow, WaveRow
from schemas.statement.refusal import Refused
from streams.engines.embedded import apply
from warehouse.store import Store

LMS = "https://lms.example"
LC = "https://lc.example/xapi"
OPEN = "9999-12-31"
AGENCIES = {"KLV": ("KLV-A", "KLV-B"), "MH": ("MH-A", "MH-B")}
SOURCES = {"moodle": "KLV", "mh-lms": "MH", "shared": ""}
PEOPLE = range(5)
LOGINS = range(7)


def uid(rng):
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def account(name):
    return {"objectType": "Agent", "account": {"homePage": LMS, "name": str(name)}}


class Teller:
    """Makes up one operation after the other; remembers the ids it has used and those it has promised to use."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.told = []
        """(source, statement)"""
        self.promised = []
        """(source, id) of what was voided before it came."""

    def story(self, length):
        kinds = [self.statements] * 8 + [self.again, self.void, self.void_first, self.identity, self.identity]
        kinds += [self.person, self.erase, self.answers, self.answers, self.wave]
        known = [("KLV", 0), ("KLV", 2), ("KLV", 4), ("MH", 1), ("MH", 3)]
        start = [("person", agency, n, [(f"{agency}-A", "2020-01-01", OPEN)]) for agency, n in known]
        return start + [self.rng.choice(kinds)() for _ in range(length)]

    def day(self):
        return f"2026-{self.rng.choice((3, 4)):02}-{self.rng.randint(1, 28):02}"

    def someone(self):
        return account(self.rng.choice(LOGINS))

    def statements(self):
        source, ids = self.rng.choice(list(SOURCES)), [uid(self.rng) for _ in range(self.rng.choice((1, 1, 2, 5)))]
        if self.promised and self.rng.random() < 0.4:
            source, ids[0] = self.promised.pop()
        return self.accepted(source, [self.statement(identifier) for identifier in ids])

    def accepted(self, source, made):
        self.told += [(source, statement) for statement in made]
        return "accept", source, made

    def statement(self, identifier):
        kinds = (self.course, self.session, self.reflection, self.moment, self.mentored, self.attended, self.odd)
        kind = self.rng.choice(kinds)
        made = {"id": identifier, "actor": self.someone()} | kind()
        if self.rng.random() < 0.9:
            made["timestamp"] = f"{self.day()}T{self.rng.randint(0, 23):02}:30:00Z"
        if self.rng.random() < 0.2:
            made.setdefault("context", {})["instructor"] = self.someone()
        return made

    def course(self):
        return {
            "verb": {"id": "http://adlnet.gov/expapi/verbs/" + self.rng.choice(("completed", "passed"))},
            "object": activity(f"course/{self.rng.randint(1, 3)}", "https://w3id.org/xapi/cmi5/activitytype/course"),
        }

    def session(self):
        said = {f"{LC}/ext/role": self.rng.choice(("mentor", "mentee"))}
        return {
            "actor": self.group() if self.rng.random() < 0.4 else self.someone(),
            "verb": {"id": "http://adlnet.gov/expapi/verbs/attended"},
            "object": activity(f"session/{self.rng.randint(1, 6)}", f"{LC}/activity-types/mentoring-session"),
            "result": {"duration": f"PT{self.rng.randint(1, 90)}M"},
            "context": {"registration": str(uuid.UUID(int=self.rng.randint(1, 3), version=4)), "extensions": said},
        }

    def reflection(self):
        parent = activity(f"session/{self.rng.randint(1, 6)}", f"{LC}/activity-types/mentoring-session")
        about = {"contextActivities": {"parent": [parent]}}
        if self.told and self.rng.random() < 0.5:
            about = {"statement": {"objectType": "StatementRef", "id": self.rng.choice(self.told)[1]["id"]}}
        shape = {f"{LC}/ext/text-shape": self.rng.choice(("none", "short"))}
        return {
            "verb": {"id": f"{LC}/verbs/reflected"},
            "object": activity(f"reflection/{uid(self.rng)}", f"{LC}/activity-types/reflection"),
            "result": {"extensions": shape},
            "context": about,
        }

    def moment(self):
        return {
            "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
            "object": activity(f"moment/{self.rng.randint(1, 9)}", f"{LC}/activity-types/success"),
        }

    def mentored(self):
        verb = self.rng.choice(("http://id.tincanapi.com/verb/mentored", "https://w3id.org/xapi/adb/verbs/coached"))
        return {"verb": {"id": verb}, "object": self.rng.choice((self.someone, self.group))()}

    def attended(self):
        """A workshop with a team, or what Moodle says of somebody's attendance."""
        discussion = activity("f2f/1", "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion")
        info = {"event_name": "\\mod_facetoface\\event\\take_attendance"}
        of_moodle = {"extensions": {"http://lrs.learninglocker.net/define/extensions/info": info}}
        workshop = activity(f"workshop/{self.rng.randint(1, 3)}", f"{LC}/activity-types/workshop")
        obj, context = self.rng.choice(((discussion, of_moodle), (workshop, {"team": self.group()})))
        return {"verb": {"id": "http://adlnet.gov/expapi/verbs/attended"}, "object": obj, "context": context}

    def group(self):
        return {"objectType": "Group", "member": [self.someone() for _ in range(self.rng.randint(1, 3))]}

    def odd(self):
        return {
            "verb": {"id": "https://lms.example/verbs/viewed"},
            "object": activity("page/1", "https://lms.example/p"),
        }

    def again(self):
        """What was told before, delivered once more."""
        chosen = self.rng.sample(self.told, min(2, len(self.told)))
        return "accept", self.rng.choice(list(SOURCES)), [statement for _, statement in chosen]

    def void(self):
        if not self.told:
            return self.void_first()
        source, statement = self.rng.choice(self.told)
        return self._void(source, statement["id"])

    def void_first(self):
        self.promised.append((self.rng.choice(list(SOURCES)), uid(self.rng)))
        return self._void(*self.promised[-1])

    def _void(self, source, target):
        said = {"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}, "actor": self.someone()}
        made = said | {"id": uid(self.rng), "object": {"objectType": "StatementRef", "id": target}}
        return "accept", source, [made]

    def person(self):
        """A history of one or two units; who is also handed over by the other agency becomes another person there."""
        agency = self.rng.choice(list(AGENCIES))
        moved = self.rng.random() < 0.5
        rows = [(self.rng.choice(AGENCIES[agency]), "2020-01-01", "2026-03-31" if moved else OPEN)]
        return "person", agency, self.rng.choice(PEOPLE), rows + [(AGENCIES[agency][1], "2026-04-01", OPEN)] * moved

    def identity(self):
        """A login of a person, for ever or in one of the two months: links come late, logins change hands."""
        dates = self.rng.choice((("0001-01-01", OPEN), ("2026-03-01", "2026-03-31"), ("2026-04-01", OPEN)))
        return "identity", self.rng.choice(list(AGENCIES)), self.rng.choice(PEOPLE), self.rng.choice(LOGINS), *dates

    def erase(self):
        return "erase", f"{self.rng.choice(list(AGENCIES))}/p{self.rng.choice(PEOPLE)}"

    def wave(self):
        """Of the wave w2 the answers may come before anybody has told of it."""
        return "wave", self.rng.choice(("w1", "w2")), self.rng.choice(AGENCIES["KLV"]), self.rng.choice((9, None))

    def answers(self):
        name = self.rng.choice(("w1", "w1", "w2"))
        wave = f"https://lc.example/klv/pulse/{name}"
        batch = f"{wave}/batch/{self.rng.choice(AGENCIES['KLV'])}"
        made = {
            "id": uid(self.rng),
            "actor": {"account": {"homePage": f"https://pulse.lc.example/klv/{name}", "name": uid(self.rng)}},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
            "object": {
                "id": "https://lc.example/pulse/items/load-time",
                "definition": {"type": "http://adlnet.gov/expapi/activities/cmi.interaction"},
            },
            "result": {"score": {"raw": self.rng.randint(1, 5), "min": 1, "max": 5}},
            "context": {"contextActivities": {"grouping": [{"id": wave}, {"id": batch}]}},
        }
        return self.accepted("moodle", [made])


def activity(path, kind):
    return {"id": f"{LMS}/{path}", "definition": {"type": kind}}


class Telling:
    """A ledger that a story is told to, and the warehouse that follows it."""

    def __init__(self, folder, rng):
        self.folder, self.rng = folder, rng
        self.writer = Writer(folder)
        for name, agency in SOURCES.items():
            self.writer.do(
                AddSource(
                    name=name, agency=agency, key=name, secret_hash="x", scopes=["all"], feeds=["courses"], units=[],
                    since="2026-01-01",
                )
            )  # fmt: skip
        for agency, units in AGENCIES.items():
            self.writer.do(PutUnits(rows=[unit(agency, None, agency), *(unit(u, agency, agency) for u in units)]))
        self.writer.do(work("wave", "w1", "KLV-A", 9))
        self.store = Store(folder / "followed.duckdb", threads=1)
        self.outbox = Outbox(open_reader(folder))

    def tell(self, story):
        for operation in story:
            try:
                self.writer.do(work(*operation))
            except Refused:
                continue
            if self.rng.random() < 0.3:
                self.follow(self.rng.choice((1, 3, 10, 1000)))

    def follow(self, limit):
        records = self.outbox.records(self.store.position(), limit)
        if records:
            apply(records, self.store)
        return bool(records)

    def replayed(self, sizes):
        """The fingerprint of a fresh warehouse, fed in batches of these sizes in turn."""
        self.store.close()
        self.store = Store(self.folder / "replayed.duckdb", threads=2)
        self.outbox = Outbox(open_reader(self.folder))
        while self.follow(self.rng.choice(sizes)):
            pass
        return self.store.fingerprint()

    def close(self):
        self.store.close()
        self.writer.close()


def unit(name, parent, agency):
    return UnitRow(unit_id=name, parent_id=parent, agency_id=agency, name_fi=name, name_sv="", valid_from="2020-01-01")


def work(kind, *given):
    match kind:
        case "accept":
            return Accept(source=given[0], statements=[prepare(json.dumps(s).encode()) for s in given[1]])
        case "person":
            agency, number, rows = given
            histories = [PersonRow(person_id=f"p{number}", unit_id=u, valid_from=a, valid_to=b) for u, a, b in rows]
            return PutPersons(agency=agency, home_page=f"https://lc.example/{agency.lower()}", rows=histories)
        case "identity":
            agency, number, login, valid_from, valid_to = given
            row = IdentityRow(
                agency_id=agency, person_id=f"p{number}", kind="account", value=str(login), home_page=LMS,
                valid_from=valid_from, valid_to=valid_to,
            )  # fmt: skip
            return PutIdentities(rows=[row])
        case "wave":
            wave, batch, invited = given
            row = WaveRow(wave=wave, agency_id="KLV", unit=batch, invited=invited, opened="2026-03-02")
            return PutWaves(rows=[row])
    return Erase(person=given[0])


def differences(one, other):
    return {table: (one[table], other[table]) for table in one if one[table] != other[table]}


SEEDS = [
    *range(2),
    *(pytest.param(n, marks=pytest.mark.ci) for n in range(2, 15)),
    *(pytest.param(n, marks=pytest.mark.long) for n in range(15, 500)),
]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_replay_makes_the_same_warehouse(tmp_path, seed):
    telling = Telling(tmp_path / "data", random.Random(seed))
    try:
        telling.tell(Teller(seed).story(60))
        while telling.follow(1000):
            pass
        followed = telling.store.fingerprint()
        assert differences(followed, telling.replayed((2, 20, 200))) == {}
    finally:
        telling.close()


def test_an_identifier_that_passed_through_an_erased_person(tmp_path):
    """The entries that moved the others' rows tell less afterwards; the rows stand where a replay puts them."""
    members = {"actor": {"objectType": "Group", "member": [account(1), account(3), account(5)]}}
    group = {"id": uid(random.Random(1)), **members, "timestamp": "2026-03-15T10:30:00Z"}
    attended = {"id": "http://adlnet.gov/expapi/verbs/attended"}
    session = group | {"verb": attended, "object": activity("session/1", f"{LC}/activity-types/mentoring-session")}
    telling = Telling(tmp_path / "data", random.Random(1))
    try:
        telling.tell([("person", "KLV", n, [("KLV-A", "2020-01-01", OPEN)]) for n in (0, 2)])
        telling.tell([("accept", "moodle", [session]), ("identity", "KLV", 2, 3, "0001-01-01", OPEN)])
        telling.follow(1000)
        telling.tell([("identity", "KLV", 0, 3, "2026-04-01", OPEN), ("erase", "KLV/p2")])
        while telling.follow(1000):
            pass
        followed = telling.store.fingerprint()
        assert differences(followed, telling.replayed((1000,))) == {}
    finally:
        telling.close()
