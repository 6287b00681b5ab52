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
    places: tuple[tuple[float, ...], tuple[float, ...]]
    """Weights of the places of learning at m6 and m27, in the order of `PLACES`."""
    across: Curve
    """Chance that a counterpart inside the agency is from another department."""
    safety: Curve
    """Psychological safety, 0-100, around which people's own experience varies."""
    strain: Curve
    """Share of people under strain."""
    response: Curve
    lms: bool = True
    clock: bool = False
    """Whether moments and reflections are noted with the time of day, or the day alone."""

    @property
    def headcount(self) -> int:
        return sum(department.headcount for department in self.departments)

    @property
    def home(self) -> str:
        """Home page of the accounts by which the agency's other systems know people."""
        return f"https://{'lms' if self.lms else 'id'}.{self.code.lower()}.example"


PLACES = (
    "own_task",
    "problem_situation",
    "colleague_talk",
    "team_meeting",
    "customer_contact",
    "change_or_project",
    "training",
    "network",
    "digital_community",
    "mentoring",
)
NARROW = (0.74, 0.10, 0.06, 0.04, 0.02, 0.02, 0.01, 0.01, 0.0, 0.0)
NARROWER = (0.80, 0.07, 0.05, 0.03, 0.02, 0.01, 0.01, 0.01, 0.0, 0.0)
FEW = (0.68, 0.12, 0.08, 0.05, 0.03, 0.02, 0.01, 0.01, 0.0, 0.0)
MIDDLE = (0.60, 0.15, 0.09, 0.06, 0.04, 0.03, 0.02, 0.01, 0.0, 0.0)
BROADER = (0.51, 0.18, 0.11, 0.08, 0.05, 0.04, 0.02, 0.01, 0.0, 0.0)
BROAD = (0.42, 0.20, 0.13, 0.09, 0.07, 0.05, 0.03, 0.01, 0.0, 0.0)

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
    pool=Logistic(0.01, 0.187, 12, 5),
    reflects=Line(0.35, 0.62),
    recorders=Line(0.40, 0.60, 1),
    moments=Line(0.70, 1.00, 1),
    voluntary=Line(0.155, 0.09),
    zeal=4.0,
    same_people=0.9,
    initiative=(level(45), level(30), level(25)),
    places=(MIDDLE, BROAD),
    clock=True,
    across=Line(0.53, 0.68),
    safety=Line(62, 69),
    strain=Line(0.20, 0.21),
    response=level(0.62),
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
    pool=Logistic(0.01, 0.063, 12, 5),
    reflects=Line(0.40, 0.25),
    recorders=level(0.30),
    moments=level(0.85),
    voluntary=Steps(((1, 0.32), (10, 0.32 * 1.6))),
    zeal=6.0,
    initiative=(level(25), level(20), level(55)),
    places=(NARROW, NARROWER),
    clock=True,
    across=level(0.48),
    safety=Line(64, 57),
    strain=Line(0.18, 0.34),
    response=Line(0.62, 0.48, 6),
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
    pool=Logistic(0.01, 0.105, 12, 5),
    reflects=Line(0.30, 0.50),
    recorders=Line(0.30, 0.52, 1),
    moments=Line(0.72, 0.90, 1),
    voluntary=Line(0.26, 0.12),
    zeal=1.5,
    same_people=0.3,
    initiative=(Line(30, 45), level(25), Line(45, 30)),
    places=(NARROW, BROADER),
    across=Line(0.44, 0.55),
    safety=Line(66, 68),
    strain=Line(0.22, 0.19),
    response=level(0.62),
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
    pool=Logistic(0.0, 0.05, 6, 0.5),
    reflects=level(0.30),
    recorders=level(0.35),
    moments=level(0.80),
    voluntary=level(0.12),
    zeal=0.6,
    initiative=(level(50), level(20), level(30)),
    places=(FEW, FEW),
    across=level(0.28),
    safety=level(58),
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
    pool=Logistic(0.0, 0.08, 6, 0.5),
    reflects=level(0.45),
    recorders=level(0.40),
    moments=level(0.75),
    voluntary=level(0.12),
    zeal=0.5,
    initiative=(level(45), level(35), level(20)),
    places=(MIDDLE, MIDDLE),
    across=level(0.68),
    safety=level(70),
    strain=level(0.15),
    response=level(0.62),
    lms=False,
)

AGENCIES = {agency.code: agency for agency in (KLV, MH, SKV, KLL, RTT)}
