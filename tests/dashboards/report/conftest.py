"""A report of the hand-made release, and a look into a PDF."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from dashboards.reading.release import Reading
from dashboards.report import contents, typeset
from dashboards.report.contents import Report

Told = Callable[..., Report]


@pytest.fixture
def told(published) -> Told:
    """What the report of a node says: `told("KLV")`, `told("KLV", "sv", "2026-08")`."""

    def tell(node: str, lang: str = "fi", at: str = "2026-10", of: object = None) -> Report:
        release = of or published
        return contents(Reading(published=release, lang=lang, at=at), release.node(node))

    return tell


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text(report: Report) -> str:
    """All that is written on its pages, in one line; where endless words may break does not show."""
    pages = (page.extract_text() for page in read(typeset(report)).pages)
    return re.sub(r"\s+", " ", " ".join(pages)).replace("\u200b", "")
