"""Learning moments as a form's answers, downloaded as a spreadsheet; the form's language was changed midway."""

from datetime import date, datetime, timedelta

from lahde.population.layouts.xlsx import xlsx
from lahde.population.names import address, name
from lahde.population.table import Row, Table, Value

FINNISH = (
    "Tunnus", "Aloitusaika", "Valmistumisaika", "Sähköposti", "Nimi",
    "Millainen hetki se oli?", "Missä se tapahtui?", "Kenen aloitteesta?", "Kenen kanssa?",
)  # fmt: skip
SWEDISH = (
    "Id-nummer", "Starttid", "Slutförandetid", "E-post", "Namn",
    "Vad slags tillfälle var det?", "Var hände det?", "På vems initiativ?", "Med vem?",
)  # fmt: skip
_WORDS: dict[str, tuple[str, str]] = {
    "problem-solved": ("Ratkaistu ongelma", "Löst problem"),
    "success": ("Onnistuminen", "Framgång"),
    "observation": ("Havainto", "Iakttagelse"),
    "experiment": ("Kokeilu", "Experiment"),
    "failure": ("Epäonnistuminen", "Misslyckande"),
    "job-crafting": ("Työn tuunaus", "Arbetsformning"),
    "help-given": ("Annettu apu", "Given hjälp"),
    "help-received": ("Saatu apu", "Mottagen hjälp"),
    "feedback-given": ("Annettu palaute", "Given respons"),
    "feedback-received": ("Saatu palaute", "Mottagen respons"),
    "own_task": ("Oma työtehtävä", "Egen arbetsuppgift"),
    "problem_situation": ("Ongelmatilanne", "Problemsituation"),
    "team_meeting": ("Tiimin kokous", "Teammöte"),
    "colleague_talk": ("Keskustelu työkaverin kanssa", "Samtal med kollega"),
    "customer_contact": ("Asiakas- tai sidosryhmätilanne", "Kund- eller intressentkontakt"),
    "change_or_project": ("Muutos tai projekti", "Förändring eller projekt"),
    "training": ("Koulutus", "Utbildning"),
    "network": ("Verkosto tai toinen virasto", "Nätverk eller annat ämbetsverk"),
    "employee": ("Oma", "Egen"),
    "joint": ("Yhteinen", "Gemensam"),
    "employer": ("Työnantajan", "Arbetsgivarens"),
    "same_unit": ("Oma yksikkö", "Egen enhet"),
    "other_unit": ("Toinen yksikkö", "En annan enhet"),
    "other_agency": ("Toinen virasto", "Ett annat ämbetsverk"),
    "outside": ("Hallinnon ulkopuolelta", "Utanför förvaltningen"),
    "unknown": ("En kerro", "Vill inte ange"),
}


def answers(table: Table, agency: str, *, swedish: bool) -> bytes:
    """From rows of moments.csv; their ids are `ms-forms NUMBER KIND`."""
    return xlsx(SWEDISH if swedish else FINNISH, (_answer(table, row, agency, swedish) for row in table.rows))


def _answer(table: Table, row: Row, agency: str, swedish: bool) -> Row:
    cells = dict(zip(table.columns, row, strict=True))
    person, done = str(cells["person_id"]), cells["date"]
    words = (_word(cells[c], swedish) for c in ("kind", "place", "initiative", "counterpart_scope"))
    number = int(str(cells["moment_id"]).split(" ")[1])
    return (number, _begun(done), done, address(person, agency), " ".join(name(person)), *words)


def _word(value: Value, swedish: bool) -> str | None:
    return None if value is None else _WORDS[str(value)][swedish]


def _begun(done: Value) -> Value:
    return done - timedelta(minutes=1) if isinstance(done, datetime) else done


def halves(table: Table, month_when_it_changed: date) -> tuple[Table, Table]:
    """The rows before the form's language was changed, and those after."""
    at = table.column(table.when)
    before = [row for row in table.rows if _before(row[at], month_when_it_changed)]
    kept = set(map(id, before))
    return _of(table, before), _of(table, [row for row in table.rows if id(row) not in kept])


def _before(done: Value, day: date) -> bool:
    """A date that cannot be read stands among the later ones."""
    return isinstance(done, datetime) and done.date() < day


def _of(table: Table, rows: list[Row]) -> Table:
    return Table(table.name, table.columns, table.when, rows, table.tally)
