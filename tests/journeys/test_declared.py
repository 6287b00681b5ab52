"""A file of a source that is not declared is refused before anything of it is read."""

from pathlib import Path

import pytest


@pytest.mark.ci
def test_a_file_waits_until_its_source_is_declared(installation, tmp_path: Path):
    units = tmp_path / "units.csv"
    units.write_text(
        "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to\nKLV;;KLV;K;K;2020-01-01;\n", "utf-8"
    )
    installation.run("source", "add", "hr", "--agency", "KLV")
    for command in (("collect", "units", str(units)), ("collect", "units", "--dry-run", "no such file")):
        refused = installation.run(*command, check=False)
        assert refused.returncode == 1
        assert "lahde source declare hr --purpose … --dpia … --cooperation …" in refused.stderr
    assert "no: purpose, dpia, cooperation missing" in installation.run("source", "list").stdout
    installation.run("source", "declare", "hr", "--purpose", "trial", "--dpia", "D-1", "--cooperation", "C-1")
    assert "1 added" in installation.run("collect", "units", str(units)).stderr
