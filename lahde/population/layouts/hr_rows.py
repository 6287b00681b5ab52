"""People in units as an SAP-like system of personnel exports them: dated rows under its own field names."""

from lahde.population.table import Row, Table

COLUMNS = ("PERNR", "ORGEH", "BEGDA", "ENDDA", "LEITER", "SPRAS", "STELL")


def dated_rows(persons: Table) -> Table:
    """From persons.csv. STELL, a job key, is nobody's business here and is dropped on the way in."""
    rows: list[Row] = [(*row[:4], "X" if row[4] else None, str(row[5]).upper(), "30001234") for row in persons.rows]
    return Table(persons.name, COLUMNS, "BEGDA", rows)
