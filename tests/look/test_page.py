import shutil
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from look import renderer
from look.page import fingerprint

CONTEXT = {
    "title": "T",
    "here": {"fi": "/fi/x", "sv": "/sv/x", "en": "/en/x"},
    "home": "/fi",
    "demo": False,
    "release": "",
}


def page(folder: Path, body: str, lang: str = "fi", **context: object) -> str:
    (folder / "p.html").write_text('{% extends "base.html" %}{% block content %}' + body + "{% endblock %}")
    return renderer(folder)("p.html", lang, **(CONTEXT | context))


def test_a_room_fills_the_base_template(tmp_path: Path) -> None:
    html = page(tmp_path, '<p>{{ t("state.not_available") }}</p>')
    assert '<html lang="fi">' in html
    assert "<p>ei tietoa</p>" in html


def test_what_comes_from_outside_is_escaped(tmp_path: Path) -> None:
    assert "&lt;script&gt;" in page(tmp_path, "{{ name }}", name="<script>")


def test_a_missing_value_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        page(tmp_path, "{{ nobody_gave_this }}")


def test_the_switch_keeps_the_page_and_marks_the_language(tmp_path: Path) -> None:
    html = page(tmp_path, "", "sv")
    assert '<a href="/fi/x" lang="fi" hreflang="fi">Suomeksi</a>' in html
    assert '<a href="/sv/x" lang="sv" hreflang="sv" aria-current="true">På svenska</a>' in html


def test_invented_data_and_unreviewed_words_are_said_aloud(tmp_path: Path) -> None:
    assert "keksittyjä" in page(tmp_path, "", demo=True)
    assert "keksittyjä" not in page(tmp_path, "")
    assert "Översättningen är inte granskad" in page(tmp_path, "", "sv")
    assert "granskad" not in page(tmp_path, "", "en")


def test_all_of_a_page_is_within_landmarks(tmp_path: Path) -> None:
    header = page(tmp_path, "", "sv", demo=True).partition("<header>")[2].partition("</header>")[0]
    assert header.count('class="notice') == 2


def test_the_fingerprint_follows_the_files(tmp_path: Path) -> None:
    shutil.copy(__file__, tmp_path / "a.py")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    (tmp_path / "a.py").write_text("other")
    assert fingerprint(tmp_path) != before
