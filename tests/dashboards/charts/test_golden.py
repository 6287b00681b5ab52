"""Each mark in each language, drawn as it was when somebody last looked at it.

After a change that is meant, draw them anew and look at them:
`RENEW=1 .venv/bin/pytest tests/dashboards/charts/test_golden.py`
"""

import os
from pathlib import Path

import pytest

from dashboards.charts import Told, standalone
from dashboards.contents.examples import beside, dots, lines, small, words

GOLDEN = Path(__file__).parent / "golden"
DRAWN = {"line": lines, "dots": dots, "bars": beside, "sparkline": words}


def drawn(lang: str) -> dict[str, str]:
    """File name → the drawing as a document of its own."""
    first = {f"{mark}-{e.name}": e for mark, make in DRAWN.items() for e in make(lang)}
    alone = {
        name: standalone(e.drawings[0], Told(lang=lang, title=name, said=e.says, legend=e.legend, source=[]))
        for name, e in first.items()
    }
    return alone | {
        f"multiple-{i}": standalone(svg, Told(lang=lang, title=str(i), said="", legend=[], source=[]))
        for i, svg in enumerate(small(lang))
    }


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_mark_looks_as_it_did(lang: str) -> None:
    found = {f"{name}.{lang}.svg": svg.replace("><", ">\n<") + "\n" for name, svg in drawn(lang).items()}
    if os.environ.get("RENEW"):
        GOLDEN.mkdir(exist_ok=True)
        for name, svg in found.items():
            (GOLDEN / name).write_text(svg, "utf-8")
    assert {path.name for path in GOLDEN.glob(f"*.{lang}.svg")} == found.keys()
    assert {path.name: path.read_text("utf-8") for path in GOLDEN.glob(f"*.{lang}.svg")} == found
