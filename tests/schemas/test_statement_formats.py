"""Single values: what each format takes and what it does not."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.statement import formats
from schemas.statement.refusal import Refused

TAKEN: dict[Callable[[Any], None], list[Any]] = {
    formats.iri: [
        "https://majakka.example/ä?x=[1]#y",
        "urn:x:1",
        "tag:majakka.example,2026:7",
        "a:b",
        "HTTP://A.example",
    ],
    formats.uuid: [
        "6f1d9c52-0b51-4f0e-9a39-2f4b8c1d7e60",
        "6F1D9C52-0B51-4F0E-9A39-2F4B8C1D7E60",
        "00000000-0000-0000-0000-000000000000",
    ],
    formats.mailto: ["mailto:luoto@majakka.example", "mailto:käki+1@meri.example"],
    formats.media_type: ["text/plain", "application/vnd.majakka+json; charset=utf-8", "a/b ;c=d"],
    formats.language_tag: [
        *("fi", "smn", "und", "sv-FI", "EN-us", "es-419", "zh-Hant-TW", "zh-cmn-Hans", "de-1996", "sl-rozaj-biske"),
        *("de-CH-x-phonebk", "en-a-bbb-x-a", "x-oma", "i-klingon", "en-GB-oed", "zh-min-nan"),
    ],
    formats.timestamp: [
        *("2026-10-31T12:00:00Z", "2026-10-31T12:00:00", "2026-10-31T12:00Z", "2026-10-31T12:00:00,5Z"),
        *("2024-02-29T12:00:00.123456789+02:00", "2026-10-31T12:00:00+0200", "2026-10-31T12:00:00-03"),
        *("2026-10-31T12:00:00+00:00", "2026-10-31T12:00:00-00:30"),
    ],
    formats.duration: [
        *("PT0S", "PT1H30M", "P3Y1M29DT4H35M59.14S", "PT16559.14S", "P3Y", "P4W"),
        *("P1.5W", "PT0.123456789S", "PT1,5H", "P0.5Y"),
    ],
    formats.number: [0, -1, 2.5, 1e308, 10**300],
    formats.length: [0, 2**40],
    formats.extensions: [{}, {"urn:x:1": None, "https://majakka.example/ext": {"": [None]}}],
}

REFUSED: dict[Callable[[Any], None], list[Any]] = {
    formats.iri: [
        *("", "majakka", "majakka.example/x", "//majakka.example", "/x", "1ab://x", "ab=c://x", ":x", "https:"),
        *("https://a b", "https://a\u00a0b", "x:<y>", "x:\x00", "x:{y}", "x:|", "x:\\", "https://a\n", " https://a"),
    ],
    formats.uuid: [
        *("", "6f1d9c52", "6f1d9c520b514f0e9a392f4b8c1d7e60", "{6f1d9c52-0b51-4f0e-9a39-2f4b8c1d7e60}"),
        *("urn:uuid:6f1d9c52-0b51-4f0e-9a39-2f4b8c1d7e60", "6f1d9c52-0b51-4f0e-9a39-2f4b8c1d7e6g"),
        *("6f1d9c52-0b51-4f0e-9a39-2f4b8c1d7e60 ", "6f1d9c52-0b51-4f0e-9a39-2f4b8c1d7e600"),
    ],
    formats.mailto: [
        "",
        "mailto:",
        "luoto@majakka.example",
        "mailto:majakka.example",
        "mailto:a@b@c",
        "mailto:a b@c.d",
    ],
    formats.media_type: ["", "text", "text/", "/plain", "text plain", "text/plain\n"],
    formats.language_tag: [
        "",
        "f",
        "a12345",
        "fi_FI",
        "fi-",
        "-fi",
        "suomenkieli",
        "i-x",
        "fi-FI-FI",
        "x",
        "fi\n",
        "äö",
    ],
    formats.timestamp: [
        *("", "eilen", "2026-10-31", "31.10.2026 12:00", "01/011/2015", "20261031T120000Z", "2026-W44-6T12:00Z"),
        *("2026-10-31 12:00:00Z", "2026-10-31T12:00:00z", "2026-10-31T12:00:00Z\n", "٢٠٢٦-10-31T12:00:00Z"),
        *("2026-02-30T12:00:00Z", "2025-02-29T12:00:00Z", "2026-13-01T12:00:00Z", "2026-10-31T25:00:00Z"),
        *("2026-10-31T12:60:00Z", "2026-10-31T12:00:00+25:00", "2026-10-31T12:00:00-00:00"),
        *("2026-10-31T12:00:00-0000", "2026-10-31T12:00:00.1-00", "0000-01-01T00:00:00Z"),
        *("9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00"),
    ],
    formats.duration: [
        *("", "P", "PT", "1H", "PT1", "P1H", "PA1H0M0S", "P4W1D", "P1Y2W", "P1DT", "PT1M1H", "PT1.5H1M", "P-1D"),
        *("PT1S ", "PT.5S", "PT1.S", "pt1h", "P0003-00-00T00:00:00"),
    ],
    formats.number: ["1", True, float("inf"), float("nan"), 10**400],
    formats.length: [-1, 2.0, True, "27"],
    formats.boolean: [0, 1, "true"],
    formats.extensions: [[], {"paikka": 1}, {"": 1}],
    formats.language_map: ["x", ["x"], {"fi": 7}, {"fi": None}, {"suomen kieli": "x"}],
}


def pairs(values: dict[Callable[[Any], None], list[Any]]) -> pytest.MarkDecorator:
    cases = [(check, value) for check, each in values.items() for value in each]
    return pytest.mark.parametrize(("check", "value"), cases, ids=[f"{value!r:.50}" for _, value in cases])


@pairs(TAKEN)
def test_taken(check: Callable[[Any], None], value: Any) -> None:
    check(value)


@pairs(REFUSED)
def test_refused(check: Callable[[Any], None], value: Any) -> None:
    with pytest.raises(Refused) as refused:
        check(value)
    assert refused.value.path == ""


@pytest.mark.parametrize("check", [*TAKEN, *REFUSED])
def test_null_is_no_value(check: Callable[[Any], None]) -> None:
    with pytest.raises(Refused):
        check(None)
