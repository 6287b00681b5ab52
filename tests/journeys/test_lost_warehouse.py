"""A damaged warehouse costs no data: said in one line with the way out, deleted, and built anew from the ledger."""

import pytest


@pytest.mark.ci
def test_a_damaged_warehouse_is_deleted_and_comes_back(installation, hr):
    hr.everything(12)
    installation.run("replay")
    rows = installation.status()["warehouse"]
    file = installation.folder / "warehouse.duckdb"
    file.write_bytes(file.read_bytes()[:5000])

    refused = installation.run("replay", check=False)
    assert refused.returncode == 1
    assert "warehouse.duckdb" in refused.stderr
    assert "ledger" in refused.stderr
    assert "Traceback" not in refused.stderr

    file.unlink()
    installation.start()
    assert installation.caught_up()["warehouse"] == rows
    assert "equal to the old one, table by table" in installation.run("replay").stdout
