"""Whatever stands in an address: a page that says what is the matter, no stack trace, and nothing of it let through."""

import re
import tempfile
from functools import cache
from pathlib import Path

import schemathesis
from hypothesis import settings
from starlette.routing import Route

from dashboards.app import app
from schemas.indicators.card import cards
from tests.dashboards.conftest import CELLS, NODES, Published
from warehouse.published import open_current
from warehouse.publishing import publish, write

TEXT = {"type": "string", "minLength": 1}
NAMES = ["KLV", "KLV-1", "EVIL", "LC05", "LC01"]
"""Of what is there, so that not all addresses lead to nothing."""


def parameter(name, where):
    return {"name": name, "in": where, "required": where == "path", "schema": {"anyOf": [{"enum": NAMES}, TEXT]}}


def described(application):
    """Every address of the dashboards, as OpenAPI; of the languages one, for they share all code."""
    paths = {}
    for route in application.routes:
        if not isinstance(route, Route) or route.path[1:3] in ("sv", "en"):
            continue
        path = re.sub(r"{(\w+)[^}]*}", r"{\1}", route.path)
        parts = [parameter(name, "path") for name in re.findall(r"{(\w+)}", path)]
        asked = [parameter(name, "query") for name in ("at", "sort", "lang")]
        paths[path] = {"get": {"parameters": parts + asked, "responses": {"default": {"description": ""}}}}
    return {"openapi": "3.1.0", "info": {"title": "dashboards", "version": "0"}, "paths": paths}


FOLDER = tempfile.TemporaryDirectory()


@cache
def release():
    folder = Path(FOLDER.name)
    manifest = Published([], []).release | {"position": 7, "previous": None, "created_from": {}, "formula_versions": {}}
    publish(folder, write(folder, manifest, CELLS, NODES, cards()), manifest["id"])
    return open_current(folder)


APPLICATION = app(Path(FOLDER.name), read=lambda _: release())
SCHEMA = schemathesis.openapi.from_dict(described(APPLICATION))
SCHEMA.app = APPLICATION


def test_all_addresses_are_among_them():
    assert len(SCHEMA.raw_schema["paths"]) > 30


@SCHEMA.parametrize()
@settings(max_examples=15, deadline=None)
def test_whatever_is_asked(case):
    answer = case.call(base_url="http://lahde.example", allow_redirects=False)
    assert answer.status_code in (200, 307, 404, 405)
    assert b"Traceback" not in answer.content
    if answer.headers.get("content-type", [""])[0].startswith("text/html"):
        assert not re.search(rb"<script|\son\w+=", answer.content)
        assert b"<h1" in answer.content
