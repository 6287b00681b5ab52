"""Invented courses, in three languages."""

from dataclasses import dataclass

Names = dict[str, str]


@dataclass(frozen=True)
class Course:
    number: int
    names: Names
    mandatory: bool
    minutes: int


_MANDATORY = (
    ("Tietoturva työpöydällä", "Datasäkerhet vid skrivbordet", "Information security at your desk"),
    ("Henkilötiedot virkatyössä", "Personuppgifter i tjänsten", "Personal data in public service"),
    ("Työturvallisuus alusta alkaen", "Arbetarskydd från början", "Safety at work from the start"),
    ("Virkamiehen etiikka", "Tjänstemannens etik", "Ethics of a civil servant"),
    ("Saavutettava asiakirja", "Ett tillgängligt dokument", "An accessible document"),
    ("Varautuminen ja poikkeusolot", "Beredskap och undantagsförhållanden", "Preparedness"),
)
_SUBJECTS = (
    ("Selkeä kirje", "Det klara brevet", "The clear letter"),
    ("Taulukot tutuiksi", "Tabeller för alla", "Tables for everyone"),
    ("Palautteen antaminen", "Att ge återkoppling", "Giving feedback"),
    ("Kokous joka auttaa", "Mötet som hjälper", "The meeting that helps"),
    ("Projektin ensimmäinen viikko", "Projektets första vecka", "First week of a project"),
    ("Kartan lukeminen", "Att läsa en karta", "Reading a map"),
    ("Mittaamisen alkeet", "Mätningens grunder", "Basics of measuring"),
    ("Hyvä hallintopäätös", "Ett gott förvaltningsbeslut", "A good decision"),
    ("Tekoäly apuna", "Artificiell intelligens som hjälp", "Artificial intelligence as a help"),
    ("Asiakkaan polku", "Kundens väg", "The customer's path"),
    ("Kieliä arjessa", "Språk i vardagen", "Languages in daily work"),
    ("Hankinnan vaiheet", "Upphandlingens skeden", "Stages of procurement"),
)
_LEVELS = (
    ("alkeet", "grunder", "basics", 60),
    ("syventävä", "fördjupning", "advanced", 120),
    ("käytännössä", "i praktiken", "in practice", 90),
)


def _named(fi: str, sv: str, en: str) -> Names:
    return {"fi": fi, "sv": sv, "en": en}


MANDATORY = tuple(Course(n, _named(*names), True, 45) for n, names in enumerate(_MANDATORY, 2))
VOLUNTARY = tuple(
    Course(20 + n, _named(f"{fi}: {low_fi}", f"{sv}: {low_sv}", f"{en}: {low_en}"), False, minutes)
    for n, ((fi, sv, en), (low_fi, low_sv, low_en, minutes)) in enumerate(
        (subject, depth) for subject in _SUBJECTS for depth in _LEVELS
    )
)
