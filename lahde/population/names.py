"""Invented names and addresses, for files in which real systems write them. None may be found in a warehouse."""

from functools import lru_cache

from lahde.population.draws import stream

# fmt: off
_FIRST = (
    "Aava", "Aukusti", "Beata", "Eelis", "Eini", "Ensio", "Helmiina", "Hilja", "Ilta", "Into", "Kaino", "Kerttu",
    "Lempi", "Lumi", "Manta", "Nestori", "Oivi", "Otso", "Pihla", "Rauha", "Saimi", "Sisu", "Taimi", "Tyyne", "Urho",
    "Utu", "Veikko", "Vieno", "Vilja", "Väinö", "Ylermi", "Åsa",
)
_LAST = (
    "Ahomäki", "Haukkasuo", "Hopeaniitty", "Hukkalampi", "Jokiharju", "Kaislaranta", "Karhuvaara", "Kivipelto",
    "Lehtokari", "Lumikero", "Metsovuori", "Myrskylahti", "Niittyvilla", "Norppasaari", "Otavanmaa", "Poronkuru",
    "Puolukkasuo", "Rantakirves", "Saukkojärvi", "Sienimäki", "Sumuniemi", "Suokukka", "Tervahauta", "Tuulikannas",
    "Ukonsalmi", "Utukangas", "Vaskipuro", "Vesilintu", "Åkerholm",
)
# fmt: on


@lru_cache(20_000)
def name(person_id: str) -> tuple[str, str]:
    """First and last name; the same for the same id."""
    rng = stream("name", person_id)
    return rng.choice(_FIRST), rng.choice(_LAST)


def address(person_id: str, agency: str) -> str:
    """E-mail address: two people may share a name, so it ends in a number."""
    first, last = (part.lower().translate(_PLAIN) for part in name(person_id))
    return f"{first}.{last}.{person_id.rpartition('-')[2]}@{agency.lower()}.example"


_PLAIN = str.maketrans("äöå", "aoa")
