"""/pulse/WAVE: a pulse's questions, for whoever comes with a link that was not used yet.

Nobody is signed in here, so there is no CSRF token: the link's own token is the right, and no other site knows it.
"""

from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import FormData
from starlette.responses import Response

from collectors.identity import HELSINKI
from collectors.ledger.sources import sources
from collectors.spool.file import SpoolFile
from collectors.spool.texts import Text
from collectors.spool.wave import FEWEST, Closed, Unlinked, Wave
from collectors.web.visit import Visit
from look import LANGUAGES, dates
from schemas.profile import PULSE_ITEMS

SCALES = {item.key: item.scale_max for item in PULSE_ITEMS.values()}
SKIPPED = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """As the template needs it."""

    key: str
    text: str
    top: int
    """The scale's upper end."""
    chosen: str = SKIPPED
    faulty: bool = False


def questions(visit: Visit) -> Response:
    """The form, if the link is open; looking at it uses nothing up."""
    token = visit.request.query_params.get("t", "")
    try:
        file, wave = _running(visit)
        unit = file.unit(token, _today())
    except (Closed, Unlinked) as shut:
        return _shut(visit, shut)
    return _form(visit, wave, unit, token, [_question(key, text, visit.lang) for key, text in wave.items.items()])


def answers(visit: Visit) -> Response:
    """Takes the sheet in and thanks when it is on disk."""
    token = str(visit.form.get("t", ""))
    try:
        file, wave = _running(visit)
        asked = [_question(key, text, visit.lang, visit.form) for key, text in wave.items.items()]
        given = {question.key: int(question.chosen) for question in asked if question.chosen and not question.faulty}
        if not given or any(question.faulty for question in asked):
            return _form(visit, wave, file.unit(token, _today()), token, asked, wrong=True)
        file.put(token, given, _today())
    except (Closed, Unlinked) as shut:
        return _shut(visit, shut)
    return visit.onward(f"{visit.request.url.path}/thanks?lang={visit.lang}")


def thanks(visit: Visit) -> Response:
    return visit.page("pulse_thanks.html", "pulse.thanks.title", fewest=FEWEST)


def _running(visit: Visit) -> tuple[SpoolFile, Wave]:
    """Closed also where its source was revoked meanwhile: then nobody may collect any more."""
    name = visit.request.path_params["wave"]
    spool = visit.wiring.spool
    file = spool.running(name)
    if file is None:
        raise Closed if spool.closed(name) else Unlinked
    wave = file.wave()
    live = {source.name for source in sources(visit.wiring.reader.connection) if not source.revoked}
    if wave.source not in live:
        raise Closed
    return file, wave


def _question(key: str, text: Text, lang: str, form: FormData | None = None) -> Question:
    chosen, top = str(form.get(key, SKIPPED)) if form else SKIPPED, SCALES[key]
    possible = (SKIPPED, *map(str, range(1, top + 1)))
    return Question(key=key, text=getattr(text, lang), top=top, chosen=chosen, faulty=chosen not in possible)


def _form(visit: Visit, wave: Wave, unit: str, token: str, asked: list[Question], *, wrong: bool = False) -> Response:
    last = dates.day(datetime.fromisoformat(wave.closes).date(), visit.lang)
    path = visit.request.url.path
    return visit.page(
        "pulse.html",
        "pulse.title",
        422 if wrong else 200,
        here={lang: f"{path}?{urlencode({'t': token, 'lang': lang})}" for lang in LANGUAGES},
        token=token,
        path=path,
        questions=asked,
        invited=wave.invited[unit],
        fewest=FEWEST,
        last=last,
        wrong=wrong,
    )


def _shut(visit: Visit, shut: Exception) -> Response:
    """A used link and an unknown one get the same words: which of the two it is, is not kept."""
    title, text = ("pulse.closed.title", "pulse.closed.text")
    if isinstance(shut, Unlinked):
        title, text = ("pulse.unlinked.title", "pulse.unlinked.text")
    return visit.page("pulse_shut.html", title, 410 if isinstance(shut, Closed) else 404, text=text)


def _today() -> str:
    return datetime.now(UTC).astimezone(HELSINKI).date().isoformat()
