"""What a release publishes of the sources is what the record at /about-data tells, and no more."""

from collectors.ledger.work import AddSource, DeclareSource, RevokeSource
from collectors.ledger.writer import Writer
from lahde.declared import declared


def test_all_that_was_declared_and_no_credentials(tmp_path):
    writer = Writer(tmp_path)
    for name, agency in (("moodle", ""), ("hr", "KLV")):
        given = {"scopes": ["pages"], "feeds": ["courses"], "units": ["K1"], "since": "2026-01-01"}
        writer.do(AddSource(name=name, agency=agency, key=f"key-{name}", secret_hash="hash", **given))
    writer.do(DeclareSource(name="moodle", purpose="indicators", dpia="D-1", cooperation="C-1"))
    writer.do(RevokeSource(name="hr"))
    writer.close()
    hr, moodle = declared(tmp_path)
    assert (hr.name, hr.agency, hr.purpose, hr.revoked) == ("hr", "KLV", None, True)
    assert (moodle.agency, moodle.purpose, moodle.dpia, moodle.cooperation) == (None, "indicators", "D-1", "C-1")
    assert (moodle.feeds, moodle.units, moodle.since, moodle.revoked) == (["courses"], ["K1"], "2026-01-01", False)
    assert "hash" not in repr(moodle)
    assert "key-" not in repr(moodle)
