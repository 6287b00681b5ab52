"""Dates, times and periods in words: patterns pinned for fi, sv (Finland) and en."""

from datetime import date, time

from look.numbers import EN_DASH

_STEMS = ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu")
_SV = ("januari", "februari", "mars", "april", "maj", "juni",
       "juli", "augusti", "september", "oktober", "november", "december")  # fmt: skip
_EN = ("January", "February", "March", "April", "May", "June",
       "July", "August", "September", "October", "November", "December")  # fmt: skip

MONTHS = {"fi": tuple(f"{stem}kuu" for stem in _STEMS), "sv": _SV, "en": _EN}
SHORT_MONTHS = {
    "fi": _STEMS,
    "sv": ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": tuple(name[:3] for name in _EN),
}


def day(value: date, lang: str) -> str:
    """3.11.2026, in English 3 November 2026."""
    return (
        f"{value.day} {_EN[value.month - 1]} {value.year}"
        if lang == "en"
        else f"{value.day}.{value.month}.{value.year}"
    )


def clock(value: time, lang: str) -> str:
    """klo 9.05, kl. 9.05, 9:05."""
    patterns = {"fi": "klo {0}.{1:02}", "sv": "kl. {0}.{1:02}", "en": "{0}:{1:02}"}
    return patterns[lang].format(value.hour, value.minute)


def hours(first: time, last: time, lang: str) -> str:
    """klo 9.05–10.00, kl. 9.05–10.00, 9:05–10:00."""
    bare = f"{last.hour}{':' if lang == 'en' else '.'}{last.minute:02}"
    return f"{clock(first, lang)}{EN_DASH}{bare}"


def month(value: date, lang: str) -> str:
    """marraskuu 2026, november 2026, November 2026."""
    return f"{MONTHS[lang][value.month - 1]} {value.year}"


def month_of(text: str, lang: str) -> str:
    """`2026-11` as marraskuu 2026."""
    return month(date.fromisoformat(f"{text}-01"), lang)


def quarter(value: date, lang: str) -> str:
    """4. neljännes 2026, kvartal 4 2026, Q4 2026."""
    patterns = {"fi": "{0}. neljännes {1}", "sv": "kvartal {0} {1}", "en": "Q{0} {1}"}
    return patterns[lang].format((value.month + 2) // 3, value.year)


def months(first: date, last: date, lang: str) -> str:
    """Whole months: elo–lokakuu 2026, or marraskuu 2025 – lokakuu 2026 over a turn of the year."""
    if (first.year, first.month) == (last.year, last.month):
        return month(last, lang)
    if first.year == last.year:
        names = SHORT_MONTHS["fi"] if lang == "fi" else MONTHS[lang]  # elo–lokakuu: Finnish says the ending once
        return f"{names[first.month - 1]}{EN_DASH}{month(last, lang)}"
    return f"{month(first, lang)} {EN_DASH} {month(last, lang)}"
