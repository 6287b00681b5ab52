"""Templates to pages: `renderer(folder)` gives a room its `render(template, lang, **context) -> str`."""

from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from look.languages import NAMES
from look.messages import markup, reviewed

HERE = Path(__file__).parent
STYLESHEET = HERE / "static" / "lahde.css"


class Render(Protocol):
    def __call__(self, template: str, lang: str, **context: object) -> str: ...


def renderer(folder: Path) -> Render:
    """A room's own templates beside ours; `t(key, **values)` is the message in the page's language.

    base.html wants `title`, `here` (language → this page's address), `home`, `demo` and `release` (a line or "").
    """
    environment = Environment(
        loader=FileSystemLoader([folder, HERE / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def render(template: str, lang: str, **context: object) -> str:
        shared = {"lang": lang, "t": partial(markup, lang), "language_names": NAMES, "reviewed": reviewed(lang)}
        return environment.get_template(template).render(shared | context)

    return render


def fingerprint(*folders: Path) -> str:
    """Changes whenever the files that make a page change: a part of every ETag."""
    digest = blake2b(digest_size=8)
    for folder in (HERE, *folders):
        for file in sorted(folder.rglob("*.*")):
            if file.suffix in {".py", ".html", ".typ", ".po", ".css", ".svg"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()
