"""What whoever runs Lähde can mend is one line that names the thing, the rule and the way out."""

import subprocess
import sys
from pathlib import Path

import pytest


def lahde(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lahde", *arguments],
        capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL, env=environment or None,
    )  # fmt: skip


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("lahde: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.ci
@pytest.mark.parametrize(
    "command", [("status",), ("replay",), ("release",), ("source", "list"), ("sql", "select 1"), ("erase", "KLV/x")]
)
def test_a_folder_without_data_is_named_and_left_as_it_was(command: tuple[str, ...], tmp_path: Path) -> None:
    said = one_line(lahde(*command, "--data", str(tmp_path)))
    assert f"{tmp_path}: no data of Lähde here" in said
    assert "lahde source add" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.ci
@pytest.mark.parametrize("command", [("status",), ("sql", "select 1"), ("demo", "--once"), ("serve", "--port", "0")])
def test_a_file_is_no_data_folder(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "is a file;" in one_line(lahde(*command, "--data", str(tmp_path / "file")))


def test_a_demo_wants_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    assert "not empty" in one_line(lahde("demo", "--once", "--data", str(tmp_path)))


def test_an_address_that_is_not_ours(tmp_path: Path) -> None:
    said = one_line(lahde("serve", "--host", "192.0.2.1", "--port", "8099", "--data", str(tmp_path / "new")))
    assert "192.0.2.1:8099" in said
    assert "taken" not in said


@pytest.mark.parametrize(
    ("name", "value", "rule"), [("LAHDE_PORT", "99999", "0 to 65535"), ("LAHDE_MEMORY", "much", "500MB")]
)
def test_a_setting_is_named_with_its_rule(name: str, value: str, rule: str) -> None:
    said = one_line(lahde("settings", **{name: value}))
    assert name.removeprefix("LAHDE_").lower() in said
    assert rule in said


def test_a_damaged_ledger_is_told_apart_from_our_own_faults(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"x" * 5000)
    assert "ledger.sqlite: is not a ledger, or is damaged" in one_line(lahde("status", "--data", str(tmp_path)))


def test_a_damaged_warehouse_has_a_way_out(tmp_path: Path) -> None:
    assert lahde("source", "add", "hr", "--agency", "KLV", "--data", str(tmp_path)).returncode == 0
    (tmp_path / "warehouse.duckdb").write_bytes(b"x" * 5000)
    said = one_line(lahde("status", "--data", str(tmp_path)))
    assert "delete it and run `lahde replay`" in said
    (tmp_path / "warehouse.duckdb").unlink()
    assert lahde("replay", "--data", str(tmp_path)).returncode == 0
    assert lahde("status", "--data", str(tmp_path)).returncode == 0


def test_a_demo_says_why_its_server_ended(tmp_path: Path) -> None:
    (tmp_path / "lahde.toml").write_text('[schedule]\nrelease = "often"\n')
    said = one_line(lahde("demo", "--once", "--port", "18440", LAHDE_SETTINGS=str(tmp_path / "lahde.toml")))
    assert "daily HH:MM" in said
