"""The languages pages are written in, and which of them a visitor wants."""

LANGUAGES = ("fi", "sv", "en")

NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
"""What each language calls itself: a reader must find the own one on a page in any other."""


def choose(accept_language: str, offered: tuple[str, ...] = LANGUAGES) -> str:
    """The offered language that an Accept-Language header likes best, else the first one offered."""
    wishes = [_wish(part) for part in accept_language.split(",")]
    liked = sorted((w for w in wishes if w[1] > 0), key=lambda w: -w[1])
    return next((language for language, _ in liked if language in offered), offered[0])


def _wish(part: str) -> tuple[str, float]:
    tag, _, rest = part.strip().partition(";")
    return tag.strip().partition("-")[0].lower(), _quality(rest.strip())


def _quality(parameter: str) -> float:
    if not parameter:
        return 1.0
    try:
        return float(parameter.removeprefix("q="))
    except ValueError:
        return 0.0
