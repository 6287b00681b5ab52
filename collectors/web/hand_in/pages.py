"""The pages of /hand-in: the form, what would come of a file, what came of it."""

import re

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from collectors.kinds import KINDS
from collectors.ledger.sources import Source, sources
from collectors.sources.mapping import Recipe, load
from collectors.web.hand_in import plain, rules, upload
from collectors.web.hand_in.hand_ins import WORKING, HandIn
from collectors.web.hand_in.upload import Upload
from collectors.web.visit import Visit, signed_in
from collectors.whose import PAGES
from look import dates, message, numbers
from look.rules import worded
from look.spreadsheet import sheet

PATIENCE = 2.0
"""Seconds a page waits for the work before it says that it goes on."""
AGAIN = 3
"""Seconds until a waiting page looks again."""
SHOWN = 20
"""Columns and rules on the page; the download has every row."""

KIND_ORDER = ("units", "persons", "identities")
"""First in the list, as they are handed in first."""
MAPPINGS = {
    "ms-forms-moments": "hand_in.mapping.ms-forms-moments",
    "ms-forms-pulse": "hand_in.mapping.ms-forms-pulse",
    "limesurvey-pulse": "hand_in.mapping.limesurvey-pulse",
    "teams-attendance": "hand_in.mapping.teams-attendance",
    "mentoring-platform": "hand_in.mapping.mentoring-platform",
    "moodle-completion": "hand_in.mapping.moodle-completion",
    "sap-people": "hand_in.mapping.sap-people",
}
"""Ready mappings by name. Never a path: what is on the server's disk is nobody's to name."""
STATES = {
    "checking": "hand_in.state.checking",
    "shown": "hand_in.state.shown",
    "taking": "hand_in.state.taking",
    "done": "hand_in.state.done",
    "refused": "hand_in.state.refused",
    "failed": "hand_in.state.failed",
    "cancelled": "hand_in.state.cancelled",
    "expired": "hand_in.state.expired",
}
ERRORS = {
    "kind": "hand_in.error.kind",
    "source": "hand_in.error.source",
    "mapping": "hand_in.error.mapping",
    "given": "hand_in.error.given",
    "file": "hand_in.error.file",
    "large": "hand_in.error.large",
    "empty": "hand_in.error.empty",
}
GIVEN = re.compile(r"[a-z_]+=\S+")
TEXTS = {"large": "file", "empty": "file"}
"""At which field an error stands that is not called like one."""


def form(visit: Visit) -> Response:
    """GET /hand-in"""
    return _form(visit, [], {}, 200)


def take(visit: Visit) -> Response:
    """POST /hand-in"""
    came: Upload = visit.request.state.upload
    given = {name: str(visit.form.get(name, "")) for name in ("kind", "source", "mapping", "given")}
    source = next((s for s in _sources(visit) if s.name == given["source"]), None)
    wrong = _wrong(given, source, came)
    if wrong or source is None:
        came.discard()
        return _form(visit, wrong, given, 413 if "large" in wrong else 422)
    one = visit.wiring.hand_ins.begin(_owner(visit), visit.viewer, came, given["kind"], source, _recipe(given))
    one.settled.wait(PATIENCE)
    return visit.onward(f"/hand-in/{one.id}")


def show(visit: Visit) -> Response:
    """GET /hand-in/{id}"""
    one = _found(visit)
    working = one.state in WORKING
    done, total = one.progress
    answer = visit.page(
        "hand_in_one.html",
        STATES[one.state],
        one=one,
        working=working,
        percent=100 * done // total if total else 0,
        kind=f"taken_kind.{one.kind}",
        name=_tame(one.upload.name),
        counts=_counts(one, visit.lang),
        first=[p for body in one.first if (p := plain.statement(body, visit.lang))],
        rows=[plain.row(body) for body in one.first if plain.statement(body, visit.lang) is None],
        refused=rules.broken(one.summary.quarantined, visit.lang)[:SHOWN] if one.summary else [],
        why=worded(one.rule, visit.lang) if one.rule else None,
        way_out=worded(one.way_out, visit.lang) if one.way_out else None,
        dropped=[_tame(name) for name in one.summary.dropped] if one.summary else [],
    )
    if working:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


def decide(visit: Visit) -> Response:
    """POST /hand-in/{id}"""
    one = _found(visit)
    if visit.form.get("do") == "confirm":
        visit.wiring.hand_ins.confirm(one)
        one.settled.wait(PATIENCE)
    elif visit.form.get("do") == "cancel":
        visit.wiring.hand_ins.cancel(one)
    return visit.onward(f"/hand-in/{one.id}")


def refusals(visit: Visit) -> Response:
    """GET /hand-in/{id}/refusals.csv"""
    one = _found(visit)
    if one.summary is None:
        raise HTTPException(404)
    head = [message(visit.lang, key) for key in ("hand_in.row", "hand_in.field", "hand_in.rule")]
    rows = [[str(q.row), q.field, worded(q.rule, visit.lang).rule] for q in one.summary.quarantined]
    headers = {"Content-Disposition": f'attachment; filename="lahde-{one.kind}-refusals.csv"'}
    return Response(sheet([head, *rows]), media_type="text/csv; charset=utf-8", headers=headers)


async def read(request: Request, csrf: str) -> FormData:
    """The form's fields; its file is on the disk, as `request.state.upload`."""
    hand_ins = request.app.state.wiring.hand_ins
    fields, request.state.upload = await upload.read(request, csrf, hand_ins.folder, hand_ins.largest)
    return fields


def _form(visit: Visit, wrong: list[str], given: dict[str, str], status: int) -> Response:
    found = _sources(visit)
    own = visit.wiring.hand_ins.of(_owner(visit))
    return visit.page(
        "hand_in.html",
        "hand_in.title",
        status,
        kinds=[(kind, f"taken_kind.{kind}") for kind in (*KIND_ORDER, *(k for k in KINDS if k not in KIND_ORDER))],
        mappings=MAPPINGS,
        sources=found,
        given=given | ({"source": found[0].name} if len(found) == 1 else {}),
        errors=[(TEXTS.get(name, name), ERRORS[name]) for name in wrong],
        largest=numbers.number(visit.wiring.hand_ins.largest / 1_000_000, visit.lang, 0),
        own=[
            (one, _when(one, visit.lang), f"taken_kind.{one.kind}", STATES[one.state], _counts(one, visit.lang))
            for one in own
        ],
    )


def _wrong(given: dict[str, str], source: Source | None, came: Upload) -> list[str]:
    """What is missing, in the order of the form."""
    wrong = [] if given["kind"] in KINDS else ["kind"]
    wrong += [] if source else ["source"]
    name = given["mapping"]
    if name and (name not in MAPPINGS or load(name).kind != given["kind"]):
        wrong.append("mapping")
    if not all(GIVEN.fullmatch(pair) for pair in given["given"].split()) or (given["given"] and not name):
        wrong.append("given")
    if came.too_large:
        wrong.append("large")
    elif not came.path:
        wrong.append("file")
    elif not came.size:
        wrong.append("empty")
    return wrong


def _recipe(given: dict[str, str]) -> Recipe | None:
    pairs = [pair.partition("=") for pair in given["given"].split()]
    return load(given["mapping"], {field: value for field, _, value in pairs}) if given["mapping"] else None


def _sources(visit: Visit) -> list[Source]:
    """Live ones of one's own agency that files may come from."""
    found = sources(visit.wiring.reader.connection)
    return [s for s in found if s.agency == visit.viewer.agency and not s.revoked and PAGES not in s.about.scopes]


def _found(visit: Visit) -> HandIn:
    one = visit.wiring.hand_ins.find(_owner(visit), visit.request.path_params["id"])
    if one is None:
        raise HTTPException(404)
    return one


def _owner(visit: Visit) -> str:
    """A session's secret: nobody else's session finds what was handed in here, also not the same person's next."""
    if visit.session is None:
        raise HTTPException(401)
    return visit.session.csrf


def _counts(one: HandIn, lang: str) -> list[tuple[str, str]]:
    """(message key, number), those that are not nothing; what is new always."""
    summary = one.summary
    if summary is None:
        return []
    counts = {
        "hand_in.count.new": summary.added,
        "hand_in.count.known": summary.known,
        "hand_in.count.changed": summary.changed,
        "hand_in.count.unstated": sum(summary.unstated.values()),
        "hand_in.count.refused": one.refusals,
    }
    return [(key, numbers.number(n, lang, 0)) for key, n in counts.items() if n or key == "hand_in.count.new"]


def _when(one: HandIn, lang: str) -> str:
    local = one.at.astimezone(plain.HELSINKI)
    return f"{dates.day(local.date(), lang)} {dates.clock(local.time(), lang)}"


def _tame(name: str) -> str:
    """A name somebody else gave, on one line and not too long."""
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in name))[:100]


ROUTES = [
    Route("/hand-in", signed_in(form, "hr"), methods=["GET"]),
    Route("/hand-in", signed_in(take, "hr", read=read), methods=["POST"]),
    Route("/hand-in/{id}", signed_in(show, "hr"), methods=["GET"]),
    Route("/hand-in/{id}", signed_in(decide, "hr"), methods=["POST"]),
    Route("/hand-in/{id}/refusals.csv", signed_in(refusals, "hr"), methods=["GET"]),
]
