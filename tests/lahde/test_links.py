"""One-time links: once, within fifteen minutes, for the person they were made for."""

import stat

import pytest

from collectors.ledger.writer import Writer
from lahde.link import link
from lahde.settings import load
from lahde.signin.links import FOLDER, SECONDS, clear, prepare, redeem
from schemas.statement.refusal import Refused
from schemas.viewer import Viewer

VIEWER = Viewer(agency="KLV", person_id="klv-1", roles=frozenset({"person", "hr"}))


def test_a_link_opens_once(tmp_path):
    token = prepare(tmp_path, VIEWER)
    assert redeem(tmp_path, token) == VIEWER
    assert redeem(tmp_path, token) is None


def test_a_link_opens_within_fifteen_minutes(tmp_path):
    token, other = prepare(tmp_path, VIEWER, now=0.0), prepare(tmp_path, VIEWER, now=0.0)
    assert redeem(tmp_path, token, now=SECONDS - 1) == VIEWER
    assert redeem(tmp_path, other, now=SECONDS) is None


@pytest.mark.parametrize("token", ["", "x", "../lahde.lock", "\0", "ä" * 500])
def test_anything_else_opens_nothing(tmp_path, token):
    prepare(tmp_path, VIEWER)
    assert redeem(tmp_path, token) is None


def test_the_folder_holds_no_token_and_is_its_owner_s_alone(tmp_path):
    token = prepare(tmp_path, VIEWER)
    (file,) = (tmp_path / FOLDER).iterdir()
    assert token not in file.name + file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_links_past_their_time_are_swept_when_the_next_is_made(tmp_path):
    prepare(tmp_path, VIEWER, now=0.0)
    prepare(tmp_path, VIEWER, now=SECONDS + 1.0)
    assert len(list((tmp_path / FOLDER).iterdir())) == 1


def test_a_link_gives_roles_and_parts_of_other_organisations(tmp_path):
    settings = load({}, data=str(tmp_path / "data"))
    Writer(settings.folder).close()
    token = link(settings, "KLV/klv-1", ["dpo", "viewer:MH"]).rpartition("/")[2]
    found = redeem(settings.folder, token)
    assert (found.roles, found.nodes) == ({"person", "dpo"}, {"MH"})
    for role in ("boss", "viewer:", "viewer"):
        with pytest.raises(Refused, match="must be among"):
            link(settings, "KLV/klv-1", [role])


def test_after_an_erasure_no_link_opens(tmp_path):
    token = prepare(tmp_path, VIEWER)
    clear(tmp_path)
    assert redeem(tmp_path, token) is None
