"""The image: small, of what the lock files name, and of nobody who could do more than write its data."""

import re
import tomllib

from tests.lahde.containers import IGNORED, ROOT, environment, given, last

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_bases_are_pinned_by_tag_and_of_a_python_that_is_wanted():
    bases = {line.split(" ")[0] for line in given("FROM")}
    (base,) = bases
    found = re.fullmatch(r"python:3\.(\d+)-slim-[a-z]+", base)
    assert found
    assert PROJECT["project"]["requires-python"] == f">=3.{found[1]}"


def test_what_is_installed_is_what_the_lock_file_names():
    installs = [line for line in given("RUN") if " install " in line and "pip" in line]
    assert len(installs) == 2
    assert "--require-hashes -r /src/requirements.txt" in installs[0]
    assert "--no-deps --no-build-isolation --no-index /src" in installs[1]


def test_no_address_and_no_secret():
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert not re.search(r"https?://|index-url|trusted-host|secret|password|token", text, re.IGNORECASE)
    assert not given("ARG")


def test_it_runs_as_nobody_of_the_host():
    uid, gid = last("USER").split(":")
    assert int(uid) == int(gid) >= 10_000
    assert f"--uid {uid} --gid {gid}" in given("RUN")[-1]


def test_it_is_the_command_line():
    assert last("ENTRYPOINT") == ["lahde"]
    assert set(last("ENTRYPOINT")) <= PROJECT["project"]["scripts"].keys()


def test_what_may_be_written_to_is_data_and_tmp():
    assert environment("lrs")["LAHDE_DATA"] == "/data"
    assert environment("lrs")["HOME"] == "/tmp"  # noqa: S108 (a tmpfs in a container)
    assert "install -d -o lahde -g lahde -m 0700 /data /data/published" in given("RUN")[-1]


def test_of_this_folder_only_what_is_installed_gets_in():
    packages = {name.removesuffix("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    files = {"LICENSE", "README.md", "pyproject.toml", "requirements.in", "requirements.txt"}
    taken = {line[1:] for line in IGNORED if line.startswith("!")}
    assert IGNORED[1] == "*"
    assert taken == packages | files
    assert all((ROOT / name).exists() for name in taken)


def test_every_file_of_a_package_gets_in():
    """Where it is installed editable, as by make, nobody would miss one."""
    endings = {f".{pattern.rpartition('.')[2]}" for pattern in PROJECT["tool"]["setuptools"]["package-data"]["*"]}
    folders = [ROOT / line[1:] for line in IGNORED if line.startswith("!") and "." not in line]
    files = {path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()}
    assert {path.suffix for path in files if "__pycache__" not in path.parts} <= endings | {".py"}
