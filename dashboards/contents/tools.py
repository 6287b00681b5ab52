"""Other people's tools on the published folder: only what was tried, with its version, and as it was typed.

`python -m dashboards.contents.tools` prints docs/analysts/tools.md.
"""

from collections.abc import Iterator

import msgspec

from look.messages import message

TRIED = "2026-11-28"


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    """What the catalogue knows it by: `tool.ID` says how it went, with whatever did not work."""
    name: str
    version: str
    reads: str
    code: str
    """As it was run in a copy of the folder; empty where one clicks."""
    highlight: str = "text"


TOOLS = (
    Tool(
        id="duckdb",
        name="DuckDB, Python",
        version="duckdb 2.0.0",
        reads="published.duckdb",
        highlight="python",
        code="""import duckdb

con = duckdb.connect("published.duckdb", read_only=True)
con.sql("SELECT agency, period, state, value FROM mart_indicator WHERE indicator = 'LC05' AND level = 'agency'").show()
""",
    ),
    Tool(
        id="duckdb_cli",
        name="DuckDB CLI",
        version="duckdb-cli 1.5.6",
        reads="cells.parquet",
        highlight="sh",
        code="""duckdb -c "SELECT node, period, state, value FROM 'cells.parquet' WHERE indicator = 'LC05'"
""",
    ),
    Tool(
        id="pandas",
        name="pandas",
        version="pandas 3.1.1, pyarrow 26.0.1",
        reads="cells.parquet",
        highlight="python",
        code="""import pandas

cells = pandas.read_parquet("cells.parquet")
cells.query("indicator == 'LC05' and breakdown == ''")[["node", "period", "state", "value"]]
""",
    ),
    Tool(
        id="polars",
        name="Polars",
        version="polars 2.1.0",
        reads="cells.parquet",
        highlight="python",
        code="""import polars as pl

cells = pl.read_parquet("cells.parquet")
cells.filter(pl.col("indicator") == "LC05", pl.col("breakdown") == "").select("node", "period", "state", "value")
""",
    ),
    Tool(
        id="r",
        name="R",
        version="R 4.2.2, jsonlite 1.8.4",
        reads="cells.ndjson",
        highlight="r",
        code="""cells <- jsonlite::stream_in(file("cells.ndjson"), verbose = FALSE)
subset(cells, indicator == "LC05" & breakdown == "", c(node, period, state, value))
""",
    ),
    Tool(id="calc", name="LibreOffice Calc", version="LibreOffice 7.4.7", reads="CSV", code=""),
)

UNTRIED = ("Excel", "Power BI", "Superset", "Grafana", "R: duckdb, arrow")
"""What people may ask for and nobody here has run yet."""


def document() -> str:
    """The page /en/connect as a file of docs/analysts."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield f"# {message('en', 'connect.title')}\n"
    yield "Written from the code by `make docs`; the page `/en/connect` says the same.\n"
    yield f"{message('en', 'connect.folder')} {message('en', 'connect.address')}\n"
    for tool in TOOLS:
        yield f"## {tool.name}\n"
        tried = message("en", "connect.tried", version=tool.version, reads=tool.reads)
        yield f"{tried} {message('en', f'tool.{tool.id}')}\n"
        if tool.code:
            yield f"```{tool.highlight}\n{tool.code}```\n"
    yield f"## {message('en', 'connect.untried')}\n"
    yield f"{', '.join(UNTRIED)}. {message('en', 'connect.untried.why')}\n"


if __name__ == "__main__":
    print(document(), end="")
