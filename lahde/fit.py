"""`lahde fit SOURCE`: how well the newest statements of a source fit the profile. Counts and places, never a value."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape

from collectors.ledger.sqlite import open_reader
from collectors.normalise import normalise
from collectors.outbox import Outbox
from lahde.folder import existing
from lahde.progress import bar
from lahde.screen import console, number, short, table
from lahde.settings import Settings
from schemas import profile
from schemas.participation import Participation, PulseAnswer, SetAside
from schemas.profile import Fault, Rule, Template
from schemas.statement.agent import people
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused
from streams.classify import NOBODYS, classify

NEWEST = "select seq, body from statement where source = ? order by seq desc limit ?"

Become = Participation | PulseAnswer | SetAside
Statement = dict[str, Any]


class Tally(msgspec.Struct):
    """Statements of one template: how many, how many meet a rule, how many have a fault."""

    label: str
    rules: dict[Rule, str]
    """Each with what it is: required or recommended."""
    statements: int = 0
    met: Counter[Rule] = msgspec.field(default_factory=Counter)
    faults: Counter[Fault] = msgspec.field(default_factory=Counter)


class Fit:
    """Gathers, statement by statement. Pure."""

    def __init__(self) -> None:
        self.read = 0
        self.templates: dict[tuple[str, str], Tally] = {}
        self.set_aside: Counter[tuple[str, str, str]] = Counter()

    def add(self, statement: Statement, became: list[Become]) -> None:
        """`statement` in the profile's words; `became`: what came of it, nothing for a withdrawal."""
        self.read += 1
        aside = [row for row in became if isinstance(row, SetAside)]
        for row in aside[:1]:
            self.set_aside[row.verb, row.object_type, row.reason] += 1
        if len(aside) < len(became) or all(row.reason == NOBODYS["GOAL"] for row in aside):
            kind = statement["object"].get("definition", {}).get("type")
            if template := profile.match(statement["verb"]["id"], kind):
                self._tally(template).statements += 1
                self._check(statement, template)

    def _check(self, statement: Statement, template: Template) -> None:
        tally, faults = self._tally(template), set(profile.faults(statement, template))
        wrong = {place for place, _ in faults}
        found = (rule for rule in tally.rules if profile.find(statement, rule.location))
        tally.met.update(rule for rule in found if profile.place(rule) not in wrong)
        tally.faults.update(faults)

    def _tally(self, template: Template) -> Tally:
        """Courses of three vocabularies are one."""
        label = template.label["en"]
        asked = dict.fromkeys(template.required, "required") | dict.fromkeys(template.recommended, "recommended")
        return self.templates.setdefault((template.id, label), Tally(label, asked))


def show(settings: Settings, source: str, last: int, *, as_json: bool) -> None:
    """For a person, or as JSON."""
    ledger = open_reader(existing(settings.folder))
    row = ledger.execute("select id from source where name = ?", (source,)).fetchone()
    if row is None:
        raise Refused("source", "there is no source of this name; `lahde source list` shows them", status=404)
    rows = ledger.execute(NEWEST, (row[0], last)).fetchall()
    fit = Fit()
    with bar("Reading") as tell:
        for count, (statement, became) in enumerate(_read(Outbox(ledger), rows), start=1):
            fit.add(statement, became)
            tell({"progress": count, "of": len(rows)})
    of = ledger.execute("select count(*) from statement where source = ?", row).fetchone()[0]
    found = report(fit, source, of)
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        draw(console(), found)


def _read(outbox: Outbox, rows: Iterable[tuple[int, bytes]]) -> Iterator[tuple[Statement, list[Become]]]:
    """Each statement as its actor's part says it, and what the pipeline makes of it."""
    for seq, body in rows:
        statement = parse(body)
        records = outbox.now(seq)
        part = next((part for part, _ in people(statement)), "actor")
        known = {"id": ""} | statement  # one without an id of its own has one in the ledger only
        yield normalise(known, part) or known, [classify(record) for record in records]


def report(fit: Fit, source: str, of: int) -> dict[str, Any]:
    """As --json prints it."""
    templates = [
        {
            "template": id_,
            "label": tally.label,
            "statements": tally.statements,
            "rules": [
                {"place": profile.place(rule), "asked": asked, "met": tally.met[rule]}
                for rule, asked in tally.rules.items()
            ],
            "faults": [
                {"place": place, "rule": rule, "statements": count}
                for (place, rule), count in sorted(tally.faults.items(), key=lambda item: (-item[1], item[0]))
            ],
        }
        for (id_, _), tally in sorted(fit.templates.items())
    ]
    aside = sorted(fit.set_aside.items(), key=lambda item: (-item[1], item[0]))
    names = ("verb", "type", "reason", "statements")
    set_aside = [dict(zip(names, (*what, count), strict=True)) for what, count in aside]
    return {"source": source, "read": fit.read, "of": of, "templates": templates, "set_aside": set_aside}


def draw(screen: Console, found: dict[str, Any]) -> None:
    """Three tables: what is asked and met, what is wrong, what no template takes."""
    newest = "" if found["read"] == found["of"] else "the newest "
    screen.print(f"{escape(found['source'])}: {newest}{number(found['read'])} of {number(found['of'])} statements")
    _titled(screen, "Statements that fit a template, and what it asks of them", _asked(found["templates"]))
    _titled(screen, "What the templates find fault with", _faults(found["templates"]))
    _titled(screen, "Set aside, never guessed", _aside(found["set_aside"]))


def _titled(screen: Console, title: str, shown: Any) -> None:
    if shown.row_count:
        screen.print(f"\n[bold]{title}[/bold]")
        screen.print(shown)


def _asked(templates: list[dict[str, Any]]) -> Any:
    shown = table("template", "statements", "place", "asked", "met", numbers=("statements", "met"))
    for template in templates:
        first = (f"{template['template']} {template['label']}", number(template["statements"]))
        for rule in template["rules"]:
            met = f"{rule['met'] * 100 // template['statements']} %"
            shown.add_row(*first, escape(profile.brief(rule["place"])), rule["asked"], met)
            first = ("", "")
    return shown


def _faults(templates: list[dict[str, Any]]) -> Any:
    shown = table("template", "place", "rule", "statements", numbers=("statements",))
    for template in templates:
        for fault in template["faults"]:
            place = escape(profile.brief(fault["place"]))
            shown.add_row(template["template"], place, escape(fault["rule"]), number(fault["statements"]))
    return shown


def _aside(rows: list[dict[str, Any]]) -> Any:
    shown = table("verb", "type", "reason", "statements", numbers=("statements",))
    ends = {row[field] for row in rows for field in ("verb", "type")}
    for row in rows:
        shown.add_row(short(row["verb"], ends), short(row["type"], ends), row["reason"], number(row["statements"]))
    return shown
