"""docker-compose.yml, held against the command line, the settings, and what parts really answer."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
import typer

from lahde.cli.app import app
from lahde.settings import Settings, load
from streams.engines.faust_worker import Worker
from tests import broker
from tests.distributed.cluster import wait_for
from tests.lahde.containers import COMPOSE, OURS, ROOT, SERVICES, environment, last

UNREACHABLE = "127.0.0.1:1"
SECONDS = {"s": 1, "m": 60}


def names(table: type[msgspec.Struct] = Settings, prefix: str = "LAHDE_") -> Iterator[str]:
    """Environment variables that settings are read from."""
    for field in msgspec.structs.fields(table):
        name = f"{prefix}{field.name.upper()}"
        inner = isinstance(field.type, type) and issubclass(field.type, msgspec.Struct)
        yield from names(field.type, f"{name}_") if inner else (name,)


def asked(service: str) -> list[str]:
    """The addresses of its health check."""
    return [word for word in SERVICES[service]["healthcheck"]["test"] if word.startswith("http")]


each_of_ours = pytest.mark.parametrize("name", OURS)
each = pytest.mark.parametrize("name", SERVICES)


def test_every_part_is_there():
    assert SERVICES.keys() == {"kafka", "lrs", "relay", "stream", "load", "dashboards"}


@each_of_ours
def test_its_command_is_one_of_the_command_line(name):
    command, *arguments = OURS[name]["command"]
    found = typer.main.get_command(app).commands[command]
    found.make_context(command, arguments)


@each_of_ours
def test_its_variables_are_settings(name):
    ours = {key: value for key, value in environment(name).items() if key.startswith("LAHDE_")}
    assert ours.keys() <= set(names())
    settings = load(ours)
    assert (settings.data, settings.host, settings.port) == ("/data", "0.0.0.0", 8080)  # noqa: S104 (in a container)


@pytest.mark.parametrize("name", ["relay", "stream", "load"])
def test_what_kafka_is_called_and_how_it_is_divided_is_said_once(name):
    assert load(environment(name)).kafka == load(environment("relay")).kafka
    assert environment(name)["LAHDE_KAFKA_SERVERS"] == "kafka:9092"


@each
def test_it_may_do_no_more_than_it_must(name):
    service = SERVICES[name]
    assert service["read_only"] is service["init"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.keys() & {"privileged", "cap_add", "devices", "network_mode", "pid", "ipc"}
    assert service["user"].partition(":")[0] not in ("root", "0", "")
    assert name == "kafka" or service["user"] == last("USER")


@each
def test_it_is_limited_started_again_and_given_time_to_end(name):
    service = SERVICES[name]
    assert re.fullmatch(r"[1-9]\d*[mg]", service["mem_limit"])
    assert service["restart"] == "unless-stopped"
    assert seconds(service["stop_grace_period"]) >= 30
    check = service["healthcheck"]
    assert seconds(check["interval"]) > seconds(check["timeout"])


def seconds(text: str) -> int:
    return int(text[:-1]) * SECONDS[text[-1]]


@each
def test_ports_are_open_to_this_machine_only(name):
    published = SERVICES[name].get("ports", [])
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:8080", port) for port in published)
    assert bool(published) == (name in ("lrs", "dashboards"))


def test_nobody_but_the_parts_reaches_kafka():
    assert COMPOSE["networks"]["kafka"] == {"internal": True}
    assert {name for name, service in SERVICES.items() if "kafka" in service["networks"]} == {
        "kafka", "relay", "stream", "load",
    }  # fmt: skip


def test_no_secret_stands_in_the_file():
    for service in SERVICES.values():
        assert not [key for key in service.get("environment", {}) if re.search("SECRET|PASSWORD|TOKEN|_KEY", key)]
    assert [name for name, service in SERVICES.items() if "env_file" in service] == ["lrs"]
    assert {"/lahde.env", "/secrets/", "/settings/"} <= set((ROOT / ".gitignore").read_text().splitlines())


def test_each_sees_the_folders_it_needs_and_no_other():
    told = {name: {tuple(v.split(":", 1)) for v in service.get("volumes", [])} for name, service in SERVICES.items()}
    settings, shown = ("./settings", "/etc/lahde:ro"), ("published", "/data/published")
    assert told["lrs"] == {settings, ("./secrets", "/run/lahde:ro"), ("ledger", "/data"), shown}
    assert told["relay"] == {("ledger", "/data")}
    assert told["load"] == {("warehouse", "/data")}
    assert told["dashboards"] == {settings, ("published", "/data/published:ro")}
    named = {source for folders in told.values() for source, _ in folders if not source.startswith("./")}
    assert named == COMPOSE["volumes"].keys()


def test_workers_can_be_as_many_as_one_likes():
    assert not SERVICES["stream"].keys() & {"ports", "volumes", "container_name"}


def test_settings_are_read_where_they_are_mounted():
    assert last("WORKDIR") == "/etc/lahde"


def test_kafka_is_the_version_that_is_tested_and_keeps_its_records():
    kafka = SERVICES["kafka"]
    said = {key: str(value) for key, value in kafka["environment"].items()}
    assert kafka["image"] == f"apache/kafka:{broker.VERSION}"
    assert kafka["volumes"] == [f"kafka:{said['KAFKA_LOG_DIRS']}"]
    assert said["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
    assert said["KAFKA_ADVERTISED_LISTENERS"] == f"PLAINTEXT://{environment('relay')['LAHDE_KAFKA_SERVERS']}"


@pytest.mark.parametrize("name", ["lrs", "relay", "stream", "load", "dashboards"])
def test_a_part_is_asked_on_its_own_port(name):
    addresses = [urlsplit(address) for address in asked(name)]
    assert {address.netloc for address in addresses} == {f"127.0.0.1:{environment(name)['LAHDE_PORT']}"}
    assert {address.path for address in addresses} <= {"/healthz", "/readyz"}


class Started:
    """A part as the file starts it, but here: in a folder of its own, on a free port, with no Kafka."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._port, self._log = name, broker.free_port(), folder / "log"
        here = {"LAHDE_HOST": "127.0.0.1", "LAHDE_PORT": str(self._port), "LAHDE_DATA": str(folder / "data")}
        kafka = {"LAHDE_KAFKA_SERVERS": UNREACHABLE} if "LAHDE_KAFKA_SERVERS" in environment(name) else {}
        ours = {k: v for k, v in environment(name).items() if k.startswith("LAHDE_")} | here | kafka
        command = [word.replace("/data", str(folder / "data")) for word in OURS[name]["command"]]
        others = {k: v for k, v in os.environ.items() if not k.startswith("LAHDE_")} | {"PYTHONPATH": str(ROOT)}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lahde", *command], cwd=folder, env=others | ours, stdout=log, stderr=log
            )

    def healthy(self, path: str = "") -> bool:
        """What the health check says, of one path or of all it asks for."""
        _, python, *words = OURS[self._name]["healthcheck"]["test"]
        assert python == "python"
        words = [w.replace(":8080", f":{self._port}") for w in words if not w.startswith("http") or w.endswith(path)]
        return subprocess.run([sys.executable, *words], capture_output=True, timeout=30, check=False).returncode == 0

    def log(self) -> str:
        return self._log.read_text()

    def end(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)


@pytest.fixture
def started(tmp_path):
    parts: list[Started] = []

    def start(name: str) -> Started:
        parts.append(Started(name, tmp_path))
        return parts[-1]

    yield start
    for part in parts:
        part.end()


@pytest.mark.parametrize("name", ["lrs", "dashboards"])
def test_the_check_finds_pages_well(name, started):
    part = started(name)
    wait_for(part.healthy, 60, part.log)


@pytest.mark.parametrize("name", ["relay", "load"])
def test_the_check_finds_a_part_alive_that_waits_for_kafka_but_not_ready(name, started):
    part = started(name)
    wait_for(lambda: part.healthy("/healthz"), 60, part.log)
    assert not part.healthy("/readyz")
    assert not part.healthy()


def test_a_worker_serves_what_it_is_asked(tmp_path):
    """Its port opens when Kafka answers: `tests/distributed` asks it then."""
    kafka = load(environment("stream")).kafka
    worker = Worker(
        servers=kafka.servers,
        prefix=kafka.prefix,
        partitions=kafka.partitions,
        store=f"{kafka.tables}://",
        folder=str(tmp_path),
        listen=("127.0.0.1", 8080),
        again=pytest.fail,
    )
    assert {urlsplit(address).path for address in asked("stream")} <= worker.app.web.views.keys()
