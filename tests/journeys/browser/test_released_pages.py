"""The pages of a release in a browser: axe-core finds nothing, and nothing is wider than the window."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from dashboards.app import app

PLACES = (
    "", "/org/KLV", "/org/KLV?at=2026-09", "/org/KLV-LUV", "/org/RTT", "/org/KLV/LC05", "/org/RTT/LC09",
    "/connect", "/dictionary", "/audit", "/accessibility", "/org/NOBODY", "/trust", "/trust/KLV", "/network",
    "/org/KLV/journey", "/org/RTT/journey",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(town) -> Iterator[str]:
    """The dashboards alone, with the published folder and nothing else."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app(town.published), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_wrong_with_any_page(address, window, sound, lang, width) -> None:
    page = window(lang=lang, width=width)
    for place in PLACES:
        page.goto(f"{address}/{lang}{place}")
        sound(page)
