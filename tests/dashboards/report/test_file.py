"""The report as a file: on the page of its organisation, and by name."""

import pytest

from dashboards.reading.release import Reading
from dashboards.report import contents, months, report
from tests.dashboards.conftest import CELLS, NODES, Published, cell, node


def test_every_organisation_links_to_its_report(visit) -> None:
    page = visit().get("/sv/org/KLV?at=2026-08")
    assert '/sv/org/KLV/report.pdf?at=2026-08"' in page.text
    answer = visit().get("/sv/org/KLV/report.pdf?at=2026-08")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert "lahde-demo-KLV-2026-08-sv.pdf" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"%PDF")


def test_a_visitor_who_has_it_is_spared_the_rest(visit) -> None:
    browser = visit()
    tag = browser.get("/fi/org/KLV/report.pdf").headers["etag"]
    assert browser.get("/fi/org/KLV/report.pdf", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("address", ["NOBODY/report.pdf", "KLV/report.pdf?at=2031-01", "KLV/report.pdf?at=2026-13"])
def test_there_is_none_of_others_or_of_months_without_figures(visit, address) -> None:
    assert visit().get(f"/fi/org/{address}").status_code == 404


def test_without_a_month_it_is_of_the_newest(published) -> None:
    assert months(published)[-1] == "2026-10"
    found = [report(Reading(published=published, lang="fi", at=at), NODES[2]) for at in ("", "2026-10")]
    assert found[0] == found[1]
    assert report(Reading(published=Published(NODES, []), lang="fi"), NODES[2]) is None


def test_a_name_that_is_a_path_is_none_in_the_file_name(published) -> None:
    nodes = [*NODES, node("../../etc/x y", "A", "B", "KLV")]
    release = Published(nodes, [*CELLS, cell("../../etc/x y", "LC01", 2026 * 12 + 9, value=0.5)])
    found = report(Reading(published=release, lang="fi"), release.node("../../etc/x y"))
    assert found.file == "lahde-demo-.._.._etc_x_y-2026-10-fi.pdf"


def test_who_may_see_a_department_alone_gets_its_report_and_nothing_of_the_agency(published) -> None:
    department = published.node("KLV-1")
    cells = [cell("KLV-1", "LC01", 2026 * 12 + 9, value=0.5, n="760"), *CELLS]
    part = Published([department], cells)
    part.goals = lambda _: []
    told = contents(Reading(published=part, lang="fi", at=months(part)[-1]), department)
    assert told.no_goals.startswith("Viraston tavoitteet eivät kuulu")
    assert report(Reading(published=part, lang="fi"), department) is not None
