"""One file and the environment, the same names; the command line wins over both."""

import tomllib

import pytest

from lahde.settings import SettingsFault, as_toml, load


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "lahde.toml"

    def write(text):
        path.write_text(text, "utf-8")
        return {"LAHDE_SETTINGS": str(path)}

    return write


def test_defaults():
    settings = load({})
    assert (settings.data, settings.host, settings.port) == ("lahde-data", "127.0.0.1", 8080)


def test_each_wins_over_the_former(written):
    environment = written('port = 1\nhost = "a"\ndata = "x"') | {"LAHDE_PORT": "2", "LAHDE_HOST": "b"}
    settings = load(environment, port=3, data=None)
    assert (settings.port, settings.host, settings.data) == (3, "b", "x")


def test_what_is_printed_can_be_read_back(written):
    first = load({}, port=9, home_pages={"KLV": "https://klv.example"})
    assert load(written(as_toml(first))) == first
    assert tomllib.loads(as_toml(first))["home_pages"] == {"KLV": "https://klv.example"}


@pytest.mark.parametrize("text", ["prot = 8080", 'port = "many"', "port ="])
def test_a_wrong_file_is_named_and_explained(written, text):
    with pytest.raises(SettingsFault):
        load(written(text))


def test_a_file_that_was_named_must_be_there():
    with pytest.raises(SettingsFault, match="LAHDE_SETTINGS"):
        load({"LAHDE_SETTINGS": "no-such-file.toml"})


def test_an_agency_has_a_home_page_without_saying_so():
    assert load({}).home_page("KLV") == "https://lc.example/klv"
    assert load({}, home_pages={"KLV": "https://klv.example"}).home_page("KLV") == "https://klv.example"


def test_settings_of_a_table(written):
    environment = written('[inbox]\nsource = "hr"\n[inbox.sources]\nmoments = "forms"')
    settings = load(environment | {"LAHDE_INBOX_KEEP_DAYS": "30"})
    assert (settings.inbox.source, settings.inbox.keep_days) == ("hr", 30)
    assert settings.inbox.sources == {"moments": "forms"}
    assert load(written(as_toml(settings))) == settings


@pytest.mark.parametrize("text", ["inbox = 3", "[inbox]\nkeep_days = 0", "[inbox]\nsauce = 1"])
def test_a_wrong_table_is_named(written, text):
    with pytest.raises(SettingsFault, match=r"inbox|sauce"):
        load(written(text))


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("ASSESSED", "2026-02-31", "must be a day as YYYY-MM-DD"),
        ("FEEDBACK", "javascript:alert(1)", "must be an e-mail address"),
    ],
)
def test_what_the_accessibility_statement_cannot_say(name, value, rule):
    with pytest.raises(SettingsFault, match=rule):
        load({f"LAHDE_ACCESSIBILITY_{name}": value})


def test_what_the_accessibility_statement_says_can_be_read_back(written):
    text = '[accessibility]\nassessed = "2026-11-03"\n[accessibility.shortcomings]\nfi = ["Liitteet."]'
    settings = load(written(text))
    assert settings.accessibility.found("sv") == (["Liitteet."], "fi")
    assert load(written(as_toml(settings))) == settings
