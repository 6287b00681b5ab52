"""The five invented agencies: departments, and the parameters of their stories (rates per person-month).

Parameters describe what people do. No indicator value is ever written: indicators come out of the events.
"""

from dataclasses import dataclass

from lahde.population.curves import Curve, Line, Logistic, Steps, level

WHOLE = 5_000
"""People in all agencies together when nothing is scaled."""

SMALLEST = 12
"""A scaled department keeps at least this many people (or all of its own, if it has fewer)."""


@dataclass(frozen=True)
class Department:
    code: str
    name_fi: str
    name_sv: str
    headcount: int
    reported_with: str = ""

    def scaled(self, people: int) -> int:
        return max(round(self.headcount * people / WHOLE), min(self.headcount, SMALLEST))


@dataclass(frozen=True)
class Merger:
    """From the first day of `month` on, the departments `of` are one, `into`."""

    month: int
    of: tuple[str, ...]
    into: Department


@dataclass(frozen=True, kw_only=True)
class Agency:
    code: str
    name_fi: str
    name_sv: str
    departments: tuple[Department, ...]
    merger: Merger | None = None
    mentors: Steps
    """In the whole agency; scaled with the headcount."""
    pool: Curve
    """Share of staff that is being mentored in a month."""
    reflects: Curve
    """Chance of a reflection within seven days of a session."""
    recorders: Curve
    """Share of staff that notes learning moments at all."""
    moments: Curve
    """Learning moments per month of somebody who notes them."""
    voluntary: Curve
    """Voluntary courses per person-month."""
    zeal: float
    """Gamma shape of how unevenly voluntary courses and events spread over people: small is uneven."""
    same_people: float = 0.0
    """0-1: how far those who note moments are also those who take courses, join events and seek mentoring."""
    initiative: tuple[Curve, Curve, Curve]
    """Weights of employee, joint, employer."""
    narrowness: Curve
    """The power to which the weights of `PLACES` are raised: the higher, the fewer places are named."""
    across: Curve
    """Chance that a counterpart inside the agency is from another department."""
    safety: Curve
    """Psychological safety, 0-100, around which people's own experience varies."""
    strain: Curve
    """Share of people under strain."""
    response: Curve
    lms: bool = True
    mail: bool = False
    """Whether HR hands over e-mail addresses too, because a form or a calendar names people by them."""
    calendar: bool = False
    """Whether sessions are booked in a calendar, where a session is known by its series and day."""
    platform: bool = False
    """Whether a mentoring platform runs the pairs."""
    forms: bool = False
    """Whether moments are noted on a form, which numbers its answers."""
    stories: bool = False
    """Whether stories are published on a page that states who told one."""
    survey: bool = False
    """Whether pulses are asked with a survey tool."""
    clock: bool = False
    """Whether moments and reflections are noted with the time of day, or the day alone."""

    @property
    def headcount(self) -> int:
        return sum(department.headcount for department in self.departments)

    @property
    def home(self) -> str:
        """Home page of the accounts by which the agency's other systems know people."""
        return f"https://{'lms' if self.lms else 'id'}.{self.code.lower()}.example"


PLACES = {
    "own_task": 0.42,
    "problem_situation": 0.20,
    "colleague_talk": 0.13,
    "team_meeting": 0.09,
    "customer_contact": 0.07,
    "change_or_project": 0.05,
    "training": 0.03,
    "network": 0.01,
}
"""How often a moment happens where, at a `narrowness` of 1."""

KLV = Agency(
    code="KLV",
    name_fi="Korpilupavirasto",
    name_sv="Ödemarkstillståndsverket",
    departments=(
        Department("LUV", "Luvat", "Tillstånd", 620),
        Department("VAL", "Valvonta", "Tillsyn", 480),
        Department("ASI", "Asiakaspalvelu", "Kundtjänst", 360),
        Department("TIE", "Tietohallinto", "Dataförvaltning", 240),
        Department("YHT", "Yhteiset palvelut", "Gemensamma tjänster", 200),
    ),
    mentors=Steps(((6, 10), (10, 18), (18, 26))),
    pool=Logistic(0.01, 0.20, 11.5, 5),
    reflects=Line(0.35, 0.665),
    recorders=Line(0.41, 0.62, 1),
    moments=Line(0.72, 1.20, 1),
    voluntary=Line(0.15, 0.08),
    zeal=4.0,
    same_people=0.9,
    initiative=(level(45), level(30), level(25)),
    narrowness=Line(1.5, 1.0),
    clock=True,
    across=Line(0.55, 0.79),
    safety=Line(62, 69),
    strain=Line(0.20, 0.21),
    response=level(0.62),
    stories=True,
)

MH = Agency(
    code="MH",
    name_fi="Majakkahallinto",
    name_sv="Fyrförvaltningen",
    departments=(
        Department("VAY", "Väylät", "Farleder", 450),
        Department("LAI", "Laitteet", "Anordningar", 350),
        Department("TIL", "Tilannekeskus", "Lägescentralen", 280),
        Department("HAL", "Hallinto", "Förvaltning", 180),
        Department("KEH", "Kehittäminen", "Utveckling", 84),
        Department("JOH", "Johdon tuki", "Ledningens stöd", 6, reported_with="KEH"),
    ),
    mentors=Steps(((6, 8),)),
    pool=Logistic(0.01, 0.063, 9, 5),
    reflects=Line(0.40, 0.25),
    recorders=level(0.30),
    moments=level(0.85),
    voluntary=Steps(((1, 0.278), (10, 0.52))),
    zeal=6.0,
    initiative=(level(25), level(20), level(55)),
    narrowness=Line(1.93, 2.6),
    clock=True,
    across=Line(0.49, 0.45),
    safety=Line(64, 57),
    strain=Line(0.18, 0.35),
    response=Line(0.62, 0.48, 6),
    mail=True,
    forms=True,
)

SKV = Agency(
    code="SKV",
    name_fi="Satokausivirasto",
    name_sv="Skördesäsongsverket",
    departments=(
        Department("SAT", "Sadonseuranta", "Skördeuppföljning", 340),
        Department("TUK", "Tuet", "Stöd", 300),
        Department("LAB", "Laboratorio", "Laboratoriet", 160),
        Department("YHT", "Yhteiset palvelut", "Gemensamma tjänster", 120),
        Department("VIE", "Viestintä ja kielet", "Kommunikation och språk", 60),
    ),
    mentors=Steps(((6, 8), (10, 11), (18, 14))),
    pool=Logistic(0.01, 0.10, 8.5, 5),
    reflects=Line(0.30, 0.50),
    recorders=Line(0.28, 0.58, 1),
    moments=Line(0.70, 0.90, 1),
    voluntary=Line(0.242, 0.125),
    zeal=1.5,
    same_people=0.3,
    initiative=(Line(30, 46), Line(25, 31), Line(45, 23)),
    narrowness=Line(2.13, 1.2),
    across=Line(0.46, 0.61),
    safety=Line(66, 68),
    strain=Line(0.22, 0.19),
    response=level(0.62),
    mail=True,
    platform=True,
    survey=True,
)

KLL = Agency(
    code="KLL",
    name_fi="Kaikuluotauslaitos",
    name_sv="Ekolodningsinstitutet",
    departments=(
        Department("MIT", "Mittaus", "Mätning", 180),
        Department("ANA", "Analyysi", "Analys", 140),
        Department("KAL", "Kalusto", "Utrustning", 120),
        Department("DAT", "Data", "Data", 90),
        Department("HAL", "Hallinto", "Förvaltning", 60),
        Department("ARK", "Arktinen asema", "Arktiska stationen", 30),
    ),
    merger=Merger(11, ("ANA", "DAT"), Department("DAA", "Data ja analyysi", "Data och analys", 0)),
    mentors=Steps(((6, 6), (10, 7), (18, 8))),
    pool=Line(0.060, 0.041),
    reflects=level(0.30),
    recorders=Line(0.35, 0.32),
    moments=level(0.80),
    voluntary=Line(0.14, 0.11),
    zeal=0.6,
    initiative=(level(50), level(20), level(30)),
    narrowness=Line(1.80, 1.95),
    across=Line(0.25, 0.14),
    safety=level(58.2),
    strain=level(0.24),
    response=level(0.62),
)

RTT = Agency(
    code="RTT",
    name_fi="Revontulitoimisto",
    name_sv="Norrskensbyrån",
    departments=(
        Department("ENN", "Ennusteet", "Prognoser", 48),
        Department("NEU", "Neuvonta", "Rådgivning", 40),
        Department("PAL", "Palvelut", "Tjänster", 33),
        Department("HAL", "Hallinto", "Förvaltning", 25),
        Department("KIE", "Kielipalvelut", "Språktjänster", 4, reported_with="HAL"),
    ),
    mentors=Steps(((6, 2),)),
    pool=Line(0.10, 0.075),
    reflects=level(0.45),
    recorders=level(0.40),
    moments=Line(0.80, 0.72),
    voluntary=Line(0.10, 0.085),
    zeal=0.5,
    initiative=(Line(48, 45), Line(32, 35), Line(20, 20)),
    narrowness=Line(1.3, 1.5),
    across=level(0.66),
    safety=level(71.5),
    strain=level(0.15),
    response=level(0.62),
    lms=False,
    mail=True,
    calendar=True,
)

AGENCIES = {agency.code: agency for agency in (KLV, MH, SKV, KLL, RTT)}
