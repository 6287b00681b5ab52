"""`lahde report`: an organisation's monthly report as a PDF. It reads the published folder only, beside any server."""

import sys
from pathlib import Path

from dashboards.reading.release import MONTH, Reading, agencies
from dashboards.report import months, report
from lahde.released import released
from lahde.settings import Settings
from look import LANGUAGES
from schemas.statement.refusal import Refused
from warehouse.published import Node, Published

STDOUT = "-"


def write(settings: Settings, org: str, month: str | None, lang: str | None, out: str | None) -> None:
    """The file's name on stdout; with `-` the PDF itself."""
    published, lang = released(settings), lang or settings.language
    if lang not in LANGUAGES:
        raise Refused("--lang", f"must be one of {', '.join(LANGUAGES)}")
    if out == STDOUT and sys.stdout.isatty():
        raise Refused("--out -", "is for a pipe or a file; a terminal cannot show a PDF")
    if month is not None and not MONTH.fullmatch(month):
        raise Refused("--month", "must be a month as YYYY-MM")
    node = _node(published, org)
    print(f"Report of {node.name_fi}, in {lang}, from release {published.release['id']} …", file=sys.stderr)
    made = report(Reading(published=published, lang=lang, at=month or ""), node)
    if made is None:
        raise Refused("--month", _why(months(published), month))
    if out == STDOUT:
        sys.stdout.buffer.write(made.content)
        return
    path = Path(out or made.file)
    path.write_bytes(made.content)
    print(path)


def _node(published: Published, org: str) -> Node:
    found = published.node(org)
    if found is None:
        known = ", ".join(node.id for node in agencies(published, "fi"))
        raise Refused(
            "--org", f'{org!r} is not in the release. It has {known}, and all of `lahde sql "select * from node"`'
        )
    return found


def _why(known: list[str], month: str | None) -> str:
    if not known:
        return "the release holds no figures yet"
    return f"no figures of {month} are published; there are some of {known[0]} to {known[-1]}"
