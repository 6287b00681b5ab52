"""PNG from a drawing: the rasteriser's own fonts draw its texts, also where a machine has none."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from dashboards.charts import Told, sparkline, standalone
from dashboards.drawing.png import LONGEST, png
from tests.dashboards.charts.made import START, WORDS, point

ROOT = Path(__file__).parents[3]
NO_FONTS = '<?xml version="1.0"?><fontconfig><dir>/nowhere</dir></fontconfig>'


def drawn(title: str = "Oppiminen työssä") -> str:
    told = Told(lang="fi", title=title, said="", legend=[], source=[])
    return standalone(sparkline([point(START, 0.4), point(START + 9, 0.6)], WORDS, months=(START, START + 9)), told)


def one_line(font: str, text: str) -> str:
    line = f'<text x="5" y="15" font-family="{font}">{text}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">{line}</svg>'


def test_a_picture_has_twice_the_size_of_the_drawing() -> None:
    picture = png(drawn())
    wide, high = (float(n) for n in drawn().partition('viewBox="0 0 ')[2].partition('"')[0].split())
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (2 * wide, int(2 * high))


def test_texts_are_drawn() -> None:
    assert png(drawn("Oppiminen työssä")) != png(drawn("Oppiminen tyossa"))


def test_texts_are_drawn_without_any_font_on_the_machine(tmp_path: Path) -> None:
    """Where fonts.conf names an empty folder, a font of this machine draws nothing, the rasteriser's own still does."""
    (tmp_path / "fonts.conf").write_text(NO_FONTS)
    code = "import sys; from dashboards.drawing.png import png; print(*(png(svg).hex() for svg in sys.argv[1:]))"
    texts = [one_line("Liberation Sans", "Työ"), one_line("DejaVu Serif", "Työ"), one_line("Liberation Sans", "")]
    bare = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    told = subprocess.run([sys.executable, "-c", code, *texts], env=bare, capture_output=True, text=True, cwd=ROOT)
    own, other, nothing = told.stdout.split()
    assert own != nothing
    assert other == nothing == png(texts[2]).hex()


def test_a_drawing_of_monstrous_size_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        png("x" * (LONGEST + 1))


def test_the_rasteriser_is_loaded_at_the_first_picture_only() -> None:
    code = "import sys, dashboards.app; print(any(m.startswith(('vl_convert', 'pyarrow')) for m in sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert told.stdout == "False\n", told.stderr
