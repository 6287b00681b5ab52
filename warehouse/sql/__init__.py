"""SQL as files: one a table, one a question."""

from functools import cache
from importlib import resources
from pathlib import Path


@cache
def text(name: str, package: str = "warehouse.sql") -> str:
    """The statements of `<name>.sql` in a folder of SQL."""
    return resources.files(package).joinpath(f"{name}.sql").read_text("utf-8")


@cache
def names(package: str) -> tuple[str, ...]:
    """The .sql files of a folder, in order of name, without their ending."""
    files = (f.name for f in resources.files(package).iterdir())
    return tuple(sorted(name.removesuffix(".sql") for name in files if name.endswith(".sql")))


def literal(path: Path) -> str:
    """A path as a string in SQL, for the few statements that take no parameters (ATTACH, COPY)."""
    return "'" + str(path).replace("'", "''") + "'"
